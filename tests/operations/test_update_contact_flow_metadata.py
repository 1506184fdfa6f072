"""UpdateContactFlowMetadata: a flow's name, description and state."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from sample_flows import create_flow

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk
    from outdial.serve.inprocess import Local


def archive(connect: "ConnectClient", desk: "Desk", flow: str) -> None:
    connect.update_contact_flow_metadata(
        InstanceId=desk.instance, ContactFlowId=flow, ContactFlowState="ARCHIVED"
    )


def test_changes_name_description_and_state(
    outdial: "Local", connect: "ConnectClient", desk: "Desk"
) -> None:
    flow = create_flow(connect, desk)
    before = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=flow)
    outdial.clock.advance(hours=1)

    connect.update_contact_flow_metadata(
        InstanceId=desk.instance,
        ContactFlowId=flow,
        Name="Old reception",
        Description="Not used any more",
        ContactFlowState="ARCHIVED",
    )

    after = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=flow)
    assert after["ContactFlow"] == before["ContactFlow"] | {
        "Name": "Old reception",
        "Description": "Not used any more",
        "State": "ARCHIVED",
        "LastModifiedTime": datetime(2026, 1, 1, 1, tzinfo=UTC),
    }


def test_makes_an_archived_flow_active_again(connect: "ConnectClient", desk: "Desk") -> None:  # C11
    flow = create_flow(connect, desk)
    archive(connect, desk, flow)

    connect.update_contact_flow_metadata(
        InstanceId=desk.instance, ContactFlowId=flow, ContactFlowState="ACTIVE"
    )

    described = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=flow)
    assert described["ContactFlow"]["State"] == "ACTIVE"


def test_leaves_an_archived_flow_archived_where_no_state_is_given(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    flow = create_flow(connect, desk)
    archive(connect, desk, flow)

    connect.update_contact_flow_metadata(
        InstanceId=desk.instance, ContactFlowId=flow, Description="Old"
    )

    described = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=flow)
    assert described["ContactFlow"]["State"] == "ARCHIVED"


def test_refuses_to_archive_the_whisper_of_a_queue_and_changes_nothing(
    connect: "ConnectClient", desk: "Desk"
) -> None:  # C9
    connect.update_queue_outbound_caller_config(
        **desk.ids, OutboundCallerConfig={"OutboundFlowId": desk.whisper}
    )
    before = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=desk.whisper)

    with pytest.raises(ClientError) as refusal:
        connect.update_contact_flow_metadata(
            InstanceId=desk.instance,
            ContactFlowId=desk.whisper,
            Name="Old whisper",
            ContactFlowState="ARCHIVED",
        )

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": f"The flow is in use by queue {desk.queue}",
    }
    after = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=desk.whisper)
    assert after["ContactFlow"] == before["ContactFlow"]


def test_archives_a_whisper_once_the_queue_lets_go_of_it(
    connect: "ConnectClient", desk: "Desk"
) -> None:  # C9
    connect.update_queue_outbound_caller_config(
        **desk.ids, OutboundCallerConfig={"OutboundFlowId": desk.whisper}
    )
    connect.update_queue_outbound_caller_config(**desk.ids, OutboundCallerConfig={})

    archive(connect, desk, desk.whisper)

    described = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=desk.whisper)
    assert described["ContactFlow"]["State"] == "ARCHIVED"


def test_refuses_to_archive_what_a_number_and_a_quick_connect_use(
    connect: "ConnectClient", desk: "Desk"
) -> None:  # C9
    flow = create_flow(connect, desk)
    connect.associate_phone_number_contact_flow(
        InstanceId=desk.instance, PhoneNumberId=desk.number, ContactFlowId=flow
    )
    quick_connect = connect.create_quick_connect(
        InstanceId=desk.instance,
        Name="Form",
        QuickConnectConfig={"QuickConnectType": "FLOW", "FlowConfig": {"ContactFlowId": flow}},
    )["QuickConnectId"]

    with pytest.raises(ClientError) as refusal:
        archive(connect, desk, flow)

    assert refusal.value.response["Error"]["Code"] == "InvalidRequestException"
    prefix, _, users = refusal.value.response["Error"]["Message"].partition(" by ")
    assert prefix == "The flow is in use"
    assert set(users.split(", ")) == {
        f"phone number {desk.number}",
        f"quick connect {quick_connect}",
    }


def test_refuses_to_archive_a_default_flow(connect: "ConnectClient", desk: "Desk") -> None:  # C8
    flows = connect.list_contact_flows(InstanceId=desk.instance)["ContactFlowSummaryList"]
    default = next(flow["Id"] for flow in flows if flow["Name"] == "Default outbound")

    with pytest.raises(ClientError) as refusal:
        archive(connect, desk, default)

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": "A default flow can be neither archived nor deleted",
    }


def test_refuses_to_change_nothing(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.update_contact_flow_metadata(InstanceId=desk.instance, ContactFlowId=desk.whisper)

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": "Name, Description or ContactFlowState must be given",
    }


def test_refuses_a_name_that_another_flow_has(connect: "ConnectClient", desk: "Desk") -> None:
    create_flow(connect, desk, "Reception")

    with pytest.raises(ClientError) as refusal:
        connect.update_contact_flow_metadata(
            InstanceId=desk.instance, ContactFlowId=desk.whisper, Name="Reception"
        )

    assert refusal.value.response["Error"]["Code"] == "DuplicateResourceException"
