"""UpdateQuickConnectConfig: where a quick connect leads."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from sample_flows import create_flow
from sample_quick_connects import create_quick_connect

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk
    from outdial.serve.inprocess import Local


def test_replaces_the_destination_and_its_type(
    outdial: "Local", connect: "ConnectClient", desk: "Desk"
) -> None:
    ids = {"InstanceId": desk.instance, "QuickConnectId": create_quick_connect(connect, desk)}
    flow = create_flow(connect, desk, flow_type="QUEUE_TRANSFER")
    before = connect.describe_quick_connect(**ids)["QuickConnect"]
    outdial.clock.advance(hours=1)

    connect.update_quick_connect_config(
        **ids,
        QuickConnectConfig={
            "QuickConnectType": "QUEUE",
            "QueueConfig": {"QueueId": desk.queue, "ContactFlowId": flow},
        },
    )

    assert connect.describe_quick_connect(**ids)["QuickConnect"] == before | {
        "QuickConnectConfig": {
            "QuickConnectType": "QUEUE",
            "QueueConfig": {"QueueId": desk.queue, "ContactFlowId": flow},
        },
        "LastModifiedTime": datetime(2026, 1, 1, 1, tzinfo=UTC),
    }


def test_lets_go_of_the_flow_that_it_led_through(connect: "ConnectClient", desk: "Desk") -> None:
    flow = create_flow(connect, desk)
    created = connect.create_quick_connect(
        InstanceId=desk.instance,
        Name="Form",
        QuickConnectConfig={"QuickConnectType": "FLOW", "FlowConfig": {"ContactFlowId": flow}},
    )

    connect.update_quick_connect_config(
        InstanceId=desk.instance,
        QuickConnectId=created["QuickConnectId"],
        QuickConnectConfig={
            "QuickConnectType": "PHONE_NUMBER",
            "PhoneConfig": {"PhoneNumber": "+12065550199"},
        },
    )

    connect.delete_contact_flow(InstanceId=desk.instance, ContactFlowId=flow)
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=flow)


def test_refuses_a_flow_of_another_type_and_changes_nothing(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    ids = {"InstanceId": desk.instance, "QuickConnectId": create_quick_connect(connect, desk)}
    before = connect.describe_quick_connect(**ids)["QuickConnect"]

    with pytest.raises(ClientError) as refusal:
        connect.update_quick_connect_config(
            **ids,
            QuickConnectConfig={
                "QuickConnectType": "FLOW",
                "FlowConfig": {"ContactFlowId": desk.whisper},
            },
        )

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": "The flow of a quick connect of type FLOW must be of type CONTACT_FLOW,"
        " but it is of type OUTBOUND_WHISPER",
    }
    assert connect.describe_quick_connect(**ids)["QuickConnect"] == before
