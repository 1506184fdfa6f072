"""Users: what is created, shown, listed, renamed and deleted."""

from typing import TYPE_CHECKING

import pytest

from conftest import ACCOUNT
from iam_desk import ADMINISTRATOR, ALLOW, START, client, entry, plain
from number_desk import refusal

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

    from outdial.serve.inprocess import Local

GONE = ("NoSuchEntity", "The user with name ann cannot be found.")


def names(iam: "IAMClient") -> list[str]:
    return [user["UserName"] for user in iam.list_users()["Users"]]


def test_creates_a_user(iam: "IAMClient") -> None:
    answer = iam.create_user(UserName="ann")

    assert plain(answer) == {"User": entry("User", 1, "ann")}
    assert plain(iam.get_user(UserName="ann")) == plain(answer)


def test_creates_a_user_with_a_path_tags_and_a_boundary(iam: "IAMClient") -> None:
    tags = [{"Key": "team", "Value": "sales"}, {"Key": "city", "Value": "Berlin"}]

    answer = iam.create_user(
        UserName="ann",
        Path="/sales/",
        Tags=tags,  # type: ignore[arg-type] # as on the wire
        PermissionsBoundary=ADMINISTRATOR,
    )

    assert plain(answer) == {
        "User": {
            **entry("User", 1, "ann", "/sales/"),
            "PermissionsBoundary": {
                "PermissionsBoundaryType": "PermissionsBoundaryPolicy",
                "PermissionsBoundaryArn": ADMINISTRATOR,
            },
            "Tags": [{"Key": "city", "Value": "Berlin"}, {"Key": "team", "Value": "sales"}],
        }
    }


@pytest.mark.parametrize("name", ["ann", "ANN"])
def test_a_name_is_taken_in_whatever_letters(iam: "IAMClient", name: str) -> None:
    iam.create_user(UserName="ann")

    assert refusal(iam.create_user, UserName=name) == (
        "EntityAlreadyExists",
        f"User with name {name} already exists.",
    )


def test_another_account_has_users_of_its_own(iam: "IAMClient") -> None:
    iam.create_user(UserName="ann")

    client("210987654321").create_user(UserName="ann")

    assert names(iam) == ["ann"]


def test_all_regions_have_the_same_users(iam: "IAMClient") -> None:
    client(region="eu-central-1").create_user(UserName="ann")

    assert names(iam) == ["ann"]


def test_refuses_a_boundary_that_is_not_there(iam: "IAMClient") -> None:
    arn = f"arn:aws:iam::{ACCOUNT}:policy/none"

    assert refusal(iam.create_user, UserName="ann", PermissionsBoundary=arn) == (
        "NoSuchEntity",
        f"Scope ARN: {arn} does not exist or is not attachable.",
    )
    assert names(iam) == []


def test_refuses_a_name_of_other_characters(iam: "IAMClient") -> None:
    assert refusal(iam.create_user, UserName="ann/b") == (
        "ValidationError",
        (
            "The specified value for userName is invalid. It must contain only alphanumeric"
            " characters and/or the following: +=,.@_-"
        ),
    )


def test_shows_the_root_which_has_no_name(iam: "IAMClient") -> None:
    assert plain(iam.get_user()) == {
        "User": {
            "Path": "/",
            "UserName": ACCOUNT,
            "UserId": ACCOUNT,
            "Arn": f"arn:aws:iam::{ACCOUNT}:root",
            "CreateDate": START,
        }
    }


def test_refuses_to_show_a_user_that_is_not_there(iam: "IAMClient") -> None:
    assert refusal(iam.get_user, UserName="ann") == GONE


def test_lists_users_by_name_and_path_without_tags(iam: "IAMClient") -> None:
    iam.create_user(UserName="cid", Path="/sales/")
    iam.create_user(UserName="Bob")
    iam.create_user(UserName="ann", Path="/sales/", Tags=[{"Key": "a", "Value": "b"}])

    assert names(iam) == ["ann", "Bob", "cid"]
    assert plain(iam.list_users(PathPrefix="/sales/")) == {
        "Users": [entry("User", 3, "ann", "/sales/"), entry("User", 1, "cid", "/sales/")],
        "IsTruncated": False,
    }


