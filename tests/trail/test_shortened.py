"""Events that would be too long, and texts that only look like names."""

import json
from datetime import UTC, datetime

import pytest

from outdial.access.identity import Caller
from outdial.domain.arns import Scope
from outdial.domain.event import event_id
from outdial.trail.naming import name_fact, names_of, resources
from outdial.trail.record import LONGEST, event_of
from outdial.trail.witness import Witness
from outdial.wire.model import load

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CALLER = Caller(Scope("123456789012", "us-east-1"), access_key="AKIA")
OPERATIONS = load("connect").operations
REQUEST = "11111111-2222-4333-8444-555555555555"


def test_parameters_that_are_too_long_are_left_out() -> None:
    long = "x" * LONGEST
    seen = Witness(REQUEST, OPERATIONS["CreateQueue"], params={"InstanceId": "i", "Name": long})

    record = json.loads(event_of(seen, CALLER, NOW, {"QueueId": "q"}).body)

    assert record["requestParameters"] == {
        "omitted": True,
        "originalSize": LONGEST + len('{"InstanceId":"i","Name":""}'),
        "reason": "requestParameters too large",
    }
    assert record["responseElements"] == {"QueueId": "q"}


def test_the_ids_of_an_event_and_its_request_make_each_other() -> None:
    event = event_id(REQUEST)

    assert event == "55555555-5555-4333-8444-111111112222"
    assert event_id(event) == REQUEST


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("q", " queue/q "),
        ("q:$SAVED", " queue/q "),
        ("arn:aws:connect:us-east-1:1:instance/i/queue/q", " instance/i queue/q "),
        ("arn:aws:connect:us-east-1:1:instance/i/queue/q:$SAVED", " instance/i queue/q "),
        ("name=value", ""),
        ("two words", ""),
        ("a\tb", ""),
        ("q" * 129, ""),
        ("", ""),
    ],
)
def test_only_what_may_be_an_id_or_an_arn_names_something(text: str, named: str) -> None:
    found = names_of(OPERATIONS["DescribeQueue"], {"QueueId": text}, None)

    assert found.strip() == named.strip()


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("q", "/q "),
        ("arn:aws:connect:us-east-1:1:instance/i/queue/q", " queue/q "),
        ("arn:aws:connect:us-east-1:1:phone-number/n", " phone-number/n "),
        ("arn:aws:iam::1:user/team/alice", "/alice "),
    ],
)
def test_a_resource_is_looked_up_by_what_its_name_ends_with(name: str, fact: str) -> None:
    assert name_fact(name) == fact


def test_what_another_region_has_keeps_its_own_arn() -> None:
    arn = "arn:aws:connect:us-west-2:123456789012:phone-number/n"
    config = {"OutboundCallerIdNumberId": arn}
    params = {"InstanceId": "i", "QueueId": "q", "OutboundCallerConfig": config}
    named = names_of(OPERATIONS["UpdateQueueOutboundCallerConfig"], params, None)

    found = [each.name for each in resources(f" name=X {named}", "123456789012/us-east-1")]

    here = "arn:aws:connect:us-east-1:123456789012:instance/i"
    assert found == [here, f"{here}/queue/q", arn]
