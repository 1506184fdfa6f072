"""Versions of managed policies."""

import json
from typing import TYPE_CHECKING

import pytest

from conftest import ACCOUNT
from iam_desk import ALLOW, DENY, START, large, plain
from number_desk import refusal

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

ARN = f"arn:aws:iam::{ACCOUNT}:policy/callers"


@pytest.fixture(autouse=True)
def _policy(iam: "IAMClient") -> None:
    """Make a policy."""
    iam.create_policy(PolicyName="callers", PolicyDocument=ALLOW)


def versions(iam: "IAMClient") -> dict[str, bool]:
    listed = iam.list_policy_versions(PolicyArn=ARN)["Versions"]
    return {version["VersionId"]: version["IsDefaultVersion"] for version in listed}


def test_adds_a_version_that_is_not_in_force(iam: "IAMClient") -> None:
    answer = iam.create_policy_version(PolicyArn=ARN, PolicyDocument=DENY)

    assert plain(answer) == {
        "PolicyVersion": {"VersionId": "v2", "IsDefaultVersion": False, "CreateDate": START}
    }
    assert versions(iam) == {"v2": False, "v1": True}


def test_adds_a_version_that_is_in_force_at_once(iam: "IAMClient") -> None:
    iam.create_policy_version(PolicyArn=ARN, PolicyDocument=DENY, SetAsDefault=True)

    assert versions(iam) == {"v2": True, "v1": False}
    assert iam.get_policy(PolicyArn=ARN)["Policy"]["DefaultVersionId"] == "v2"


def test_shows_a_version_with_its_document(iam: "IAMClient") -> None:
    assert plain(iam.get_policy_version(PolicyArn=ARN, VersionId="v1")) == {
        "PolicyVersion": {
            "Document": json.loads(ALLOW),
            "VersionId": "v1",
            "IsDefaultVersion": True,
            "CreateDate": START,
        }
    }


def test_lists_the_newest_version_first_in_pages(iam: "IAMClient") -> None:
    for _ in range(3):
        iam.create_policy_version(PolicyArn=ARN, PolicyDocument=DENY)

    first = iam.list_policy_versions(PolicyArn=ARN, MaxItems=3)
    second = iam.list_policy_versions(PolicyArn=ARN, Marker=first["Marker"])

    assert [version["VersionId"] for version in first["Versions"]] == ["v4", "v3", "v2"]
    assert [version["VersionId"] for version in second["Versions"]] == ["v1"]


def test_puts_another_version_in_force(iam: "IAMClient") -> None:
    iam.create_policy_version(PolicyArn=ARN, PolicyDocument=DENY)

    iam.set_default_policy_version(PolicyArn=ARN, VersionId="v2")

    assert versions(iam) == {"v2": True, "v1": False}


def test_the_number_of_a_deleted_version_is_not_given_again(iam: "IAMClient") -> None:
    iam.create_policy_version(PolicyArn=ARN, PolicyDocument=DENY)

    iam.delete_policy_version(PolicyArn=ARN, VersionId="v2")
    iam.create_policy_version(PolicyArn=ARN, PolicyDocument=DENY)

    assert versions(iam) == {"v3": False, "v1": True}


def test_refuses_to_delete_the_default_version(iam: "IAMClient") -> None:
    assert refusal(iam.delete_policy_version, PolicyArn=ARN, VersionId="v1") == (
        "DeleteConflict",
        "Cannot delete the default version of a policy.",
    )


def test_refuses_a_sixth_version(iam: "IAMClient") -> None:
    for _ in range(4):
        iam.create_policy_version(PolicyArn=ARN, PolicyDocument=DENY)

    assert refusal(iam.create_policy_version, PolicyArn=ARN, PolicyDocument=DENY) == (
        "LimitExceeded",
        (
            "A managed policy can have up to 5 versions. Before you create a new version, you must"
            " delete an existing version."
        ),
    )


def test_refuses_a_document_that_is_none_or_too_large(iam: "IAMClient") -> None:
    assert refusal(iam.create_policy_version, PolicyArn=ARN, PolicyDocument="[]")[0] == (
        "MalformedPolicyDocument"
    )
    assert refusal(iam.create_policy_version, PolicyArn=ARN, PolicyDocument=large(6145)) == (
        "LimitExceeded",
        "Cannot exceed quota for PolicySize: 6144",
    )


def test_refuses_versions_and_policies_that_are_not_there(iam: "IAMClient") -> None:
    no_version = (
        "NoSuchEntity",
        f"Policy {ARN} version v7 does not exist or is not attachable.",
    )
    no_policy = ("NoSuchEntity", f"Policy {ARN}s was not found.")

    for do in (
        iam.get_policy_version,
        iam.set_default_policy_version,
        iam.delete_policy_version,
    ):
        assert refusal(do, PolicyArn=ARN, VersionId="v7") == no_version
        assert refusal(do, PolicyArn=f"{ARN}s", VersionId="v1") == no_policy
    assert refusal(iam.list_policy_versions, PolicyArn=f"{ARN}s") == no_policy
    assert refusal(iam.create_policy_version, PolicyArn=f"{ARN}s", PolicyDocument=DENY) == no_policy
