"""Whether calls may be made: what refusals say, what conditions see, what nobody is told."""

import logging
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.asking import (
    ACCOUNT,
    ANN,
    NOTHING,
    allow,
    decision,
    deny,
    empty,
    layers,
    text_of_refusal,
    when,
)
from outdial.access.policy.evaluate import Layers
from outdial.access.principal import root_of
from outdial.app import App
from outdial.registry import HANDLERS
from outdial.wire.model import load
from sample_input import sample_input

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk
    from outdial.serve.inprocess import Local
    from pair_desk import PairDesk

CONNECT = sorted(name for service, name in HANDLERS if service == "connect")
HERE = f"arn:aws:connect:us-east-1:{ACCOUNT}"
MAY_NOT = f"User: arn:aws:iam::{ACCOUNT}:user/sales/ann is not authorized to perform:"


@pytest.mark.parametrize(
    ("policies", "resource"),
    [
        (NOTHING, "queue/q"),
        (layers(deny("*")), "queue/q"),
        (layers(allow(f"{HERE}:instance/i/queue/q")), "contact-flow/f"),
        (layers(allow("*"), deny(f"{HERE}:instance/*/contact-flow/*")), "contact-flow/f"),
    ],
)
def test_connect_names_the_first_resource_that_is_not_allowed_and_no_reason(
    policies: Layers, resource: str
) -> None:
    config = {"OutboundFlowId": "f"}
    params = {"InstanceId": "i", "QueueId": "q", "OutboundCallerConfig": config}

    text = text_of_refusal("UpdateQueueOutboundCallerConfig", params, policies)

    assert text == (
        f"{MAY_NOT} connect:UpdateQueueOutboundCallerConfig"
        f" on resource: {HERE}:instance/i/{resource}"
    )


@pytest.mark.parametrize(
    ("operation", "params", "resource"),
    [
        ("GetUser", {"UserName": "bob"}, "user bob"),
        ("GetUser", {}, f"arn:aws:iam::{ACCOUNT}:user/sales/ann"),
        ("CreateUser", {"UserName": "bob"}, f"arn:aws:iam::{ACCOUNT}:user/bob"),
        (
            "CreateUser",
            {"UserName": "bob", "Path": "/sales/"},
            f"arn:aws:iam::{ACCOUNT}:user/sales/bob",
        ),
        ("AddUserToGroup", {"UserName": "bob", "GroupName": "all"}, "group all"),
        ("ListUsers", {}, f"arn:aws:iam::{ACCOUNT}:user/"),
        ("ListPolicies", {}, "policy path /"),
        (
            "GetPolicy",
            {"PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/p"},
            f"policy arn:aws:iam::{ACCOUNT}:policy/p",
        ),
        ("GetAccessKeyLastUsed", {"AccessKeyId": "AKIA"}, "*"),
        ("GetAccountSummary", {}, "*"),
    ],
)
def test_iam_names_the_resource_as_the_request_does_and_the_reason(
    operation: str, params: dict[str, str], resource: str
) -> None:
    implicit = text_of_refusal(operation, params, service="iam")
    explicit = text_of_refusal(operation, params, layers(deny("*")), service="iam")

    assert implicit == (
        f"{MAY_NOT} iam:{operation} on resource: {resource}"
        f" because no identity-based policy allows the iam:{operation} action"
    )
    assert explicit == (
        f"{MAY_NOT} iam:{operation} on resource: {resource}"
        " with an explicit deny in an identity-based policy"
    )


@pytest.mark.parametrize(("service", "name"), sorted(HANDLERS))
@pytest.mark.parametrize("whole", [True, False])
def test_a_call_is_decided_before_its_input_is_checked(
    service: str, name: str, *, whole: bool
) -> None:
    operation = load(service).operations[name]
    params = sample_input(operation, whole=whole)
    ours = layers(allow("*", **when("StringLike", "aws:ResourceTag/team", "*")))

    outcomes = {
        decision(empty(), name, given, ours, service=service).outcome
        for given in (params, {}, *({member: value} for member, value in params.items()))
    }

    assert outcomes <= {"implicit_deny", "allowed"}


@pytest.mark.parametrize("name", CONNECT)
def test_a_principal_without_policies_may_call_no_operation(name: str) -> None:
    params = sample_input(load("connect").operations[name])

    assert decision(empty(), name, params, NOTHING).outcome == "implicit_deny"


@pytest.mark.parametrize("name", CONNECT)
def test_the_root_of_an_account_may_call_every_operation(name: str) -> None:
    params = sample_input(load("connect").operations[name])

    made = decision(empty(), name, params, Layers(is_root=True), principal=root_of(ACCOUNT))

    assert made.allowed


@pytest.fixture
def tagged(connect: "ConnectClient", desk: "Desk", outdial: "Local") -> App:
    """Tag the queue and the number of the desk."""
    for arn in (desk.arn(f"queue/{desk.queue}"), desk.number_arn):
        connect.tag_resource(resourceArn=arn, tags={"team": "sales"})
    return outdial.app


OF_OUR_TEAM = when("StringEquals", "aws:ResourceTag/team", "${aws:PrincipalTag/team}")


