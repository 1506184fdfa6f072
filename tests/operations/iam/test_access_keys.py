"""Access keys: what is created, listed, switched and deleted."""

from typing import TYPE_CHECKING

import pytest

from conftest import ACCOUNT
from iam_desk import START, client, plain, unique
from number_desk import refusal

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient


FIRST = f"AKIA{unique(2)[1:]}"
GONE = ("NoSuchEntity", f"The Access Key with id {FIRST} cannot be found.")


@pytest.fixture(autouse=True)
def _user(iam: "IAMClient") -> None:
    """Make a user."""
    iam.create_user(UserName="ann")


def test_creates_a_key_of_a_user(iam: "IAMClient") -> None:
    answer = iam.create_access_key(UserName="ann")

    assert plain(answer) == {
        "AccessKey": {
            "UserName": "ann",
            "AccessKeyId": FIRST,
            "Status": "Active",
            "SecretAccessKey": "secret0000000000000000000000000000000001",
            "CreateDate": START,
        }
    }
    assert len(FIRST) == 20
    assert plain(iam.list_access_keys(UserName="ann")) == {
        "AccessKeyMetadata": [
            {
                "UserName": "ann",
                "AccessKeyId": FIRST,
                "Status": "Active",
                "CreateDate": START,
            }
        ],
        "IsTruncated": False,
    }


def test_creates_keys_of_the_root(iam: "IAMClient") -> None:
    made = iam.create_access_key()["AccessKey"]

    listed = iam.list_access_keys()["AccessKeyMetadata"]
    assert (made["UserName"], [key["AccessKeyId"] for key in listed]) == (ACCOUNT, [FIRST])
    assert iam.list_access_keys(UserName="ann")["AccessKeyMetadata"] == []
    assert iam.get_account_summary()["SummaryMap"]["AccountAccessKeysPresent"] == 1
    assert iam.get_access_key_last_used(AccessKeyId=FIRST)["UserName"] == ACCOUNT


def test_a_user_has_two_keys_at_most(iam: "IAMClient") -> None:
    for _ in range(2):
        iam.create_access_key(UserName="ann")

    assert refusal(iam.create_access_key, UserName="ann") == (
        "LimitExceeded",
        "Cannot exceed quota for AccessKeysPerUser: 2",
    )


def test_keys_are_listed_in_pages(iam: "IAMClient") -> None:
    made = [iam.create_access_key(UserName="ann")["AccessKey"]["AccessKeyId"] for _ in range(2)]

    first = iam.list_access_keys(UserName="ann", MaxItems=1)
    second = iam.list_access_keys(UserName="ann", Marker=first["Marker"])

    pages = (first["AccessKeyMetadata"], second["AccessKeyMetadata"])
    assert [[key["AccessKeyId"] for key in page] for page in pages] == [[made[0]], [made[1]]]


def test_switches_a_key_off_and_on(iam: "IAMClient") -> None:
    iam.create_access_key(UserName="ann")

    seen = []
    for status in ("Inactive", "Active"):
        iam.update_access_key(UserName="ann", AccessKeyId=FIRST, Status=status)
        seen += [key["Status"] for key in iam.list_access_keys(UserName="ann")["AccessKeyMetadata"]]

    assert seen == ["Inactive", "Active"]


def test_refuses_to_let_a_key_expire(iam: "IAMClient") -> None:
    iam.create_access_key(UserName="ann")

    assert refusal(iam.update_access_key, UserName="ann", AccessKeyId=FIRST, Status="Expired") == (
        "InvalidInput",
        "Status must be Active or Inactive",
    )


def test_deletes_a_key(iam: "IAMClient") -> None:
    iam.create_access_key(UserName="ann")

    iam.delete_access_key(UserName="ann", AccessKeyId=FIRST)

    assert iam.list_access_keys(UserName="ann")["AccessKeyMetadata"] == []
    assert refusal(iam.delete_access_key, UserName="ann", AccessKeyId=FIRST) == GONE


@pytest.mark.parametrize("owner", [{"UserName": "bob"}, {}])
def test_a_key_is_found_at_its_own_user_only(iam: "IAMClient", owner: dict[str, str]) -> None:
    iam.create_user(UserName="bob")
    key = iam.create_access_key(UserName="ann")["AccessKey"]["AccessKeyId"]
    gone = ("NoSuchEntity", f"The Access Key with id {key} cannot be found.")

    assert refusal(iam.delete_access_key, **owner, AccessKeyId=key) == gone
    assert refusal(iam.update_access_key, **owner, AccessKeyId=key, Status="Inactive") == gone


def test_a_key_stays_with_a_user_who_is_renamed(iam: "IAMClient") -> None:
    iam.create_access_key(UserName="ann")

    iam.update_user(UserName="ann", NewUserName="bob")

    listed = iam.list_access_keys(UserName="bob")["AccessKeyMetadata"]
    assert [(key["UserName"], key["AccessKeyId"]) for key in listed] == [("bob", FIRST)]


def test_tells_of_a_key_that_it_was_never_used(iam: "IAMClient") -> None:
    iam.create_access_key(UserName="ann")

    assert plain(iam.get_access_key_last_used(AccessKeyId=FIRST)) == {
        "UserName": "ann",
        "AccessKeyLastUsed": {"ServiceName": "N/A", "Region": "N/A"},
    }


def test_tells_nothing_of_another_accounts_key(iam: "IAMClient") -> None:
    iam.create_access_key(UserName="ann")
    stranger = client("210987654321")

    assert refusal(stranger.get_access_key_last_used, AccessKeyId=FIRST) == (
        "AccessDenied",
        (
            "User: arn:aws:iam::210987654321:root is not authorized to perform:"
            f" iam:GetAccessKeyLastUsed on resource: access key {FIRST}"
        ),
    )


def test_refuses_users_that_are_not_there(iam: "IAMClient") -> None:
    gone = ("NoSuchEntity", "The user with name none cannot be found.")

    assert refusal(iam.create_access_key, UserName="none") == gone
    assert refusal(iam.list_access_keys, UserName="none") == gone
