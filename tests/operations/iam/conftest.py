"""What the tests of IAM are given: a client of an account without anything in it."""

from typing import TYPE_CHECKING

import pytest

from iam_desk import client

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

    from outdial.serve.inprocess import Local


@pytest.fixture
def outdial_services() -> tuple[str, ...]:
    """Answer IAM too."""
    return ("connect", "iam", "sts")


@pytest.fixture(scope="session")
def session_iam() -> "IAMClient":
    """One client for all tests: making one takes longer than a test."""
    return client()


@pytest.fixture
def iam(outdial: "Local", session_iam: "IAMClient") -> "IAMClient":  # noqa: ARG001
    """Give a client of an empty world."""
    return session_iam
