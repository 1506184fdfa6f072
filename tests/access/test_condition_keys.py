"""The condition keys that calls have, and their values (rules K1 to K7)."""

from typing import TYPE_CHECKING, Any

import pytest

from access.asking import SURROUNDINGS, allow, asked, decision, empty, layers, when
from outdial.access.condition_keys import keys_of
from outdial.access.principal import Principal, root_of
from outdial.access.resources import resources_of
from outdial.registry import HANDLERS
from outdial.store.transaction import Transaction, run

if TYPE_CHECKING:
    from conftest import Desk
    from outdial.access.policy.context import Value
    from outdial.domain.resource import Resource
    from outdial.serve.inprocess import Local

HERE = "arn:aws:connect:us-east-1:123456789012"

OF_EVERY_CALL = {
    "aws:CurrentTime": "2026-01-01T00:00:00Z",
    "aws:EpochTime": "1767225600",
    "aws:PrincipalAccount": "123456789012",
    "aws:PrincipalArn": "arn:aws:iam::123456789012:user/sales/ann",
    "aws:PrincipalIsAWSService": "false",
    "aws:PrincipalTag/team": "sales",
    "aws:PrincipalType": "User",
    "aws:RequestedRegion": "us-east-1",
    "aws:ResourceAccount": "123456789012",
    "aws:SecureTransport": "true",
    "aws:SourceIp": "192.0.2.1",
    "aws:UserAgent": "test",
    "aws:ViaAWSService": "false",
    "aws:userid": "AIDAAAAAAAAAAAAAAAAAA",
    "aws:username": "ann",
}


def keys(
    operation: str, params: dict[str, Any], found: "tuple[Resource, ...]" = (), **more: Any
) -> "dict[str, Value]":
    """Give the keys of a call."""
    handler = HANDLERS[more.get("service", "connect"), operation]

    def work(tx: Transaction) -> "dict[str, Value]":
        call = asked(tx, operation, params, **more)
        named = resources_of(handler.on or (), call)
        return keys_of(call, handler.keys, named, found, SURROUNDINGS)

    return run(empty().store, work, writes=False)


def own_keys(operation: str, params: dict[str, Any], **more: Any) -> "dict[str, Value]":
    """Give the keys that a call has besides those of every call."""
    return {
        key: value
        for key, value in keys(operation, params, **more).items()
        if key not in OF_EVERY_CALL
    }


def test_every_call_tells_who_asks_when_and_from_where() -> None:
    assert keys("DescribePhoneNumber", {"PhoneNumberId": "n"}) == OF_EVERY_CALL


@pytest.mark.parametrize(
    ("principal", "expected"),
    [
        (
            root_of("123456789012"),
            {
                "aws:PrincipalArn": "arn:aws:iam::123456789012:root",
                "aws:PrincipalAccount": "123456789012",
                "aws:PrincipalType": "Account",
                "aws:userid": "123456789012",
            },
        ),
        (
            Principal(
                kind="assumed-role",
                account="123456789012",
                arn="arn:aws:sts::123456789012:assumed-role/desk/ann",
                user_id="AROAAAAAAAAAAAAAAAAAA:ann",
                name="ann",
                role_arn="arn:aws:iam::123456789012:role/sales/desk",
                tags={"team": "sales"},
                session_keys={"aws:MultiFactorAuthPresent": "false"},
            ),
            {
                "aws:PrincipalArn": "arn:aws:iam::123456789012:role/sales/desk",
                "aws:PrincipalAccount": "123456789012",
                "aws:PrincipalType": "AssumedRole",
                "aws:PrincipalTag/team": "sales",
                "aws:userid": "AROAAAAAAAAAAAAAAAAAA:ann",
                "aws:MultiFactorAuthPresent": "false",
            },
        ),
        (
            Principal(
                kind="federated-user",
                account="123456789012",
                arn="arn:aws:sts::123456789012:federated-user/ann",
                user_id="123456789012:ann",
                name="ann",
            ),
            {
                "aws:PrincipalArn": "arn:aws:sts::123456789012:federated-user/ann",
                "aws:PrincipalAccount": "123456789012",
                "aws:PrincipalType": "FederatedUser",
                "aws:userid": "123456789012:ann",
            },
        ),
    ],
)
def test_a_principal_has_the_keys_of_its_kind(
    principal: Principal, expected: dict[str, str]
) -> None:
    assert principal.keys() == expected


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("DescribeQueue", {"InstanceId": "i", "QueueId": "q"}),
        ("DescribeQueue", {"InstanceId": f"{HERE}:instance/i", "QueueId": "q"}),
        ("UpdatePhoneNumber", {"PhoneNumberId": "n", "InstanceId": "i"}),
        ("UpdatePhoneNumber", {"PhoneNumberId": "n", "TargetArn": f"{HERE}:instance/i"}),
    ],
)
def test_the_instance_is_that_of_the_request(operation: str, params: dict[str, str]) -> None:
    assert own_keys(operation, params) == {"connect:InstanceId": "i"}  # K1


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("ListQueues", {"InstanceId": "i"}),
        ("UpdatePhoneNumber", {"PhoneNumberId": "n", "TargetArn": f"{HERE}:traffic-.../g"}),
    ],
)
def test_some_calls_have_no_instance(operation: str, params: dict[str, str]) -> None:
    assert own_keys(operation, params) == {}  # K1