def test_lists_users_in_pages(iam: "IAMClient") -> None:
    for name in ("ann", "bob", "cid"):
        iam.create_user(UserName=name)

    first = iam.list_users(MaxItems=2)
    second = iam.list_users(MaxItems=2, Marker=first["Marker"])

    assert [user["UserName"] for user in first["Users"]] == ["ann", "bob"]
    assert [user["UserName"] for user in second["Users"]] == ["cid"]
    assert (first["IsTruncated"], second["IsTruncated"]) == (True, False)
    assert "Marker" not in second


def test_refuses_the_marker_of_another_list(iam: "IAMClient") -> None:
    for name in ("ann", "bob"):
        iam.create_user(UserName=name)
    marker = iam.list_users(MaxItems=1)["Marker"]

    assert refusal(iam.list_groups, Marker=marker) == ("ValidationError", "Invalid Marker.")


def test_renames_and_moves_a_user(iam: "IAMClient", outdial: "Local") -> None:
    iam.create_user(UserName="ann")
    iam.put_user_policy(UserName="ann", PolicyName="all", PolicyDocument=ALLOW)
    outdial.clock.advance(hours=1)

    iam.update_user(UserName="ann", NewUserName="bob", NewPath="/sales/")

    assert refusal(iam.get_user, UserName="ann") == GONE
    assert plain(iam.get_user(UserName="bob")) == {"User": entry("User", 1, "bob", "/sales/")}
    assert iam.list_user_policies(UserName="bob")["PolicyNames"] == ["all"]


def test_keeps_a_name_that_is_given_again(iam: "IAMClient") -> None:
    iam.create_user(UserName="ann")

    iam.update_user(UserName="ann", NewUserName="ann", NewPath="/sales/")

    assert plain(iam.get_user(UserName="ann")) == {"User": entry("User", 1, "ann", "/sales/")}


@pytest.mark.parametrize("name", ["ANN", "Bob"])
def test_refuses_to_rename_to_a_name_that_is_taken(iam: "IAMClient", name: str) -> None:
    iam.create_user(UserName="ann")
    iam.create_user(UserName="bob")

    assert refusal(iam.update_user, UserName="ann", NewUserName=name) == (
        "EntityAlreadyExists",
        f"User with name {name} already exists.",
    )


def test_deletes_a_user(iam: "IAMClient") -> None:
    iam.create_user(UserName="ann", PermissionsBoundary=ADMINISTRATOR)

    iam.delete_user(UserName="ann")

    assert refusal(iam.get_user, UserName="ann") == GONE
    assert refusal(iam.delete_user, UserName="ann") == GONE
    assert refusal(iam.update_user, UserName="ann") == GONE


def test_refuses_to_delete_a_user_until_nothing_is_left(iam: "IAMClient") -> None:
    iam.create_user(UserName="ann")
    iam.create_group(GroupName="sales")
    iam.add_user_to_group(UserName="ann", GroupName="sales")
    key = iam.create_access_key(UserName="ann")["AccessKey"]["AccessKeyId"]
    iam.put_user_policy(UserName="ann", PolicyName="all", PolicyDocument=ALLOW)
    iam.attach_user_policy(UserName="ann", PolicyArn=ADMINISTRATOR)

    said = [refusal(iam.delete_user, UserName="ann")]
    iam.remove_user_from_group(UserName="ann", GroupName="sales")
    said.append(refusal(iam.delete_user, UserName="ann"))
    iam.delete_access_key(UserName="ann", AccessKeyId=key)
    said.append(refusal(iam.delete_user, UserName="ann"))
    iam.delete_user_policy(UserName="ann", PolicyName="all")
    said.append(refusal(iam.delete_user, UserName="ann"))
    iam.detach_user_policy(UserName="ann", PolicyArn=ADMINISTRATOR)
    iam.delete_user(UserName="ann")

    assert said == [
        ("DeleteConflict", "Cannot delete entity, must remove users from group first."),
        ("DeleteConflict", "Cannot delete entity, must delete access keys first."),
        ("DeleteConflict", "Cannot delete entity, must delete policies first."),
        ("DeleteConflict", "Cannot delete entity, must detach all policies first."),
    ]
