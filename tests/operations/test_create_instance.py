"""CreateInstance: what is created, with what in it, and what is refused."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from conftest import client

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.literals import DirectoryTypeType

INSTANCE = "00000000-0000-4000-8000-000000000001"
ARN = f"arn:aws:connect:us-east-1:123456789012:instance/{INSTANCE}"


def create(connect: "ConnectClient", alias: str = "acme") -> str:
    return connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=alias,
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]


def test_gives_the_id_and_arn(connect: "ConnectClient") -> None:
    answer = connect.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias="acme",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=False,
    )

    assert (answer["Id"], answer["Arn"]) == (INSTANCE, ARN)


def test_puts_basic_hours_around_the_clock_into_it(connect: "ConnectClient") -> None:
    instance = create(connect)

    (listed,) = connect.list_hours_of_operations(InstanceId=instance)["HoursOfOperationSummaryList"]
    hours = connect.describe_hours_of_operation(
        InstanceId=instance, HoursOfOperationId=listed["Id"]
    )["HoursOfOperation"]

    midnight = {"Hours": 0, "Minutes": 0}
    assert (hours["Name"], hours["TimeZone"]) == ("Basic Hours", "America/New_York")
    assert hours["Config"] == [
        {"Day": day, "StartTime": midnight, "EndTime": midnight}
        for day in (
            "SUNDAY",
            "MONDAY",
            "TUESDAY",
            "WEDNESDAY",
            "THURSDAY",
            "FRIDAY",
            "SATURDAY",
        )
    ]


def test_puts_a_queue_that_cannot_call_out_into_it(connect: "ConnectClient") -> None:
    instance = create(connect)

    (hours,) = connect.list_hours_of_operations(InstanceId=instance)["HoursOfOperationSummaryList"]
    (listed,) = connect.list_queues(InstanceId=instance, QueueTypes=["STANDARD"])[
        "QueueSummaryList"
    ]
    queue = connect.describe_queue(InstanceId=instance, QueueId=listed["Id"])["Queue"]

    assert (queue["Name"], queue["HoursOfOperationId"]) == ("BasicQueue", hours["Id"])
    assert "OutboundCallerConfig" not in queue


def test_puts_the_default_and_sample_flows_into_it(connect: "ConnectClient") -> None:
    instance = create(connect)

    flows = connect.list_contact_flows(InstanceId=instance)["ContactFlowSummaryList"]

    assert len(flows) == 19
    assert {flow["ContactFlowStatus"] for flow in flows} == {"PUBLISHED"}
    assert [flow["Name"] for flow in flows if flow["ContactFlowType"] == "OUTBOUND_WHISPER"] == [
        "Default outbound"
    ]


def test_needs_no_alias_with_an_existing_directory(connect: "ConnectClient") -> None:
    instance = connect.create_instance(
        IdentityManagementType="EXISTING_DIRECTORY",
        DirectoryId="d-0123456789",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )

    shown = connect.describe_instance(InstanceId=instance["Id"])["Instance"]
    assert shown["IdentityManagementType"] == "EXISTING_DIRECTORY"
    assert "InstanceAlias" not in shown
    assert "InstanceAccessUrl" not in shown


@pytest.mark.parametrize("identity", ["SAML", "CONNECT_MANAGED"])
def test_refuses_an_instance_without_an_alias(
    connect: "ConnectClient", identity: "DirectoryTypeType"
) -> None:
    with pytest.raises(ClientError) as refusal:
        connect.create_instance(
            IdentityManagementType=identity, InboundCallsEnabled=True, OutboundCallsEnabled=True
        )

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": f"{identity} needs an InstanceAlias",
    }


def test_refuses_an_existing_directory_without_its_id(connect: "ConnectClient") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.create_instance(
            IdentityManagementType="EXISTING_DIRECTORY",
            InstanceAlias="acme",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": "EXISTING_DIRECTORY needs a DirectoryId",
    }


@pytest.mark.parametrize("alias", ["acme", "ACME"])
def test_refuses_an_alias_that_anybody_anywhere_has(connect: "ConnectClient", alias: str) -> None:
    create(connect)

    with pytest.raises(ClientError) as refusal:
        create(client("eu-central-1", "999999999999"), alias)

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": "Invalid Input. Instance alias is already used.",
    }


def test_creates_one_instance_for_a_client_token_that_is_repeated(connect: "ConnectClient") -> None:
    ids = [
        connect.create_instance(
            ClientToken="once",
            IdentityManagementType="SAML",
            InstanceAlias="acme",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )["Id"]
        for _ in range(2)
    ]

    assert ids == [INSTANCE, INSTANCE]
    assert len(connect.list_instances()["InstanceSummaryList"]) == 1
