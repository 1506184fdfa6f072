"""Who has a managed policy."""

from typing import TYPE_CHECKING, Any

import pytest

from iam_desk import READER, TRUST, client, plain, unique

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

GROUP = {"GroupName": "sales", "GroupId": f"AGPA{unique(1)}"}
USER = {"UserName": "ann", "UserId": f"AIDA{unique(2)}"}
ROLE = {"RoleName": "caller", "RoleId": f"AROA{unique(3)}"}
BOUND = {"UserName": "bob", "UserId": f"AIDA{unique(4)}"}


@pytest.fixture(autouse=True)
def _entities(iam: "IAMClient") -> None:
    """Give a policy to a group, a user and a role, and bound another user by it."""
    iam.create_group(GroupName="sales")
    iam.attach_group_policy(GroupName="sales", PolicyArn=READER)
    iam.create_user(UserName="ann")
    iam.attach_user_policy(UserName="ann", PolicyArn=READER)
    iam.create_role(RoleName="caller", Path="/sales/", AssumeRolePolicyDocument=TRUST)
    iam.attach_role_policy(RoleName="caller", PolicyArn=READER)
    iam.create_user(UserName="bob", PermissionsBoundary=READER)


def test_lists_all_that_have_a_policy(iam: "IAMClient") -> None:
    assert plain(iam.list_entities_for_policy(PolicyArn=READER)) == {
        "PolicyGroups": [GROUP],
        "PolicyUsers": [USER, BOUND],
        "PolicyRoles": [ROLE],
        "IsTruncated": False,
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"EntityFilter": "User"}, [USER, BOUND]),
        ({"EntityFilter": "Role"}, [ROLE]),
        ({"EntityFilter": "LocalManagedPolicy"}, []),
        ({"PathPrefix": "/sales/"}, [ROLE]),
        ({"PolicyUsageFilter": "PermissionsBoundary"}, [BOUND]),
        ({"PolicyUsageFilter": "PermissionsPolicy"}, [GROUP, USER, ROLE]),
    ],
)
def test_lists_some_of_them(
    iam: "IAMClient", asked: dict[str, str], found: list[dict[str, str]]
) -> None:
    answer = iam.list_entities_for_policy(PolicyArn=READER, **asked)  # type: ignore[arg-type] # as on the wire

    listed: list[Any] = [*answer["PolicyGroups"], *answer["PolicyUsers"], *answer["PolicyRoles"]]
    assert listed == found


def test_lists_them_in_pages(iam: "IAMClient") -> None:
    first = iam.list_entities_for_policy(PolicyArn=READER, MaxItems=2)
    second = iam.list_entities_for_policy(PolicyArn=READER, Marker=first["Marker"])

    assert (first["PolicyGroups"], first["PolicyRoles"]) == ([GROUP], [ROLE])
    assert second["PolicyUsers"] == [USER, BOUND]


def test_lists_nobody_of_another_account(iam: "IAMClient") -> None:
    stranger = client("210987654321")

    assert plain(stranger.list_entities_for_policy(PolicyArn=READER)) == {
        "PolicyGroups": [],
        "PolicyUsers": [],
        "PolicyRoles": [],
        "IsTruncated": False,
    }
    assert stranger.get_policy(PolicyArn=READER)["Policy"]["AttachmentCount"] == 0
    assert iam.get_policy(PolicyArn=READER)["Policy"]["AttachmentCount"] == 3
