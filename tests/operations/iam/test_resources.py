"""Which resources IAM's operations must be allowed."""

from typing import TYPE_CHECKING, Any

import pytest

from access.asking import allow, arns, decision, layers, text_of_refusal, when
from iam_desk import ADMINISTRATOR

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

    from outdial.access.policy.evaluate import Layers
    from outdial.serve.inprocess import Local

HERE = "arn:aws:iam::123456789012:"


@pytest.fixture(autouse=True)
def people(iam: "IAMClient") -> str:
    """Give the id of the access key of Bob, a user with a path, a tag and a boundary."""
    iam.create_user(
        UserName="Bob",
        Path="/sales/",
        Tags=[{"Key": "team", "Value": "sales"}],
        PermissionsBoundary=ADMINISTRATOR,
    )
    iam.create_group(GroupName="All", Path="/sales/")
    iam.create_policy(PolicyName="p", PolicyDocument=DOCUMENT, Tags=[{"Key": "a", "Value": "b"}])
    return iam.create_access_key(UserName="Bob")["AccessKey"]["AccessKeyId"]


DOCUMENT = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}'


@pytest.mark.parametrize(
    ("operation", "params", "paths"),
    [
        ("GetUser", {"UserName": "Bob"}, ["user/sales/Bob"]),
        ("GetUser", {"UserName": "bOB"}, ["user/sales/Bob"]),
        ("GetUser", {"UserName": "nobody"}, ["user/nobody"]),
        ("GetUser", {}, ["user/sales/ann"]),
        ("UpdateUser", {"UserName": "Bob"}, ["user/sales/Bob"]),
        (
            "UpdateUser",
            {"UserName": "Bob", "NewUserName": "Rob"},
            ["user/sales/Bob", "user/sales/Rob"],
        ),
        ("UpdateUser", {"UserName": "Bob", "NewPath": "/"}, ["user/sales/Bob", "user/Bob"]),
        (
            "UpdateGroup",
            {"GroupName": "all", "NewGroupName": "few", "NewPath": "/x/"},
            ["group/sales/All", "group/x/few"],
        ),
        ("AddUserToGroup", {"UserName": "Bob", "GroupName": "all"}, ["group/sales/All"]),
        ("GetRole", {"RoleName": "r"}, ["role/r"]),
        ("CreateRole", {"RoleName": "r", "Path": "/x/"}, ["role/x/r"]),
        ("ListRoles", {}, ["role/"]),
        ("ListRoles", {"PathPrefix": "/x/"}, ["role/x/"]),
        ("GetPolicy", {"PolicyArn": f"{HERE}policy/x/p"}, ["policy/x/p"]),
    ],
)
def test_an_entity_is_named_as_it_was_created(
    outdial: "Local", operation: str, params: dict[str, Any], paths: list[str]
) -> None:
    named = arns(operation, params, service="iam", app=outdial.app)

    assert named == [HERE + path for path in paths]


def test_a_key_is_its_users(outdial: "Local", people: str) -> None:
    params = {"AccessKeyId": people}

    assert arns("GetAccessKeyLastUsed", params, service="iam", app=outdial.app) == [
        f"{HERE}user/sales/Bob"
    ]


@pytest.mark.parametrize(
    ("operation", "params", "called"),
    [
        ("GetUser", {"UserName": "bob"}, "user bob"),
        ("UpdateGroup", {"GroupName": "all", "NewPath": "/"}, "group all"),
        ("ListPolicies", {"PathPrefix": "/x/"}, "policy path /x/"),
    ],
)
def test_a_refusal_calls_an_entity_as_the_request_does(
    outdial: "Local", operation: str, params: dict[str, Any], called: str
) -> None:
    assert f"on resource: {called} because" in refused(outdial, operation, params)


def test_a_refusal_does_not_tell_whose_a_key_is(outdial: "Local", people: str) -> None:
    text = refused(outdial, "GetAccessKeyLastUsed", {"AccessKeyId": people})

    assert f"on resource: access key {people} because" in text


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("GetUser", {"UserName": "bob"}),
        ("GetPolicy", {"PolicyArn": f"{HERE}policy/p"}),
    ],
)
@pytest.mark.parametrize("key", ["aws:ResourceTag", "iam:ResourceTag"])
def test_conditions_see_the_tags_of_an_entity(
    outdial: "Local", operation: str, params: dict[str, str], key: str
) -> None:
    team = layers(allow("*", **when("StringEquals", f"{key}/team", "sales")))
    letter = layers(allow("*", **when("StringEquals", f"{key}/a", "b")))

    allowed = [is_allowed(outdial, operation, params, policies) for policies in (team, letter)]

    assert allowed == [operation == "GetUser", operation == "GetPolicy"]


@pytest.mark.parametrize(("user", "allowed"), [("bob", True), ("nobody", False)])
def test_conditions_see_the_boundary_that_a_user_has(
    outdial: "Local", user: str, *, allowed: bool
) -> None:
    bounded = layers(allow("*", **when("ArnEquals", "iam:PermissionsBoundary", ADMINISTRATOR)))
    params = {"UserName": user, "PolicyArn": ADMINISTRATOR}

    assert is_allowed(outdial, "AttachUserPolicy", params, bounded) is allowed


def is_allowed(
    outdial: "Local", operation: str, params: dict[str, Any], policies: "Layers"
) -> bool:
    return decision(outdial.app, operation, params, policies, service="iam").allowed


def refused(outdial: "Local", operation: str, params: dict[str, Any]) -> str:
    return text_of_refusal(operation, params, service="iam", app=outdial.app)
