"""Whose policies a simulation takes, and which of them it leaves out."""

from typing import TYPE_CHECKING, Any

import pytest

from conftest import ACCOUNT
from iam_desk import ADMINISTRATOR, TRUST
from simulating import ALL, NONE, of_principal, sources

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_iam import IAMClient


@pytest.fixture
def ann(iam: "IAMClient") -> str:
    """Make a user without policies."""
    return iam.create_user(UserName="ann")["User"]["Arn"]


@pytest.mark.usefixtures("ann")
def test_all_policies_of_a_user_count_and_those_that_are_sent(iam: "IAMClient") -> None:
    iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=ALL)
    iam.attach_user_policy(UserName="ann", PolicyArn=ADMINISTRATOR)
    iam.create_group(GroupName="sales")
    iam.put_group_policy(GroupName="sales", PolicyName="ours", PolicyDocument=ALL)
    iam.add_user_to_group(GroupName="sales", UserName="ann")

    result = of_principal(iam, PolicyInputList=[ALL])

    assert sources(result) == [
        "user_ann_own",
        "AdministratorAccess",
        "group_sales_ours",
        "PolicyInputList.1",
    ]


@pytest.mark.parametrize("kind", ["group", "role"])
def test_the_policies_of_groups_and_roles_can_be_simulated(iam: "IAMClient", kind: str) -> None:
    if kind == "group":
        arn = iam.create_group(GroupName="it")["Group"]["Arn"]
        iam.put_group_policy(GroupName="it", PolicyName="p", PolicyDocument=ALL)
    else:
        arn = iam.create_role(RoleName="it", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
        iam.put_role_policy(RoleName="it", PolicyName="p", PolicyDocument=ALL)

    result = of_principal(iam, arn)

    assert (result["EvalDecision"], sources(result)) == ("allowed", [f"{kind}_it_p"])


@pytest.mark.usefixtures("ann")
def test_a_boundary_that_is_sent_stands_instead_of_the_users(iam: "IAMClient") -> None:
    bound = iam.create_policy(PolicyName="b", PolicyDocument=NONE)["Policy"]["Arn"]
    iam.put_user_permissions_boundary(UserName="ann", PermissionsBoundary=bound)
    iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=ALL)

    own = of_principal(iam)
    sent = of_principal(iam, PermissionsBoundaryPolicyInputList=[ALL])
    without = of_principal(iam, PolicyExclusionList=[{"PolicyType": "permission-boundary"}])

    assert [one["EvalDecision"] for one in (own, sent, without)] == [
        "explicitDeny",
        "allowed",
        "allowed",
    ]
    assert own["MatchedStatements"] == []
    assert "PermissionsBoundaryDecisionDetail" not in without


@pytest.mark.usefixtures("ann")
def test_service_control_policies_count_unless_they_are_left_out(
    iam: "IAMClient", choose: "Callable[..., None]"
) -> None:
    iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=ALL)
    choose(scps={"*": (NONE,)})

    result = of_principal(iam)
    without = of_principal(iam, PolicyExclusionList=[{"PolicyType": "scp"}])

    assert result["EvalDecision"] == "explicitDeny"
    assert result["OrganizationsDecisionDetail"] == {"AllowedByOrganizations": False}
    assert without["EvalDecision"] == "allowed"


@pytest.mark.parametrize(
    ("excluded", "left"),
    [
        ({"PolicyType": "inline"}, ["AdministratorAccess", "callers"]),
        ({"PolicyType": "aws-managed"}, ["user_ann_own", "callers"]),
        ({"PolicyType": "user-managed"}, ["user_ann_own", "AdministratorAccess"]),
        ({"PolicyArn": ADMINISTRATOR}, ["user_ann_own", "callers"]),
        (
            {"PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/c*l?ers"},
            ["user_ann_own", "AdministratorAccess"],
        ),
        (
            {
                "InlinePolicyIdentifier": {
                    "PolicyName": "own",
                    "AttachmentType": "user",
                    "AttachmentName": "ann",
                }
            },
            ["AdministratorAccess", "callers"],
        ),
        ({"PolicyType": "rcp"}, ["user_ann_own", "AdministratorAccess", "callers"]),
    ],
)
@pytest.mark.usefixtures("ann")
def test_policies_can_be_left_out(
    iam: "IAMClient", excluded: dict[str, Any], left: list[str]
) -> None:
    iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=ALL)
    iam.attach_user_policy(UserName="ann", PolicyArn=ADMINISTRATOR)
    made = iam.create_policy(PolicyName="callers", PolicyDocument=ALL)["Policy"]["Arn"]
    iam.attach_user_policy(UserName="ann", PolicyArn=made)

    assert sources(of_principal(iam, PolicyExclusionList=[excluded])) == left
