"""A small contact centre in two Regions, and what the tests of them share."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_connect import ConnectClient

ACCOUNT = "123456789012"
SOURCE = "us-east-1"
REPLICA = "us-west-2"
DEFAULT_GROUP = "Default traffic distribution group"

WHISPER = (
    '{"Version":"2019-10-30","StartAction":"end","Actions":['
    '{"Identifier":"end","Type":"EndFlowExecution","Parameters":{},"Transitions":{}}]}'
)


@cache
def client_of(region: str) -> "ConnectClient":
    """Give a client of a Region that sends what botocore would refuse to."""
    return boto3.client(
        "connect",
        region_name=region,
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="secret",
        config=Config(parameter_validation=False),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDesk:
    """The ids of a replicated instance and of one of each thing in it; the number is a group's."""

    instance: str
    queue: str
    hours: str
    whisper: str
    number: str
    number_arn: str
    group: str
    group_arn: str

    @property
    def source(self) -> "ConnectClient":
        """A client of the source's Region, where the number and the group live."""
        return client_of(SOURCE)

    @property
    def replica(self) -> "ConnectClient":
        """A client of the other Region."""
        return client_of(REPLICA)

    @property
    def sides(self) -> "tuple[ConnectClient, ConnectClient]":
        """Clients of both Regions."""
        return self.source, self.replica

    @property
    def ids(self) -> dict[str, str]:
        """What every queue operation is told."""
        return {"InstanceId": self.instance, "QueueId": self.queue}

    def arn(self, path: str = "", region: str = SOURCE) -> str:
        """Build the ARN of something in the instance."""
        return f"arn:aws:connect:{region}:{ACCOUNT}:instance/{self.instance}{path and '/' + path}"

    def shown(self, side: "ConnectClient") -> "Mapping[str, Any]":
        """Describe the queue."""
        return side.describe_queue(**self.ids)["Queue"]

    def caller(self, side: "ConnectClient") -> object:
        """Give the queue's outbound caller as it is shown; None if it has none."""
        return self.shown(side).get("OutboundCallerConfig")

    def set_number(self, side: "ConnectClient", number: str) -> None:
        """Have the queue show a number."""
        side.update_queue_outbound_caller_config(
            **self.ids, OutboundCallerConfig={"OutboundCallerIdNumberId": number}
        )

    def new_group(self, name: str = "Sales") -> str:
        """Create a group; give its ARN."""
        group = self.source.create_traffic_distribution_group(Name=name, InstanceId=self.instance)
        return group["Arn"]


def set_up_pair() -> PairDesk:
    """Set up an instance with a queue, a whisper flow and a number, and replicate it."""
    source = client_of(SOURCE)
    instance = source.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias="acme",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]
    hours = source.create_hours_of_operation(
        InstanceId=instance, Name="Always", TimeZone="UTC", Config=[]
    )["HoursOfOperationId"]
    queue = source.create_queue(InstanceId=instance, Name="Sales", HoursOfOperationId=hours)
    flow = source.create_contact_flow(
        InstanceId=instance, Name="Whisper", Type="OUTBOUND_WHISPER", Content=WHISPER
    )
    number = source.claim_phone_number(InstanceId=instance, PhoneNumber="+12065550100")
    source.replicate_instance(
        InstanceId=instance, ReplicaRegion=REPLICA, ReplicaAlias="acme-west", ClientToken="pair"
    )
    groups = source.list_traffic_distribution_groups(InstanceId=instance)
    [group] = groups["TrafficDistributionGroupSummaryList"]
    return PairDesk(
        instance=instance,
        queue=queue["QueueId"],
        hours=hours,
        whisper=flow["ContactFlowId"],
        number=number["PhoneNumberId"],
        number_arn=number["PhoneNumberArn"],
        group=group["Id"],
        group_arn=group["Arn"],
    )
