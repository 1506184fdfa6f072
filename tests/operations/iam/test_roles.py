"""Roles: what is created, shown, listed, changed and deleted."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ACCOUNT
from iam_desk import ADMINISTRATOR, ALLOW, NO_POLICY, START, TRUST, large, plain, unique
from number_desk import refusal

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

GONE = ("NoSuchEntity", "The role with name caller cannot be found.")


def role(name: str, folder: str = "/", number: int = 1) -> dict[str, Any]:
    return {
        "Path": folder,
        "RoleName": name,
        "RoleId": f"AROA{unique(number)}",
        "Arn": f"arn:aws:iam::{ACCOUNT}:role{folder}{name}",
        "CreateDate": START,
        "AssumeRolePolicyDocument": json.loads(TRUST),
        "MaxSessionDuration": 3600,
    }


def create(iam: "IAMClient", name: str = "caller", **members: Any) -> dict[str, Any]:
    return plain(iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST, **members))


def test_creates_a_role(iam: "IAMClient") -> None:
    answer = create(iam)

    assert answer == {"Role": role("caller")}
    assert plain(iam.get_role(RoleName="caller")) == {
        "Role": {**role("caller"), "RoleLastUsed": {}}
    }


def test_creates_a_role_with_all_that_it_can_have(iam: "IAMClient") -> None:
    answer = create(
        iam,
        Path="/sales/",
        Description="Calls",
        MaxSessionDuration=7200,
        PermissionsBoundary=ADMINISTRATOR,
        Tags=[{"Key": "team", "Value": "sales"}],
    )

    assert answer == {
        "Role": {
            **role("caller", "/sales/"),
            "Description": "Calls",
            "MaxSessionDuration": 7200,
            "PermissionsBoundary": {
                "PermissionsBoundaryType": "PermissionsBoundaryPolicy",
                "PermissionsBoundaryArn": ADMINISTRATOR,
            },
            "Tags": [{"Key": "team", "Value": "sales"}],
        }
    }


def test_refuses_what_cannot_be_created(iam: "IAMClient") -> None:
    create(iam)
    no_boundary = f"arn:aws:iam::{ACCOUNT}:policy/none"
    make = iam.create_role

    assert refusal(make, RoleName="Caller", AssumeRolePolicyDocument=TRUST) == (
        "EntityAlreadyExists",
        "Role with name Caller already exists.",
    )
    assert refusal(
        make, RoleName="other", AssumeRolePolicyDocument=TRUST, PermissionsBoundary=no_boundary
    ) == ("NoSuchEntity", f"Scope ARN: {no_boundary} does not exist or is not attachable.")
    assert refusal(make, RoleName="other", AssumeRolePolicyDocument=large(2049)) == (
        "LimitExceeded",
        "Cannot exceed quota for ACLSizePerRole: 2048",
    )


@pytest.mark.parametrize("document", ["", "no JSON", NO_POLICY, ALLOW])
def test_refuses_a_trust_policy_that_is_none(iam: "IAMClient", document: str) -> None:
    create(iam)

    made = refusal(iam.create_role, RoleName="other", AssumeRolePolicyDocument=document or "[]")
    changed = refusal(
        iam.update_assume_role_policy, RoleName="caller", PolicyDocument=document or "[]"
    )

    assert made == changed
    assert made[0] == "MalformedPolicyDocument"
    assert made[1]


def test_lists_roles_by_name_and_path_with_less_of_each(iam: "IAMClient") -> None:
    create(iam, "writer", Path="/sales/", Tags=[{"Key": "a", "Value": "b"}])
    create(iam, "Caller")

    assert plain(iam.list_roles()) == {
        "Roles": [role("Caller", number=2), role("writer", "/sales/")],
        "IsTruncated": False,
    }
    assert iam.list_roles(PathPrefix="/sales/")["Roles"] == [role("writer", "/sales/")]


def test_changes_description_and_duration(iam: "IAMClient") -> None:
    create(iam, Description="Calls")

    answer = iam.update_role(RoleName="caller", MaxSessionDuration=7200)

    shown = iam.get_role(RoleName="caller")["Role"]
    assert plain(answer) == {}
    assert (shown["Description"], shown["MaxSessionDuration"]) == ("Calls", 7200)


def test_sessions_last_an_hour_again_if_nothing_else_is_said(iam: "IAMClient") -> None:
    create(iam, MaxSessionDuration=7200)

    iam.update_role(RoleName="caller", Description="Calls")

    shown = iam.get_role(RoleName="caller")["Role"]
    assert (shown["Description"], shown["MaxSessionDuration"]) == ("Calls", 3600)


def test_changes_the_description_alone(iam: "IAMClient") -> None:
    create(iam, MaxSessionDuration=7200)

    answer = iam.update_role_description(RoleName="caller", Description="Calls")

    assert plain(answer) == {
        "Role": {
            **role("caller"),
            "MaxSessionDuration": 7200,
            "Description": "Calls",
            "RoleLastUsed": {},
        }
    }


def test_replaces_the_trust_policy(iam: "IAMClient") -> None:
    create(iam)
    document = TRUST.replace("Allow", "Deny")

    iam.update_assume_role_policy(RoleName="caller", PolicyDocument=document)

    shown = iam.get_role(RoleName="caller")["Role"]["AssumeRolePolicyDocument"]
    assert shown == json.loads(document)


def test_deletes_a_role_once_it_has_no_policies(iam: "IAMClient") -> None:
    create(iam)
    iam.put_role_policy(RoleName="caller", PolicyName="all", PolicyDocument=ALLOW)
    iam.attach_role_policy(RoleName="caller", PolicyArn=ADMINISTRATOR)

    said = [refusal(iam.delete_role, RoleName="caller")]
    iam.delete_role_policy(RoleName="caller", PolicyName="all")
    said.append(refusal(iam.delete_role, RoleName="caller"))
    iam.detach_role_policy(RoleName="caller", PolicyArn=ADMINISTRATOR)
    iam.delete_role(RoleName="caller")

    assert said == [
        ("DeleteConflict", "Cannot delete entity, must delete policies first."),
        ("DeleteConflict", "Cannot delete entity, must detach all policies first."),
    ]
    assert refusal(iam.get_role, RoleName="caller") == GONE


def test_refuses_a_role_that_is_not_there(iam: "IAMClient") -> None:
    named = {"RoleName": "caller"}

    assert refusal(iam.delete_role, **named) == GONE
    assert refusal(iam.update_role, **named) == GONE
    assert refusal(iam.update_role_description, **named, Description="") == GONE
    assert refusal(iam.update_assume_role_policy, **named, PolicyDocument=TRUST) == GONE
