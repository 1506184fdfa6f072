"""Permissions boundaries of users and roles."""

from typing import TYPE_CHECKING

import pytest

from conftest import ACCOUNT
from iam_desk import ADMINISTRATOR, READER
from identity_kinds import Kind
from number_desk import refusal

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient


@pytest.fixture(params=["User", "Role"])
def kind(request: pytest.FixtureRequest, iam: "IAMClient") -> Kind:
    """Give each kind of identities that can be bound."""
    return Kind(request.param, iam)


def boundary(kind: Kind) -> object:
    return kind.operation("Get{}")()[kind.name].get("PermissionsBoundary")


def test_sets_a_boundary_and_replaces_it(kind: Kind) -> None:
    kind.create()
    put = kind.operation("Put{}PermissionsBoundary")

    put(PermissionsBoundary=ADMINISTRATOR)
    put(PermissionsBoundary=READER)

    assert boundary(kind) == {
        "PermissionsBoundaryType": "PermissionsBoundaryPolicy",
        "PermissionsBoundaryArn": READER,
    }


def test_takes_a_boundary_away_and_may_do_so_again(kind: Kind) -> None:
    kind.create()
    kind.operation("Put{}PermissionsBoundary")(PermissionsBoundary=READER)

    for _ in range(2):
        kind.operation("Delete{}PermissionsBoundary")()

    assert boundary(kind) is None


def test_refuses_what_is_not_there(kind: Kind) -> None:
    put = kind.operation("Put{}PermissionsBoundary")
    arn = f"arn:aws:iam::{ACCOUNT}:policy/none"

    assert refusal(put, PermissionsBoundary=READER) == kind.gone
    assert refusal(kind.operation("Delete{}PermissionsBoundary")) == kind.gone
    kind.create()
    assert refusal(put, PermissionsBoundary=arn) == (
        "NoSuchEntity",
        f"Scope ARN: {arn} does not exist or is not attachable.",
    )
