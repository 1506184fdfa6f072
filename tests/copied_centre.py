"""A contact centre with one of everything that is copied, and Apps to copy it to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from conftest import WHISPER
from outdial.app import App, open_app
from outdial.serve.inprocess import reach
from outdial.world import StillWorld
from pair_desk import client_of
from sample_flows import HANG_UP, UNFINISHED

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

EAST, WEST = "us-east-1", "us-west-2"


def clients(region: str | None) -> "ConnectClient":
    """Give the clients that a reading uses."""
    return client_of(region or EAST)


@contextmanager
def another(now: datetime | None = None) -> Iterator[App]:
    """Lead all calls to another Outdial, which is empty; its clock may be behind."""
    app = open_app(world=StillWorld(now, seed=7))
    try:
        with reach(app):
            yield app
    finally:
        app.close()


def set_up_centre(connect: "ConnectClient") -> str:
    """Set up the contact centre; give the instance's id."""
    made = connect.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias="Acme",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=False,
        Tags={"team": "voice"},
    )
    instance, arn = made["Id"], made["Arn"]
    of: dict[str, Any] = {"InstanceId": instance}
    connect.update_instance_attribute(**of, AttributeType="CONTACT_LENS", Value="false")
    parent = connect.create_hours_of_operation(**of, Name="Holidays", TimeZone="UTC", Config=[])
    hours = connect.create_hours_of_operation(
        **of,
        Name="Office",
        Description="Weekdays",
        TimeZone="Europe/London",
        Config=[
            {
                "Day": "MONDAY",
                "StartTime": {"Hours": 9, "Minutes": 0},
                "EndTime": {"Hours": 17, "Minutes": 30},
            }
        ],
        ParentHoursOfOperationConfigs=[{"HoursOfOperationId": parent["HoursOfOperationId"]}],
        Tags={"kind": "office"},
    )["HoursOfOperationId"]
    whisper, inbound = _flows(connect, instance)
    number = connect.claim_phone_number(
        TargetArn=arn,
        PhoneNumber="+12065550100",
        PhoneNumberDescription="Main line",
        Tags={"line": "main"},
    )
    other = connect.claim_phone_number(TargetArn=arn, PhoneNumber="+442079460100")
    connect.associate_phone_number_contact_flow(
        **of, PhoneNumberId=number["PhoneNumberId"], ContactFlowId=inbound
    )
    queue = connect.create_queue(
        **of,
        Name="Sales",
        Description="Sells",
        HoursOfOperationId=hours,
        MaxContacts=5,
        OutboundCallerConfig={
            "OutboundCallerIdName": "Acme Sales",
            "OutboundCallerIdNumberId": number["PhoneNumberId"],
            "OutboundFlowId": whisper,
        },
        Tags={"desk": "sales"},
    )["QueueId"]
    support = connect.create_queue(
        **of,
        Name="Support",
        HoursOfOperationId=hours,
        OutboundCallerConfig={
            "OutboundCallerIdNumberId": other["PhoneNumberArn"],
            "OutboundFlowId": f"{arn}/contact-flow/{whisper}",
        },
    )["QueueId"]
    connect.update_queue_status(**of, QueueId=support, Status="DISABLED")
    _quick_connects(connect, instance, queue)
    connect.update_queue_name(**of, QueueId=queue, Name="Sales desk")
    return instance


def _flows(connect: "ConnectClient", instance: str) -> tuple[str, str]:
    """Set up flows in every state; give a whisper, and one that answers."""
    of: dict[str, Any] = {"InstanceId": instance}
    whisper = connect.create_contact_flow(
        **of, Name="Whisper", Type="OUTBOUND_WHISPER", Content=WHISPER, Tags={"says": "Acme"}
    )["ContactFlowId"]
    inbound = connect.create_contact_flow(
        **of, Name="Inbound", Type="CONTACT_FLOW", Description="Hangs up", Content=HANG_UP
    )["ContactFlowId"]
    connect.create_contact_flow(
        **of, Name="Draft", Type="CONTACT_FLOW", Content=UNFINISHED, Status="SAVED"
    )
    connect.update_contact_flow_content(**of, ContactFlowId=f"{inbound}:$SAVED", Content=UNFINISHED)
    archived = connect.create_contact_flow(**of, Name="Old", Type="CONTACT_FLOW", Content=HANG_UP)[
        "ContactFlowId"
    ]
    connect.update_contact_flow_metadata(**of, ContactFlowId=archived, ContactFlowState="ARCHIVED")
    return whisper, inbound


def _quick_connects(connect: "ConnectClient", instance: str, queue: str) -> None:
    of: dict[str, Any] = {"InstanceId": instance}
    transfer = connect.create_contact_flow(
        **of, Name="To a queue", Type="QUEUE_TRANSFER", Content=HANG_UP
    )["ContactFlowId"]
    pager = connect.create_quick_connect(
        **of,
        Name="Pager",
        QuickConnectConfig={
            "QuickConnectType": "PHONE_NUMBER",
            "PhoneConfig": {"PhoneNumber": "+12065550199"},
        },
        Tags={"for": "nights"},
    )["QuickConnectId"]
    desk = connect.create_quick_connect(
        **of,
        Name="Sales desk",
        Description="Sells",
        QuickConnectConfig={
            "QuickConnectType": "QUEUE",
            "QueueConfig": {"QueueId": queue, "ContactFlowId": transfer},
        },
    )["QuickConnectId"]
    connect.associate_queue_quick_connects(**of, QueueId=queue, QuickConnectIds=[desk, pager])
