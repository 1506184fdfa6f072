"""Managed policies that are attached to users, groups and roles."""

from typing import TYPE_CHECKING

import pytest

from conftest import ACCOUNT
from iam_desk import ADMINISTRATOR, ALLOW, READER, plain
from identity_kinds import Kind
from number_desk import refusal

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

ARN = f"arn:aws:iam::{ACCOUNT}:policy/sales/callers"


@pytest.fixture(params=["User", "Group", "Role"])
def kind(request: pytest.FixtureRequest, iam: "IAMClient") -> Kind:
    """Give each kind of identities, and a policy that may be attached."""
    iam.create_policy(PolicyName="callers", Path="/sales/", PolicyDocument=ALLOW)
    return Kind(request.param, iam)


def attached(kind: Kind) -> list[str]:
    listed = kind.operation("ListAttached{}Policies")()["AttachedPolicies"]
    return [policy["PolicyName"] for policy in listed]


def test_attaches_policies_and_lists_them_by_name(kind: Kind) -> None:
    kind.create()

    for arn in (ARN, ADMINISTRATOR, ARN):
        kind.operation("Attach{}Policy")(PolicyArn=arn)

    assert plain(kind.operation("ListAttached{}Policies")()) == {
        "AttachedPolicies": [
            {"PolicyName": "AdministratorAccess", "PolicyArn": ADMINISTRATOR},
            {"PolicyName": "callers", "PolicyArn": ARN},
        ],
        "IsTruncated": False,
    }


def test_lists_by_path_and_in_pages(kind: Kind) -> None:
    kind.create()
    for arn in (ARN, ADMINISTRATOR, READER):
        kind.operation("Attach{}Policy")(PolicyArn=arn)
    list_attached = kind.operation("ListAttached{}Policies")

    by_path = list_attached(PathPrefix="/sales/")["AttachedPolicies"]
    first = list_attached(MaxItems=2)
    second = list_attached(Marker=first["Marker"])

    assert by_path == [{"PolicyName": "callers", "PolicyArn": ARN}]
    assert [len(page["AttachedPolicies"]) for page in (first, second)] == [2, 1]


def test_detaches_a_policy_that_is_attached(kind: Kind) -> None:
    kind.create()
    for arn in (ARN, ADMINISTRATOR):
        kind.operation("Attach{}Policy")(PolicyArn=arn)

    kind.operation("Detach{}Policy")(PolicyArn=ARN)

    assert attached(kind) == ["AdministratorAccess"]
    assert refusal(kind.operation("Detach{}Policy"), PolicyArn=ARN) == (
        "NoSuchEntity",
        f"Policy {ARN} was not found.",
    )


def test_refuses_policies_that_cannot_be_attached(kind: Kind) -> None:
    kind.create()
    attach = kind.operation("Attach{}Policy")

    assert refusal(attach, PolicyArn=f"{ARN}s") == (
        "NoSuchEntity",
        f"Policy {ARN}s does not exist or is not attachable.",
    )
    assert refusal(attach, PolicyArn="arn:aws:s3:::recordings") == (
        "InvalidInput",
        "ARN arn:aws:s3:::recordings is not valid.",
    )
    assert attached(kind) == []


def test_refuses_identities_that_are_not_there(kind: Kind) -> None:
    for pattern in ("Attach{}Policy", "Detach{}Policy"):
        assert refusal(kind.operation(pattern), PolicyArn=ARN) == kind.gone
    assert refusal(kind.operation("ListAttached{}Policies")) == kind.gone
