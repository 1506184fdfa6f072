"""What CreateQueue makes, and what it refuses."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Desk
from number_desk import create_flow, refusal, second_instance, told
from queue_desk import heedless, shown

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local


def names(connect: "ConnectClient", desk: Desk) -> list[str]:
    listed = connect.list_queues(InstanceId=desk.instance)["QueueSummaryList"]
    return sorted(queue["Name"] for queue in listed)


def test_a_new_queue_is_enabled_and_has_what_it_was_given(
    connect: "ConnectClient", outdial: "Local", desk: Desk
) -> None:
    outdial.clock.advance(hours=1)
    caller: Any = {
        "OutboundCallerIdName": "Acme",
        "OutboundCallerIdNumberId": desk.number,
        "OutboundFlowId": desk.arn(f"contact-flow/{desk.whisper}"),
    }

    created = connect.create_queue(
        InstanceId=desk.instance,
        Name="Support",
        Description="Helps",
        OutboundCallerConfig=caller,
        OutboundEmailConfig={"OutboundEmailAddressId": "address"},
        HoursOfOperationId=desk.arn(f"operating-hours/{desk.hours}"),
        MaxContacts=7,
        EmailAddressesConfig=[{"EmailAddressId": "address"}],
        Tags={"team": "red"},
    )

    queue = created["QueueId"]
    assert told(created) == {"QueueId": queue, "QueueArn": desk.arn(f"queue/{queue}")}
    assert shown(connect, desk, queue) == {
        "Name": "Support",
        "QueueArn": desk.arn(f"queue/{queue}"),
        "QueueId": queue,
        "Description": "Helps",
        "OutboundCallerConfig": caller,
        "OutboundEmailConfig": {"OutboundEmailAddressId": "address"},
        "HoursOfOperationId": desk.hours,
        "MaxContacts": 7,
        "Status": "ENABLED",
        "Tags": {"team": "red"},
        "LastModifiedTime": datetime(2026, 1, 1, 1, tzinfo=UTC),
        "LastModifiedRegion": "us-east-1",
    }


@pytest.mark.parametrize("more", [{}, {"OutboundCallerConfig": {}, "OutboundEmailConfig": {}}])
def test_a_queue_of_a_name_and_hours_alone_has_no_more(
    connect: "ConnectClient", desk: Desk, more: Any
) -> None:
    created = connect.create_queue(
        InstanceId=desk.instance, Name="Support", HoursOfOperationId=desk.hours, **more
    )

    queue = created["QueueId"]
    assert shown(connect, desk, queue) == {
        "Name": "Support",
        "QueueArn": desk.arn(f"queue/{queue}"),
        "QueueId": queue,
        "HoursOfOperationId": desk.hours,
        "Status": "ENABLED",
        "LastModifiedTime": datetime(2026, 1, 1, tzinfo=UTC),
        "LastModifiedRegion": "us-east-1",
    }


def test_a_queue_offers_the_quick_connects_that_it_is_given(
    connect: "ConnectClient", desk: Desk
) -> None:
    offered = connect.create_quick_connect(
        InstanceId=desk.instance,
        Name="Doctor",
        QuickConnectConfig={
            "QuickConnectType": "PHONE_NUMBER",
            "PhoneConfig": {"PhoneNumber": "+12065550199"},
        },
    )["QuickConnectId"]

    queue = connect.create_queue(
        InstanceId=desk.instance,
        Name="Support",
        HoursOfOperationId=desk.hours,
        QuickConnectIds=[offered],
    )["QueueId"]

    listed = connect.list_queue_quick_connects(InstanceId=desk.instance, QueueId=queue)
    assert [each["Id"] for each in listed["QuickConnectSummaryList"]] == [offered]


@pytest.mark.parametrize(
    ("change", "code", "text"),
    [
        ({"Name": "Sales"}, "DuplicateResourceException", "A queue of this name exists already"),
        ({"Name": ""}, "InvalidParameterException", "Name must be at least 1 character long"),
        (
            {"Name": "x" * 128},
            "InvalidParameterException",
            "Name must be at most 127 characters long",
        ),
        ({"Name": None}, "InvalidRequestException", "Name is required"),
        (
            {"Description": ""},
            "InvalidParameterException",
            "Description must be at least 1 character long",
        ),
        ({"MaxContacts": -1}, "InvalidParameterException", "MaxContacts must be at least 0"),
        (
            {"HoursOfOperationId": "nobody"},
            "ResourceNotFoundException",
            "Hours of operation not found",
        ),
        (
            {"QuickConnectIds": ["nobody"] * 51},
            "InvalidParameterException",
            "QuickConnectIds must include at most 50 items",
        ),
        (
            {"QuickConnectIds": ["nobody"]},
            "ResourceNotFoundException",
            "Quick connect not found",
        ),
        ({"InstanceId": "nobody"}, "ResourceNotFoundException", "Instance not found"),
    ],
)
def test_refuses_what_cannot_be_and_makes_nothing(
    connect: "ConnectClient", desk: Desk, change: dict[str, object], code: str, text: str
) -> None:
    whole = {"InstanceId": desk.instance, "Name": "Support", "HoursOfOperationId": desk.hours}

    assert refusal(heedless().create_queue, **(whole | change)) == (code, text)

    assert names(connect, desk) == ["BasicQueue", "Sales"]


@pytest.mark.parametrize(
    ("config", "code", "text"),
    [
        (
            {"OutboundCallerIdNumberId": ""},  # R2
            "InvalidParameterException",
            "OutboundCallerIdNumberId must not be empty",
        ),
        (
            {"OutboundFlowId": ""},  # R2
            "InvalidParameterException",
            "OutboundFlowId must not be empty",
        ),
        (
            {"OutboundCallerIdName": "\x7f"},  # R3
            "InvalidParameterException",
            "OutboundCallerIdName must not contain control characters or line breaks",
        ),
        (
            {"OutboundCallerIdNumberId": "+12065550100"},  # R4
            "InvalidParameterException",
            "OutboundCallerIdNumberId must be a number's id or ARN, not the number itself",
        ),
        (
            {"OutboundCallerIdNumberId": "nobody"},
            "ResourceNotFoundException",
            "Phone number not found",
        ),
        ({"OutboundFlowId": "nobody"}, "ResourceNotFoundException", "Contact flow not found"),
    ],
)
def test_the_outbound_caller_follows_the_rules_of_the_centre_operation(
    connect: "ConnectClient", desk: Desk, config: object, code: str, text: str
) -> None:
    answer = refusal(
        heedless().create_queue,
        InstanceId=desk.instance,
        Name="Support",
        HoursOfOperationId=desk.hours,
        OutboundCallerConfig=config,
    )

    assert answer == (code, text)
    assert names(connect, desk) == ["BasicQueue", "Sales"]


def test_r8_r12_another_instance_s_number_and_a_flow_of_another_type_are_refused(
    connect: "ConnectClient", desk: Desk
) -> None:
    number = connect.claim_phone_number(
        InstanceId=second_instance(connect), PhoneNumber="+12065550101"
    )
    flow = create_flow(connect, desk.instance)
    configs = (
        {"OutboundCallerIdNumberId": number["PhoneNumberArn"], "OutboundFlowId": flow},
        {"OutboundFlowId": flow},
    )

    answers = [
        refusal(
            connect.create_queue,
            InstanceId=desk.instance,
            Name="Support",
            HoursOfOperationId=desk.hours,
            OutboundCallerConfig=config,
        )
        for config in configs
    ]

    assert answers == [
        ("ResourceNotFoundException", "Phone number not found"),
        (
            "InvalidRequestException",
            "The flow must be of type OUTBOUND_WHISPER, but it is of type CONTACT_FLOW",
        ),
    ]
    assert names(connect, desk) == ["BasicQueue", "Sales"]


def test_names_are_told_apart_to_the_letter_and_by_instance(
    connect: "ConnectClient", desk: Desk
) -> None:
    other = second_instance(connect)
    hours = connect.list_hours_of_operations(InstanceId=other)["HoursOfOperationSummaryList"][0]

    connect.create_queue(InstanceId=desk.instance, Name="sales", HoursOfOperationId=desk.hours)
    connect.create_queue(InstanceId=other, Name="Sales", HoursOfOperationId=hours["Id"])

    assert names(connect, desk) == ["BasicQueue", "Sales", "sales"]