def test_tags_are_those_of_each_resource(tagged: App, desk: "Desk") -> None:
    params: dict[str, Any] = {**desk.ids, "OutboundCallerConfig": {}}
    ours = layers(allow("*", **OF_OUR_TEAM))
    operation = "UpdateQueueOutboundCallerConfig"

    with_number = {**params, "OutboundCallerConfig": {"OutboundCallerIdNumberId": desk.number}}
    with_flow = {**params, "OutboundCallerConfig": {"OutboundFlowId": desk.whisper}}

    assert decision(tagged, operation, params, ours).allowed
    assert decision(tagged, operation, with_number, ours).allowed
    assert not decision(tagged, operation, with_flow, ours).allowed


def test_tags_are_those_of_the_side_that_the_call_is_made_on(
    outdial: "Local", pair: "PairDesk"
) -> None:
    pair.source.tag_resource(resourceArn=pair.arn(f"queue/{pair.queue}"), tags={"team": "sales"})
    pair.source.tag_resource(resourceArn=pair.number_arn, tags={"team": "sales"})
    ours = layers(allow("*", **OF_OUR_TEAM), allow("arn:aws:connect:*:*:instance/*/phone-number/*"))
    params = {
        **pair.ids,
        "OutboundCallerConfig": {"OutboundCallerIdNumberId": pair.number_arn},
    }

    in_the_replica = decision(
        outdial.app, "UpdateQueueOutboundCallerConfig", params, ours, region="us-west-2"
    )
    abroad = decision(outdial.app, "DescribeQueue", pair.ids, ours, region="eu-west-2")

    assert in_the_replica.allowed
    assert not abroad.allowed


@pytest.mark.parametrize("queue", ["nothing", f"{HERE}:instance/i/queue/nothing"])
def test_what_does_not_exist_has_no_tags(tagged: App, desk: "Desk", queue: str) -> None:
    params = {"InstanceId": desk.instance, "QueueId": queue}
    untagged = layers(allow("*", **when("Null", "aws:ResourceTag/team", "true")))
    ours = layers(allow("*", **OF_OUR_TEAM))

    assert decision(tagged, "DescribeQueue", params, untagged).allowed
    assert not decision(tagged, "DescribeQueue", params, ours).allowed


def test_tags_do_not_count_for_operations_that_have_no_such_key(tagged: App, desk: "Desk") -> None:
    params = {
        "InstanceId": desk.instance,
        "Name": "New",
        "HoursOfOperationId": desk.hours,
        "OutboundCallerConfig": {"OutboundCallerIdNumberId": desk.number},
    }
    others = layers(allow("*"), deny("*", **OF_OUR_TEAM))

    assert decision(tagged, "CreateQueue", params, others).allowed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data(), name=st.sampled_from(CONNECT))
def test_a_principal_without_rights_is_told_the_same_of_what_exists_and_what_does_not(
    outdial: "Local", desk: "Desk", data: st.DataObject, name: str
) -> None:
    existing = [
        desk.instance,
        desk.queue,
        desk.hours,
        desk.whisper,
        desk.number,
        desk.number_arn,
        desk.arn(""),
        desk.arn(f"queue/{desk.queue}"),
        desk.arn(f"contact-flow/{desk.whisper}"),
        desk.arn(f"phone-number/{desk.number}"),
    ]
    pick = st.sampled_from([*existing, "nothing", f"{HERE}:phone-number/nothing"])
    params = sample_input(load("connect").operations[name], lambda _: data.draw(pick))

    in_the_world = text_of_refusal(name, params, app=outdial.app)
    in_an_empty_one = text_of_refusal(name, params)

    assert in_the_world == in_an_empty_one


def test_a_refusal_is_logged_in_a_line_with_what_is_missing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "outdial.access")
    policies = layers(
        allow(f"{HERE}:instance/*/queue/*", Sid="Queues"),
        allow("*", **when("StringEquals", "aws:ResourceTag/team", ["sales", "it"])),
        deny(f"{HERE}:*/secret", Sid="Secrets"),
    )
    config = {"OutboundCallerIdNumberId": "n", "OutboundFlowId": "secret"}
    params = {"InstanceId": "i", "QueueId": "q", "OutboundCallerConfig": config}

    text_of_refusal("UpdateQueueOutboundCallerConfig", params, policies)

    assert caplog.messages == [
        (
            f"{ANN.arn} may not call connect:UpdateQueueOutboundCallerConfig:"
            f" {HERE}:phone-number/n: no identity-based policy allows it,"
            " statement 2, line 1 of identity-based policy ann's would, but"
            " aws:ResourceTag/team is not there, where StringEquals wants sales or it;"
            f" {HERE}:instance/i/contact-flow/secret:"
            ' denied by statement "Secrets", line 1 of identity-based policy ann\'s'
        )
    ]


@pytest.mark.parametrize("queue", ["a\nb", "a\x1b[31mb", "a\u2028b"])
def test_a_call_cannot_break_the_line_that_is_logged(
    caplog: pytest.LogCaptureFixture, queue: str
) -> None:
    caplog.set_level(logging.INFO, "outdial.access")

    text_of_refusal("DescribeQueue", {"InstanceId": "i", "QueueId": queue})
    text_of_refusal("DescribeQueue", {"InstanceId": "i", "QueueId": "q" * 10_000})

    first, second = caplog.messages
    assert first.isprintable()
    assert "/queue/a?" in first
    assert len(second) < 4100
