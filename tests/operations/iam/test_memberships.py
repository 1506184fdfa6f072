"""Which users are in which groups."""

from typing import TYPE_CHECKING

import pytest

from iam_desk import entry, plain
from number_desk import refusal

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient


@pytest.fixture(autouse=True)
def _people(iam: "IAMClient") -> None:
    """Make a user and two groups."""
    iam.create_user(UserName="ann")
    iam.create_group(GroupName="sales")
    iam.create_group(GroupName="Admins")


def groups(iam: "IAMClient") -> list[str]:
    listed = iam.list_groups_for_user(UserName="ann")["Groups"]
    return [group["GroupName"] for group in listed]


def test_a_user_is_in_groups_by_name(iam: "IAMClient") -> None:
    iam.add_user_to_group(GroupName="sales", UserName="ann")
    iam.add_user_to_group(GroupName="Admins", UserName="ann")

    assert plain(iam.list_groups_for_user(UserName="ann")) == {
        "Groups": [entry("Group", 3, "Admins"), entry("Group", 2, "sales")],
        "IsTruncated": False,
    }


def test_a_user_who_is_in_a_group_stays_in_it(iam: "IAMClient") -> None:
    for _ in range(2):
        iam.add_user_to_group(GroupName="sales", UserName="ann")

    assert groups(iam) == ["sales"]


def test_a_user_leaves_a_group_and_may_do_so_again(iam: "IAMClient") -> None:
    iam.add_user_to_group(GroupName="sales", UserName="ann")
    iam.add_user_to_group(GroupName="Admins", UserName="ann")

    for _ in range(2):
        iam.remove_user_from_group(GroupName="sales", UserName="ann")

    assert groups(iam) == ["Admins"]


def test_a_user_is_in_ten_groups_at_most(iam: "IAMClient") -> None:
    for number in range(11):
        iam.create_group(GroupName=f"team-{number}")
    for number in range(10):
        iam.add_user_to_group(GroupName=f"team-{number}", UserName="ann")

    assert refusal(iam.add_user_to_group, GroupName="team-10", UserName="ann") == (
        "LimitExceeded",
        "Cannot exceed quota for GroupsPerUser: 10",
    )


def test_refuses_users_and_groups_that_are_not_there(iam: "IAMClient") -> None:
    no_group = ("NoSuchEntity", "The group with name none cannot be found.")
    no_user = ("NoSuchEntity", "The user with name none cannot be found.")

    assert refusal(iam.add_user_to_group, GroupName="none", UserName="ann") == no_group
    assert refusal(iam.add_user_to_group, GroupName="sales", UserName="none") == no_user
    assert refusal(iam.remove_user_from_group, GroupName="none", UserName="ann") == no_group
    assert refusal(iam.list_groups_for_user, UserName="none") == no_user
