"""Managed policies: what is created, shown, listed and deleted."""

from typing import TYPE_CHECKING, Any

import pytest

from conftest import ACCOUNT
from iam_desk import ADMINISTRATOR, ALLOW, DENY, NO_POLICY, READER, START, large, plain, unique
from number_desk import refusal

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

ARN = f"arn:aws:iam::{ACCOUNT}:policy/callers"
GONE = ("NoSuchEntity", f"Policy {ARN} was not found.")


def policy(name: str, folder: str = "/", number: int = 1, **members: Any) -> dict[str, Any]:
    return {
        "PolicyName": name,
        "PolicyId": f"ANPA{unique(number)}",
        "Arn": f"arn:aws:iam::{ACCOUNT}:policy{folder}{name}",
        "Path": folder,
        "DefaultVersionId": "v1",
        "AttachmentCount": 0,
        "PermissionsBoundaryUsageCount": 0,
        "IsAttachable": True,
        "CreateDate": START,
        "UpdateDate": START,
        **members,
    }


def create(iam: "IAMClient", name: str = "callers", **members: Any) -> dict[str, Any]:
    return plain(iam.create_policy(PolicyName=name, PolicyDocument=ALLOW, **members))


def names(iam: "IAMClient", **members: Any) -> list[str]:
    return [each["PolicyName"] for each in iam.list_policies(**members)["Policies"]]


def test_creates_a_policy(iam: "IAMClient") -> None:
    answer = create(
        iam, Path="/sales/", Description="Callers", Tags=[{"Key": "team", "Value": "sales"}]
    )

    expected = policy(
        "callers", "/sales/", Description="Callers", Tags=[{"Key": "team", "Value": "sales"}]
    )
    assert answer == {"Policy": expected}
    assert plain(iam.get_policy(PolicyArn=expected["Arn"])) == answer


def test_a_name_is_taken_in_whatever_letters(iam: "IAMClient") -> None:
    create(iam)

    assert refusal(create, iam=iam, name="Callers") == (
        "EntityAlreadyExists",
        "A policy called Callers already exists. Duplicate names are not allowed.",
    )


@pytest.mark.parametrize("document", ["no JSON", NO_POLICY.replace("2012-10-17", "1999-01-01")])
def test_refuses_a_document_that_is_none(iam: "IAMClient", document: str) -> None:
    code, text = refusal(iam.create_policy, PolicyName="callers", PolicyDocument=document)

    assert code == "MalformedPolicyDocument"
    assert text.startswith("Syntax errors in policy.")


def test_white_space_does_not_make_a_policy_too_large(iam: "IAMClient") -> None:
    fits = large(6144).replace(",", ",\n  ")

    iam.create_policy(PolicyName="callers", PolicyDocument=fits)

    assert refusal(iam.create_policy, PolicyName="more", PolicyDocument=large(6145)) == (
        "LimitExceeded",
        "Cannot exceed quota for PolicySize: 6144",
    )


def test_counts_who_has_it(iam: "IAMClient") -> None:
    create(iam)
    for name in ("ann", "bob"):
        iam.create_user(UserName=name)
        iam.attach_user_policy(UserName=name, PolicyArn=ARN)
    iam.put_user_permissions_boundary(UserName="ann", PermissionsBoundary=ARN)

    shown = iam.get_policy(PolicyArn=ARN)["Policy"]

    assert (shown["AttachmentCount"], shown["PermissionsBoundaryUsageCount"]) == (2, 1)


def test_shows_a_policy_of_aws(iam: "IAMClient") -> None:
    shown = iam.get_policy(PolicyArn=READER)["Policy"]

    assert shown["Arn"] == READER
    assert shown["PolicyName"] == "AmazonConnectReadOnlyAccess"
    assert shown["AttachmentCount"] == 0


@pytest.mark.parametrize(
    "arn",
    [
        f"arn:aws:iam::{ACCOUNT}:policy/Callers",
        f"arn:aws:iam::{ACCOUNT}:policy/sales/callers",
        "arn:aws:iam::210987654321:policy/callers",
        "arn:aws:iam::aws:policy/NoSuchAccess",
    ],
)
def test_a_policy_is_found_by_its_own_arn_only(iam: "IAMClient", arn: str) -> None:
    create(iam)

    assert refusal(iam.get_policy, PolicyArn=arn) == (
        "NoSuchEntity",
        f"Policy {arn} was not found.",
    )


