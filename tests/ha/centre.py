"""A contact centre whose queues are written to, and what a change of them looks like."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.type_defs import OutboundCallerConfigTypeDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """An instance with two numbers, so that a change that was made by half can be told."""

    instance: str
    instance_arn: str
    hours: str
    numbers: tuple[str, ...]

    def caller(self, change: int) -> "OutboundCallerConfigTypeDef":
        """Make the outbound caller of a change: its number goes with its name."""
        return {
            "OutboundCallerIdName": f"Change {change}",
            "OutboundCallerIdNumberId": self.numbers[change % 2],
        }

    def create_queue(self, connect: "ConnectClient", name: str) -> str:
        """Create a queue that shows no change yet; give its id."""
        answer = connect.create_queue(
            InstanceId=self.instance,
            Name=name,
            HoursOfOperationId=self.hours,
            OutboundCallerConfig=self.caller(0),
        )
        return answer["QueueId"]

    def change_shown(self, connect: "ConnectClient", queue: str) -> int:
        """Tell which change a queue shows; -1 if it shows parts of several."""
        shown = connect.describe_queue(InstanceId=self.instance, QueueId=queue)["Queue"]
        config = shown.get("OutboundCallerConfig", {})
        change = int(config.get("OutboundCallerIdName", "Change -1").split()[1])
        return change if config == self.caller(change) else -1

    def claimed(self, connect: "ConnectClient") -> dict[str, str]:
        """List all claimed numbers but the queues' own: their ids by number."""
        pages = connect.get_paginator("list_phone_numbers_v2").paginate(TargetArn=self.instance_arn)
        return {
            number["PhoneNumber"]: number["PhoneNumberId"]
            for page in pages
            for number in page["ListPhoneNumbersSummaryList"]
            if number["PhoneNumberId"] not in self.numbers
        }


def set_up(connect: "ConnectClient") -> Centre:
    """Create the centre."""
    instance = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="acme",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    hours = connect.create_hours_of_operation(
        InstanceId=instance["Id"], Name="Always", TimeZone="UTC", Config=[]
    )
    numbers = [
        connect.claim_phone_number(TargetArn=instance["Arn"], PhoneNumber=number)["PhoneNumberId"]
        for number in ("+12065550100", "+12065550101")
    ]
    return Centre(
        instance=instance["Id"],
        instance_arn=instance["Arn"],
        hours=hours["HoursOfOperationId"],
        numbers=tuple(numbers),
    )
