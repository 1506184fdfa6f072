"""The examples of the reference: for each served operation, what is sent.

They are run, and what comes back is shown; see `example_runs`. Each takes place in a contact
centre of its own, as `desk` sets it up.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reference.desk import WHISPER, Desk

Params = Mapping[str, Any]

SOME_ID = "5d1c8a1e-6a39-4c4e-9f0b-0c5a8a3f7b21"


@dataclass(frozen=True, slots=True)
class Example:
    """A call: its parameters, what it shows where there are several, and where it is made."""

    params: Callable[[Desk], Params]
    title: str = ""
    in_replicated: bool = False


def _in_instance(**members: Any) -> Sequence[Example]:
    """Make an example that is told the instance and fixed members."""
    return (Example(lambda desk: {"InstanceId": desk.instance, **members}),)


def _one(params: Callable[[Desk], Params]) -> Sequence[Example]:
    return (Example(params),)


def _queue(**members: Any) -> Callable[[Desk], Params]:
    return lambda desk: {"InstanceId": desk.instance, "QueueId": desk.queue, **members}


def _caller(config: Callable[[Desk], Params]) -> Callable[[Desk], Params]:
    return lambda desk: _queue(OutboundCallerConfig=config(desk))(desk)


def _flow(**members: Any) -> Sequence[Example]:
    return _one(lambda d: {"InstanceId": d.instance, "ContactFlowId": d.spare_flow, **members})


def _hours(**members: Any) -> Sequence[Example]:
    return _one(
        lambda d: {"InstanceId": d.instance, "HoursOfOperationId": d.spare_hours, **members}
    )


def _quick(**members: Any) -> Sequence[Example]:
    return _one(lambda d: {"InstanceId": d.instance, "QuickConnectId": d.quick_connect, **members})


def _number(**members: Any) -> Sequence[Example]:
    return _one(lambda d: {"PhoneNumberId": d.spare_number, **members})


_NINE_TO_FIVE = {
    "Day": "MONDAY",
    "StartTime": {"Hours": 9, "Minutes": 0},
    "EndTime": {"Hours": 17, "Minutes": 0},
}
_PHONE = {"QuickConnectType": "PHONE_NUMBER", "PhoneConfig": {"PhoneNumber": "+12065550142"}}

_INSTANCES: Mapping[str, Sequence[Example]] = {
    "CreateInstance": _one(
        lambda _: {
            "IdentityManagementType": "CONNECT_MANAGED",
            "InstanceAlias": "acme-berlin",
            "InboundCallsEnabled": True,
            "OutboundCallsEnabled": True,
        }
    ),
    "DescribeInstance": _in_instance(),
    "ListInstances": _one(lambda _: {}),
    "DeleteInstance": _in_instance(),
    "ListInstanceAttributes": _in_instance(MaxResults=3),
    "DescribeInstanceAttribute": _in_instance(AttributeType="OUTBOUND_CALLS"),
    "UpdateInstanceAttribute": _in_instance(AttributeType="CONTACTFLOW_LOGS", Value="true"),
    "TagResource": _one(
        lambda desk: {"resourceArn": desk.queue_arn, "tags": {"team": "sales", "floor": "2"}}
    ),
    "UntagResource": _one(lambda desk: {"resourceArn": desk.queue_arn, "tagKeys": ["team"]}),
    "ListTagsForResource": _one(lambda desk: {"resourceArn": desk.queue_arn}),
}

_QUEUES: Mapping[str, Sequence[Example]] = {
    "UpdateQueueOutboundCallerConfig": (
        Example(
            _caller(
                lambda desk: {
                    "OutboundCallerIdName": "Acme",
                    "OutboundCallerIdNumberId": desk.spare_number,
                    "OutboundFlowId": desk.whisper,
                }
            ),
            "Set all three",
        ),
        Example(
            _caller(lambda desk: {"OutboundCallerIdNumberId": desk.number_arn}),
            "Set the number by its ARN, and clear the rest",
        ),
        Example(_caller(lambda _: {}), "Clear everything"),
        Example(_caller(lambda desk: {"OutboundFlowId": desk.menu}), "A flow of another type"),
    ),
    "CreateQueue": _one(
        lambda desk: {
            "InstanceId": desk.instance,
            "Name": "Support",
            "HoursOfOperationId": desk.hours,
            "OutboundCallerConfig": {
                "OutboundCallerIdName": "Acme Support",
                "OutboundCallerIdNumberId": desk.number,
            },
        }
    ),
    "DescribeQueue": _one(_queue()),
    "ListQueues": _in_instance(QueueTypes=["STANDARD"]),
    "SearchQueues": _in_instance(
        SearchCriteria={
            "StringCondition": {
                "FieldName": "name",
                "Value": "sal",
                "ComparisonType": "STARTS_WITH",
            }
        }
    ),
    "DeleteQueue": _one(_queue()),
    "UpdateQueueName": _one(_queue(Name="Sales Europe")),
    "UpdateQueueStatus": _one(_queue(Status="DISABLED")),
    "UpdateQueueMaxContacts": _one(_queue(MaxContacts=25)),
    "UpdateQueueHoursOfOperation": _one(
        lambda desk: _queue(HoursOfOperationId=desk.spare_hours)(desk)
    ),
    "UpdateQueueOutboundEmailConfig": _one(
        _queue(OutboundEmailConfig={"OutboundEmailAddressId": SOME_ID})
    ),
    "AssociateQueueQuickConnects": _one(
        lambda desk: _queue(QuickConnectIds=[desk.spare_quick_connect])(desk)
    ),
    "DisassociateQueueQuickConnects": _one(
        lambda desk: _queue(QuickConnectIds=[desk.quick_connect])(desk)
    ),
    "ListQueueQuickConnects": _one(_queue()),
    "CreateQuickConnect": _in_instance(Name="Reception", QuickConnectConfig=_PHONE),
    "DescribeQuickConnect": _quick(),
    "ListQuickConnects": _in_instance(),
    "UpdateQuickConnectName": _quick(Name="Reception"),
    "UpdateQuickConnectConfig": _quick(QuickConnectConfig=_PHONE),
    "DeleteQuickConnect": _quick(),
}

_FLOWS: Mapping[str, Sequence[Example]] = {
    "CreateContactFlow": _in_instance(Name="Greeting", Type="OUTBOUND_WHISPER", Content=WHISPER),
    "DescribeContactFlow": _flow(),
    "ListContactFlows": _in_instance(ContactFlowTypes=["OUTBOUND_WHISPER"]),
    "SearchContactFlows": _in_instance(
        SearchCriteria={
            "StringCondition": {
                "FieldName": "name",
                "Value": "Old whisper",
                "ComparisonType": "EXACT",
            }
        }
    ),
    "UpdateContactFlowContent": _flow(Content=WHISPER.replace("Acme calling", "Hello from Acme")),
    "UpdateContactFlowName": _flow(Name="Greeting"),
    "UpdateContactFlowMetadata": _flow(ContactFlowState="ARCHIVED"),
    "DeleteContactFlow": _flow(),
    "ListFlowAssociations": _in_instance(ResourceType="VOICE_PHONE_NUMBER"),
    "BatchGetFlowAssociation": _one(
        lambda desk: {"InstanceId": desk.instance, "ResourceIds": [desk.number_arn]}
    ),
    "CreateHoursOfOperation": _in_instance(
        Name="Mondays", TimeZone="Europe/Berlin", Config=[_NINE_TO_FIVE]
    ),
    "DescribeHoursOfOperation": _hours(),
    "ListHoursOfOperations": _in_instance(),
    "UpdateHoursOfOperation": _hours(TimeZone="America/Los_Angeles"),
    "DeleteHoursOfOperation": _hours(),
}

_NUMBERS: Mapping[str, Sequence[Example]] = {
    "SearchAvailablePhoneNumbers": _one(
        lambda desk: {
            "TargetArn": desk.instance_arn,
            "PhoneNumberCountryCode": "GB",
            "PhoneNumberType": "DID",
            "PhoneNumberPrefix": "+4420",
            "MaxResults": 2,
        }
    ),
    "ClaimPhoneNumber": _one(
        lambda desk: {
            "TargetArn": desk.instance_arn,
            "PhoneNumber": "+442079460000",
            "PhoneNumberDescription": "London",
        }
    ),
    "DescribePhoneNumber": _number(),
    "ListPhoneNumbers": _in_instance(),
    "ListPhoneNumbersV2": _one(lambda desk: {"TargetArn": desk.instance_arn}),
    "UpdatePhoneNumber": _one(
        lambda desk: {
            "PhoneNumberId": desk.spare_number,
            "TargetArn": desk.other_instance_arn,
        }
    ),
    "UpdatePhoneNumberMetadata": _number(PhoneNumberDescription="Fax"),
    "ReleasePhoneNumber": _number(),
    "AssociatePhoneNumberContactFlow": _one(
        lambda desk: {
            "InstanceId": desk.instance,
            "PhoneNumberId": desk.spare_number,
            "ContactFlowId": desk.menu,
        }
    ),
    "DisassociatePhoneNumberContactFlow": _one(
        lambda desk: {"InstanceId": desk.instance, "PhoneNumberId": desk.number}
    ),
}


def _replicated(params: Callable[[Desk], Params]) -> Sequence[Example]:
    return (Example(params, in_replicated=True),)


_REGIONS: Mapping[str, Sequence[Example]] = {
    "ReplicateInstance": _in_instance(ReplicaRegion="us-west-2", ReplicaAlias="acme-west"),
    "ListReplicationFindings": _replicated(
        lambda desk: {"InstanceId": desk.instance, "ResourceType": "QUEUE"}
    ),
    "CreateTrafficDistributionGroup": _replicated(
        lambda desk: {"InstanceId": desk.instance, "Name": "Support lines"}
    ),
    "DescribeTrafficDistributionGroup": _replicated(
        lambda desk: {"TrafficDistributionGroupId": desk.group}
    ),
    "ListTrafficDistributionGroups": _replicated(lambda desk: {"InstanceId": desk.instance}),
    "DeleteTrafficDistributionGroup": _replicated(
        lambda desk: {"TrafficDistributionGroupId": desk.group}
    ),
    "ListTrafficDistributionGroupUsers": _replicated(
        lambda desk: {"TrafficDistributionGroupId": desk.group}
    ),
    "GetTrafficDistribution": _replicated(lambda desk: {"Id": desk.group}),
    "UpdateTrafficDistribution": _replicated(
        lambda desk: {
            "Id": desk.group,
            "TelephonyConfig": {
                "Distributions": [
                    {"Region": "us-east-1", "Percentage": 70},
                    {"Region": "us-west-2", "Percentage": 30},
                ]
            },
        }
    ),
}

EXAMPLES: Mapping[str, Sequence[Example]] = {
    **_REGIONS,
    **_INSTANCES,
    **_QUEUES,
    **_FLOWS,
    **_NUMBERS,
}
"""By operation; a page shows its own in their order."""
