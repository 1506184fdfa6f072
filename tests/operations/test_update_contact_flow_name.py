"""UpdateContactFlowName: a flow's name and description."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from sample_flows import create_flow

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk
    from outdial.serve.inprocess import Local


def test_changes_the_name_and_the_description(
    outdial: "Local", connect: "ConnectClient", desk: "Desk"
) -> None:
    before = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=desk.whisper)
    outdial.clock.advance(hours=1)

    connect.update_contact_flow_name(
        InstanceId=desk.instance,
        ContactFlowId=desk.whisper,
        Name="Greeting",
        Description="Says who calls",
    )

    after = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=desk.whisper)
    assert after["ContactFlow"] == before["ContactFlow"] | {
        "Name": "Greeting",
        "Description": "Says who calls",
        "LastModifiedTime": datetime(2026, 1, 1, 1, tzinfo=UTC),
    }


def test_leaves_what_is_not_given_and_clears_what_is_empty(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    ids = {"InstanceId": desk.instance, "ContactFlowId": desk.whisper}
    connect.update_contact_flow_name(**ids, Description="Says who calls")
    described = connect.describe_contact_flow(**ids)["ContactFlow"]
    assert (described["Name"], described["Description"]) == ("Whisper", "Says who calls")

    connect.update_contact_flow_name(**ids, Name="Whisper", Description="")

    described = connect.describe_contact_flow(**ids)["ContactFlow"]
    assert described["Name"] == "Whisper"
    assert "Description" not in described


def test_refuses_a_name_that_another_flow_has(connect: "ConnectClient", desk: "Desk") -> None:
    create_flow(connect, desk, "Reception")

    with pytest.raises(ClientError) as refusal:
        connect.update_contact_flow_name(
            InstanceId=desk.instance, ContactFlowId=desk.whisper, Name="Reception"
        )

    assert refusal.value.response["Error"] == {
        "Code": "DuplicateResourceException",
        "Message": "A flow of this name exists already",
    }


def test_refuses_to_change_nothing(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.update_contact_flow_name(InstanceId=desk.instance, ContactFlowId=desk.whisper)

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": "Name or Description must be given",
    }


def test_finds_no_flow_that_is_not_there(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.update_contact_flow_name(
            InstanceId=desk.instance, ContactFlowId="nowhere", Name="Reception"
        )

    assert refusal.value.response["Error"]["Code"] == "ResourceNotFoundException"
