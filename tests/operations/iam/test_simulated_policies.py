"""What cannot be simulated."""

from typing import TYPE_CHECKING, Any

import pytest

from conftest import ACCOUNT
from number_desk import refusal
from simulating import ALL, ANN, CHANGE

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient


@pytest.fixture
def ann(iam: "IAMClient") -> str:
    """Make a user without policies."""
    return iam.create_user(UserName="ann")["User"]["Arn"]


@pytest.mark.parametrize(
    ("members", "text"),
    [
        (
            {"PolicyExclusionList": [{"PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/*a*"}]},
            f"ARN arn:aws:iam::{ACCOUNT}:policy/*a* is not valid.",
        ),
        (
            {"PolicyExclusionList": [{"PolicyArn": "arn:aws:iam::*:policy/none"}]},
            "ARN arn:aws:iam::*:policy/none is not valid.",
        ),
        (
            {"PolicyInputList": ["{}"]},
            (
                "Invalid Policy Document: PolicyInputList.1: Syntax errors"
                " in policy. Statement: must be a statement, or a list of at least one"
            ),
        ),
        (
            {"PermissionsBoundaryPolicyInputList": [ALL, ALL]},
            (
                "PermissionsBoundaryPolicyInputList may have one policy,"
                " as an entity has one boundary; it has 2"
            ),
        ),
        (
            {"ResourcePolicy": ALL},
            "ResourcePolicy cannot be simulated: Outdial serves nothing that has such a policy",
        ),
        (
            {"ActionNames": ["connect:*"]},
            (
                "Invalid Action Name: connect:* must be a service and an"
                " operation, such as connect:UpdateQueueOutboundCallerConfig"
            ),
        ),
        (
            {"PolicySourceArn": f"arn:aws:sts::{ACCOUNT}:assumed-role/it/me"},
            (
                f"Invalid Entity Arn: arn:aws:sts::{ACCOUNT}:assumed-role/it/me"
                " does not clearly define entity type and name."
            ),
        ),
        (
            {"CallerArn": f"arn:aws:iam::{ACCOUNT}:root"},
            (
                f"Invalid Entity Arn: arn:aws:iam::{ACCOUNT}:root"
                " does not clearly define entity type and name."
            ),
        ),
    ],
)
@pytest.mark.usefixtures("ann")
def test_what_cannot_be_simulated_is_refused(
    iam: "IAMClient", members: dict[str, Any], text: str
) -> None:
    asked = {"PolicySourceArn": ANN, "ActionNames": [CHANGE], **members}

    assert refusal(iam.simulate_principal_policy, **asked) == ("InvalidInput", text)


@pytest.mark.parametrize(
    "arn",
    [
        f"arn:aws:iam::{ACCOUNT}:user/bob",
        f"arn:aws:iam::{ACCOUNT}:user/sales/bob",
        "arn:aws:iam::210987654321:user/bob",
    ],
)
@pytest.mark.usefixtures("ann")
def test_who_is_not_there_has_no_policies(iam: "IAMClient", arn: str) -> None:
    asked = {"PolicySourceArn": arn, "ActionNames": [CHANGE]}

    assert refusal(iam.simulate_principal_policy, **asked) == (
        "NoSuchEntity",
        "The user with name bob cannot be found.",
    )
