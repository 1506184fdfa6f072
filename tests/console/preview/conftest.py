"""The preview is tested in process, without the server that pages are tested on."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local


@pytest.fixture
def connect(outdial: "Local", session_client: "ConnectClient") -> "ConnectClient":  # noqa: ARG001
    """Give a client of an empty world."""
    return session_client
