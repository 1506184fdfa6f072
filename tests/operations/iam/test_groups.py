"""Groups: what is created, shown, listed, renamed and deleted."""

from typing import TYPE_CHECKING

from iam_desk import ADMINISTRATOR, ALLOW, entry, plain
from number_desk import refusal

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

GONE = ("NoSuchEntity", "The group with name sales cannot be found.")


def test_creates_a_group(iam: "IAMClient") -> None:
    answer = iam.create_group(GroupName="sales", Path="/all/")

    assert plain(answer) == {"Group": entry("Group", 1, "sales", "/all/")}
    assert plain(iam.get_group(GroupName="sales")) == {
        **plain(answer),
        "Users": [],
        "IsTruncated": False,
    }


def test_a_name_is_taken_in_whatever_letters(iam: "IAMClient") -> None:
    iam.create_group(GroupName="sales")

    assert refusal(iam.create_group, GroupName="Sales") == (
        "EntityAlreadyExists",
        "Group with name Sales already exists.",
    )


def test_shows_the_members_of_a_group_in_pages(iam: "IAMClient") -> None:
    iam.create_group(GroupName="sales")
    for name in ("cid", "bob", "ann", "dan"):
        iam.create_user(UserName=name)
    for name in ("cid", "bob", "ann"):
        iam.add_user_to_group(GroupName="sales", UserName=name)

    first = iam.get_group(GroupName="sales", MaxItems=2)
    second = iam.get_group(GroupName="sales", Marker=first["Marker"])

    assert first["Users"] == [entry("User", 4, "ann"), entry("User", 3, "bob")]
    assert second["Users"] == [entry("User", 2, "cid")]
    assert (first["IsTruncated"], second["IsTruncated"]) == (True, False)


def test_lists_groups_by_name_and_path(iam: "IAMClient") -> None:
    iam.create_group(GroupName="sales", Path="/a/")
    iam.create_group(GroupName="Admins")

    assert plain(iam.list_groups()) == {
        "Groups": [entry("Group", 2, "Admins"), entry("Group", 1, "sales", "/a/")],
        "IsTruncated": False,
    }
    assert iam.list_groups(PathPrefix="/a/")["Groups"] == [entry("Group", 1, "sales", "/a/")]


def test_renames_and_moves_a_group_with_its_members(iam: "IAMClient") -> None:
    iam.create_group(GroupName="sales")
    iam.create_user(UserName="ann")
    iam.add_user_to_group(GroupName="sales", UserName="ann")

    iam.update_group(GroupName="sales", NewGroupName="support", NewPath="/all/")

    answer = iam.get_group(GroupName="support")
    assert answer["Group"] == entry("Group", 1, "support", "/all/")
    assert answer["Users"] == [entry("User", 2, "ann")]
    assert refusal(iam.get_group, GroupName="sales") == GONE


def test_refuses_to_rename_to_a_name_that_is_taken(iam: "IAMClient") -> None:
    iam.create_group(GroupName="sales")
    iam.create_group(GroupName="support")

    assert refusal(iam.update_group, GroupName="sales", NewGroupName="support") == (
        "EntityAlreadyExists",
        "Group with name support already exists.",
    )


def test_deletes_a_group(iam: "IAMClient") -> None:
    iam.create_group(GroupName="sales")

    iam.delete_group(GroupName="sales")

    assert refusal(iam.delete_group, GroupName="sales") == GONE


def test_refuses_to_delete_a_group_until_nothing_is_left(iam: "IAMClient") -> None:
    iam.create_group(GroupName="sales")
    iam.create_user(UserName="ann")
    iam.add_user_to_group(GroupName="sales", UserName="ann")
    iam.put_group_policy(GroupName="sales", PolicyName="all", PolicyDocument=ALLOW)
    iam.attach_group_policy(GroupName="sales", PolicyArn=ADMINISTRATOR)

    said = [refusal(iam.delete_group, GroupName="sales")]
    iam.remove_user_from_group(GroupName="sales", UserName="ann")
    said.append(refusal(iam.delete_group, GroupName="sales"))
    iam.delete_group_policy(GroupName="sales", PolicyName="all")
    said.append(refusal(iam.delete_group, GroupName="sales"))
    iam.detach_group_policy(GroupName="sales", PolicyArn=ADMINISTRATOR)
    iam.delete_group(GroupName="sales")

    assert said == [
        ("DeleteConflict", "Cannot delete entity, must remove users from group first."),
        ("DeleteConflict", "Cannot delete entity, must delete policies first."),
        ("DeleteConflict", "Cannot delete entity, must detach all policies first."),
    ]