@pytest.mark.parametrize(
    "arn",
    [
        "callers/of/the/sales/team",
        f"arn:aws:iam::{ACCOUNT}:user/ann",
        f"arn:aws-cn:iam::{ACCOUNT}:policy/callers",
        f"arn:aws:iam:us-east-1:{ACCOUNT}:policy/callers",
        f"arn:aws:connect::{ACCOUNT}:policy/callers",
    ],
)
def test_refuses_what_is_no_policys_arn(iam: "IAMClient", arn: str) -> None:
    assert refusal(iam.get_policy, PolicyArn=arn) == ("InvalidInput", f"ARN {arn} is not valid.")


def test_lists_the_accounts_policies_with_less_of_each(iam: "IAMClient") -> None:
    create(iam, "writers", Path="/sales/", Description="Writers")
    create(iam, "Callers")

    assert plain(iam.list_policies(Scope="Local")) == {
        "Policies": [policy("Callers", number=2), policy("writers", "/sales/")],
        "IsTruncated": False,
    }
    assert names(iam, Scope="Local", PathPrefix="/sales/") == ["writers"]


def test_lists_the_policies_of_aws_too(iam: "IAMClient") -> None:
    create(iam)
    of_aws = [
        "AdministratorAccess",
        "AmazonConnect_FullAccess",
        "AmazonConnectReadOnlyAccess",
        "IAMFullAccess",
        "IAMReadOnlyAccess",
        "PowerUserAccess",
    ]

    assert names(iam, Scope="AWS") == of_aws
    assert names(iam) == [*of_aws[:3], "callers", *of_aws[3:]]
    pages = iam.get_paginator("list_policies").paginate(PaginationConfig={"PageSize": 2})
    assert [len(page["Policies"]) for page in pages] == [2, 2, 2, 1]


def test_lists_what_is_attached(iam: "IAMClient") -> None:
    create(iam)
    create(iam, "bounds")
    create(iam, "spare")
    iam.create_user(UserName="ann", PermissionsBoundary=ARN.replace("callers", "bounds"))
    for arn in (ARN, ADMINISTRATOR):
        iam.attach_user_policy(UserName="ann", PolicyArn=arn)

    assert names(iam, OnlyAttached=True) == ["AdministratorAccess", "callers"]
    assert names(iam, PolicyUsageFilter="PermissionsPolicy", Scope="Local") == ["callers"]
    assert names(iam, PolicyUsageFilter="PermissionsBoundary") == ["bounds"]


def test_deletes_a_policy(iam: "IAMClient") -> None:
    create(iam)

    iam.delete_policy(PolicyArn=ARN)

    assert refusal(iam.get_policy, PolicyArn=ARN) == GONE
    assert refusal(iam.delete_policy, PolicyArn=ARN) == GONE
    create(iam)


def test_refuses_to_delete_a_policy_that_is_used(iam: "IAMClient") -> None:
    create(iam)
    iam.create_user(UserName="ann", PermissionsBoundary=ARN)
    iam.create_policy_version(PolicyArn=ARN, PolicyDocument=DENY)

    said = [refusal(iam.delete_policy, PolicyArn=ARN)]
    iam.delete_user(UserName="ann")
    said.append(refusal(iam.delete_policy, PolicyArn=ARN))
    iam.delete_policy_version(PolicyArn=ARN, VersionId="v2")
    iam.delete_policy(PolicyArn=ARN)

    assert said == [
        ("DeleteConflict", "Cannot delete a policy attached to entities."),
        (
            "DeleteConflict",
            (
                "This policy has more than one version. Before you delete a policy, you must delete"
                " the policy's versions. The default version is deleted with the policy."
            ),
        ),
    ]


def test_refuses_to_delete_a_policy_of_aws(iam: "IAMClient") -> None:
    assert refusal(iam.delete_policy, PolicyArn=ADMINISTRATOR) == (
        "AccessDenied",
        (
            f"User: arn:aws:iam::{ACCOUNT}:root is not authorized to perform:"
            f" iam:DeletePolicy on resource: policy {ADMINISTRATOR}"
        ),
    )