def test_the_flow_type_is_that_of_the_new_flow_or_of_those_that_are_searched_for() -> None:
    new = {"InstanceId": "i", "Type": "CONTACT_FLOW"}
    sought = {
        "InstanceId": "i",
        "SearchCriteria": {
            "OrConditions": [
                {"TypeCondition": "AGENT_HOLD"},
                {"TypeCondition": "AGENT_WHISPER"},
                {"TypeCondition": "AGENT_HOLD"},
            ]
        },
    }

    assert own_keys("CreateContactFlow", new)["connect:FlowType"] == ("CONTACT_FLOW",)  # K2
    assert own_keys("SearchContactFlows", sought)["connect:FlowType"] == (  # K2
        "AGENT_HOLD",
        "AGENT_WHISPER",
    )


@pytest.mark.parametrize(
    ("flow", "outcome"), [("whisper", "allowed"), ("nothing", "implicit_deny")]
)
def test_the_flow_type_is_that_of_the_flow_that_is_named(
    desk: "Desk", outdial: "Local", flow: str, outcome: str
) -> None:
    params = {"InstanceId": desk.instance, "ContactFlowId": getattr(desk, flow, flow)}
    whispers = layers(allow("*", **when("ForAnyValue:StringEquals", "connect:FlowType", TYPE)))

    made = decision(outdial.app, "DescribeContactFlow", params, whispers)

    assert made.outcome == outcome  # K2


TYPE = "OUTBOUND_WHISPER"


def test_tags_that_are_searched_for_are_a_key_each() -> None:
    tags = [{"TagKey": "team", "TagValue": value} for value in ("sales", "care")]
    conditions = {"OrConditions": [[tag] for tag in tags]}
    params = {"InstanceId": "i", "SearchFilter": {"TagFilter": conditions}}

    assert own_keys("SearchQueues", params) == {
        "connect:InstanceId": "i",
        "connect:SearchTag/team": ("sales", "care"),  # K3
    }


@pytest.mark.parametrize(
    ("service", "operation", "params"),
    [
        ("connect", "CreateInstance", {"Tags": {"team": "sales", "tier": "1"}}),
        (
            "connect",
            "TagResource",
            {"resourceArn": f"{HERE}:instance/i", "tags": {"team": "sales", "tier": "1"}},
        ),
        (
            "iam",
            "CreateUser",
            {
                "UserName": "bob",
                "Tags": [{"Key": "team", "Value": "sales"}, {"Key": "tier", "Value": "1"}],
            },
        ),
    ],
)
def test_tags_that_are_given_are_a_key_each_and_all_their_keys_are_one(
    service: str, operation: str, params: dict[str, Any]
) -> None:
    assert own_keys(operation, params, service=service) == {  # K4
        "aws:RequestTag/team": "sales",
        "aws:RequestTag/tier": "1",
        "aws:TagKeys": ("team", "tier"),
    }


def test_tags_that_are_taken_away_are_keys_only() -> None:
    connect = {"resourceArn": f"{HERE}:instance/i", "tagKeys": ["team"]}
    iam = {"UserName": "bob", "TagKeys": ["team"]}

    assert own_keys("UntagResource", connect) == {"aws:TagKeys": ("team",)}  # K4
    assert own_keys("UntagUser", iam, service="iam") == {"aws:TagKeys": ("team",)}  # K4


@pytest.mark.parametrize("tags", [[{}], ["a"], [None], "a", [{"Key": 1}]])
def test_tags_that_are_none_are_passed_over(tags: object) -> None:
    params = {"UserName": "bob", "Tags": tags}

    assert own_keys("CreateUser", params, service="iam") == {}


def test_an_attribute_has_its_type() -> None:
    params = {"InstanceId": "i", "AttributeType": "EARLY_MEDIA"}

    assert own_keys("UpdateInstanceAttribute", params) == {
        "connect:AttributeType": "EARLY_MEDIA",
        "connect:InstanceId": "i",
    }


def test_resources_of_two_accounts_have_no_account() -> None:
    foreign = "arn:aws:connect:us-east-1:999999999999:instance/i/contact-flow/f"
    config = {"OutboundFlowId": foreign}
    params = {"InstanceId": "i", "QueueId": "q", "OutboundCallerConfig": config}

    assert "aws:ResourceAccount" not in keys("UpdateQueueOutboundCallerConfig", params)  # K6


def test_iam_tells_the_policy_and_the_boundary_of_a_request() -> None:
    policy = "arn:aws:iam::aws:policy/AdministratorAccess"

    attached = own_keys("AttachUserPolicy", {"UserName": "b", "PolicyArn": policy}, service="iam")
    bounded = own_keys(
        "CreateUser", {"UserName": "b", "PermissionsBoundary": policy}, service="iam"
    )

    assert attached == {"iam:PolicyARN": policy}
    assert bounded == {"iam:PermissionsBoundary": policy}  # K7
