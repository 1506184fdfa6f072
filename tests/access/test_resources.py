"""Which resources templates name (rules A1 to A6)."""

import pytest

from access.asking import arns, named

HERE = "arn:aws:connect:us-east-1:123456789012"
ABROAD = "arn:aws:connect:us-west-2:123456789012"


@pytest.mark.parametrize(
    ("queue", "arn"),
    [
        ("q", f"{HERE}:instance/i/queue/q"),
        (f"{HERE}:instance/i/queue/q", f"{HERE}:instance/i/queue/q"),
        (f"{ABROAD}:instance/i/queue/q", f"{ABROAD}:instance/i/queue/q"),
        (f"{HERE}:instance/other/queue/q", f"{HERE}:instance/other/queue/q"),
        ("arn:aws:connect:us-east-1:999999999999:instance/i/queue/q",) * 2,
        ("arn:nonsense", "arn:nonsense"),
        ("agent/u", f"{HERE}:instance/i/queue/agent/u"),
        ("*", f"{HERE}:instance/i/queue/*"),
        ("", f"{HERE}:instance/i/queue/"),
    ],
)
def test_an_id_becomes_an_arn_of_the_call_and_an_arn_stays(queue: str, arn: str) -> None:
    assert arns("DescribeQueue", {"InstanceId": "i", "QueueId": queue}) == [arn]  # A2, A3


@pytest.mark.parametrize(
    ("instance", "arn"),
    [
        (f"{HERE}:instance/i", f"{HERE}:instance/i/queue/q"),
        (f"{ABROAD}:instance/i", f"{ABROAD}:instance/i/queue/q"),
    ],
)
def test_what_follows_an_arn_in_a_template_follows_it(instance: str, arn: str) -> None:
    assert arns("DescribeQueue", {"InstanceId": instance, "QueueId": "q"}) == [arn]  # A3


def test_an_absent_member_names_nothing() -> None:
    config = {"OutboundCallerIdName": "Acme"}

    named_by_call = arns(
        "UpdateQueueOutboundCallerConfig",
        {"InstanceId": "i", "QueueId": "q", "OutboundCallerConfig": config},
    )

    assert named_by_call == [f"{HERE}:instance/i/queue/q"]  # A1
    assert arns("UpdateQueueOutboundCallerConfig", {"InstanceId": "i"}) == []  # A1


def test_a_list_names_each_of_its_members_once() -> None:
    params = {"InstanceId": "i", "QueueId": "q", "QuickConnectIds": ["a", "b", "a"]}

    assert arns("AssociateQueueQuickConnects", params) == [  # A1
        f"{HERE}:instance/i/queue/q",
        f"{HERE}:instance/i/transfer-destination/a",
        f"{HERE}:instance/i/transfer-destination/b",
    ]


@pytest.mark.parametrize("flow", ["f:$SAVED", f"{HERE}:instance/i/contact-flow/f:$SAVED"])
def test_a_qualifier_is_no_part_of_the_resource(flow: str) -> None:
    params = {"InstanceId": "i", "ContactFlowId": flow}

    assert arns("DescribeContactFlow", params) == [f"{HERE}:instance/i/contact-flow/f"]  # A4


def test_raw_arns_are_pasted_as_they_came_those_of_the_path_with_their_escapes() -> None:
    instance, queue, flow = f"{HERE}:instance/i", f"{HERE}:instance/i/queue/q", "f"
    config = {"OutboundFlowId": f"{HERE}:instance/i/contact-flow/{flow}"}
    escaped = instance.replace(":", "%3A").replace("/", "%2F")

    pasted = arns(
        "UpdateQueueOutboundCallerConfig",
        {"InstanceId": instance, "QueueId": queue, "OutboundCallerConfig": config},
        raw=True,
    )

    assert pasted == [  # A5
        f"{HERE}:instance/{escaped}/queue/{escaped}%2Fqueue%2Fq",
        f"{HERE}:instance/{escaped}/contact-flow/{HERE}:instance/i/contact-flow/f",
    ]


def test_raw_ids_are_the_same_as_others() -> None:
    params = {"InstanceId": "i", "QueueId": "q"}

    assert arns("DescribeQueue", params, raw=True) == arns("DescribeQueue", params)  # A5


def test_members_that_are_arns_by_definition_are_never_pasted() -> None:
    params = {"resourceArn": f"{HERE}:instance/i/queue/q", "tags": {"a": "b"}}

    assert arns("TagResource", params, raw=True) == [f"{HERE}:instance/i/queue/q"]  # A5


def test_lists_and_new_resources_are_asked_for_with_an_asterisk() -> None:
    assert arns("ListQueues", {"InstanceId": "i"}) == [f"{HERE}:instance/i/queue/*"]  # A6
    assert arns("ListPhoneNumbersV2", {}) == [f"{HERE}:phone-number/*"]  # A6
    assert arns("ListInstances", {}) == ["*"]


def test_a_partition_is_that_of_the_region() -> None:
    params = {"InstanceId": "i"}

    assert arns("DescribeInstance", params, region="us-gov-west-1") == [
        "arn:aws-us-gov:connect:us-gov-west-1:123456789012:instance/i"
    ]


@pytest.mark.parametrize(
    ("target", "arn"),
    [
        ({"InstanceId": "i"}, f"{HERE}:instance/i"),
        ({"TargetArn": f"{HERE}:instance/i"}, f"{HERE}:instance/i"),
        (
            {"TargetArn": f"{HERE}:traffic-distribution-group/g"},
            f"{HERE}:traffic-distribution-group/g",
        ),
    ],
)
def test_claiming_a_number_names_the_target(target: dict[str, str], arn: str) -> None:
    claim = named("ClaimPhoneNumber", {"PhoneNumber": "+12065550100", **target})

    assert [one.arn for one in claim] == [arn, f"{HERE}:phone-number/*"]
