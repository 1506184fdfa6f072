"""The contact centre that the examples of the reference take place in."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

ACCOUNT = "123456789012"
REGION = "us-east-1"

WHISPER = (
    '{"Version":"2019-10-30","StartAction":"say","Actions":['
    '{"Identifier":"say","Type":"MessageParticipant","Parameters":{"Text":"Acme calling"},'
    '"Transitions":{"NextAction":"end"}},'
    '{"Identifier":"end","Type":"EndFlowExecution","Parameters":{},"Transitions":{}}]}'
)
MENU = WHISPER.replace("EndFlowExecution", "DisconnectParticipant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Ids and ARNs of what the examples are about."""

    instance: str
    instance_arn: str
    other_instance_arn: str
    hours: str
    spare_hours: str
    whisper: str
    menu: str
    spare_flow: str
    number: str
    number_arn: str
    spare_number: str
    queue: str
    queue_arn: str
    quick_connect: str
    spare_quick_connect: str
    group: str = ""


def set_up(connect: "ConnectClient") -> Desk:
    """Make the contact centre, by calls of the API."""
    instance = connect.create_instance(
        IdentityManagementType="SAML",  # only such instances can be replicated
        InstanceAlias="acme",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    other = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="acme-test",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    within = instance["Id"]
    hours, spare_hours = (_hours(connect, within, name) for name in ("Office hours", "Old hours"))
    whisper = _flow(connect, within, "Sales whisper", "OUTBOUND_WHISPER", WHISPER)
    menu = _flow(connect, within, "Main menu", "CONTACT_FLOW", MENU)
    spare_flow = _flow(connect, within, "Old whisper", "OUTBOUND_WHISPER", WHISPER)
    number, number_arn = _number(connect, instance["Arn"], "+12065550100", "Sales line")
    spare_number, _ = _number(connect, instance["Arn"], "+12065550101", "Spare line")
    connect.associate_phone_number_contact_flow(
        InstanceId=within, PhoneNumberId=number, ContactFlowId=menu
    )
    quick, spare_quick = (_quick(connect, within, name) for name in ("Front desk", "Warehouse"))
    queue = connect.create_queue(
        InstanceId=within,
        Name="Sales",
        HoursOfOperationId=hours,
        OutboundCallerConfig={
            "OutboundCallerIdName": "Acme Sales",
            "OutboundCallerIdNumberId": number,
            "OutboundFlowId": whisper,
        },
        QuickConnectIds=[quick],
        Tags={"team": "sales"},
    )
    return Desk(
        instance=within,
        instance_arn=instance["Arn"],
        other_instance_arn=other["Arn"],
        hours=hours,
        spare_hours=spare_hours,
        whisper=whisper,
        menu=menu,
        spare_flow=spare_flow,
        number=number,
        number_arn=number_arn,
        spare_number=spare_number,
        queue=queue["QueueId"],
        queue_arn=queue["QueueArn"],
        quick_connect=quick,
        spare_quick_connect=spare_quick,
    )


def replicate(connect: "ConnectClient", desk: Desk) -> Desk:
    """Replicate the instance, and make a traffic distribution group."""
    connect.replicate_instance(
        InstanceId=desk.instance, ReplicaRegion="us-west-2", ReplicaAlias="acme-west"
    )
    group = connect.create_traffic_distribution_group(InstanceId=desk.instance, Name="Sales lines")
    return replace(desk, group=group["Id"])


def _hours(connect: "ConnectClient", instance: str, name: str) -> str:
    start, end = {"Hours": 9, "Minutes": 0}, {"Hours": 17, "Minutes": 0}
    answer = connect.create_hours_of_operation(
        InstanceId=instance,
        Name=name,
        TimeZone="Europe/London",
        Config=[{"Day": "MONDAY", "StartTime": start, "EndTime": end}],  # type: ignore[typeddict-item] # as on the wire
    )
    return answer["HoursOfOperationId"]


def _flow(connect: "ConnectClient", instance: str, name: str, kind: str, content: str) -> str:
    answer = connect.create_contact_flow(
        InstanceId=instance,
        Name=name,
        Type=kind,  # type: ignore[arg-type] # one of the wire's types
        Content=content,
    )
    return answer["ContactFlowId"]


def _number(connect: "ConnectClient", target: str, number: str, what: str) -> tuple[str, str]:
    answer = connect.claim_phone_number(
        TargetArn=target, PhoneNumber=number, PhoneNumberDescription=what
    )
    return answer["PhoneNumberId"], answer["PhoneNumberArn"]


def _quick(connect: "ConnectClient", instance: str, name: str) -> str:
    answer = connect.create_quick_connect(
        InstanceId=instance,
        Name=name,
        QuickConnectConfig={
            "QuickConnectType": "PHONE_NUMBER",
            "PhoneConfig": {"PhoneNumber": "+12065550199"},
        },
    )
    return answer["QuickConnectId"]
