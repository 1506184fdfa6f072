"""A contact centre for the console's tests: one queue with all that it may name."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3

from conftest import WHISPER

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_iam import IAMClient


ANY = "any"
"""A secret, where none is checked."""

SECRET = "a-secret-of-roots"
"""The secret of the key `root`, where they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """The ids of what was made, and the number."""

    instance: str
    queue: str
    flow: str
    number: str
    number_id: str

    @property
    def address(self) -> str:
        return f"/_outdial/console/us-east-1/{self.instance}"


def set_up(
    connect: "ConnectClient", alias: str, *, name: str = "Sales", shown: str = "Acme"
) -> Centre:
    """Make an instance, and in it a queue that shows a name and a number and has a whisper."""
    instance = connect.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias=alias,
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]
    number = connect.search_available_phone_numbers(
        InstanceId=instance, PhoneNumberCountryCode="US", PhoneNumberType="DID", MaxResults=1
    )["AvailableNumbersList"][0]["PhoneNumber"]
    number_id = connect.claim_phone_number(InstanceId=instance, PhoneNumber=number)["PhoneNumberId"]
    flow = connect.create_contact_flow(
        InstanceId=instance, Name=f"{name} whisper", Type="OUTBOUND_WHISPER", Content=WHISPER
    )["ContactFlowId"]
    hours = connect.list_hours_of_operations(InstanceId=instance)["HoursOfOperationSummaryList"]
    queue = connect.create_queue(
        InstanceId=instance,
        Name=name,
        Description=f"What {name} is for",
        HoursOfOperationId=hours[0]["Id"],
        MaxContacts=7,
        Tags={"team": name},
        OutboundCallerConfig={
            "OutboundCallerIdName": shown,
            "OutboundCallerIdNumberId": number_id,
            "OutboundFlowId": flow,
        },
    )["QueueId"]
    return Centre(instance=instance, queue=queue, flow=flow, number=number, number_id=number_id)


def client(url: str, key: str, secret: str = ANY, region: str = "us-east-1") -> "ConnectClient":
    """Make a client of a server."""
    return boto3.client(
        "connect",
        region_name=region,
        endpoint_url=url,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
    )


def iam_of(url: str) -> "IAMClient":
    """Make a client of a server's IAM, for its root."""
    return boto3.client(
        "iam",
        region_name="us-east-1",
        endpoint_url=url,
        aws_access_key_id="root",
        aws_secret_access_key=SECRET,
    )
