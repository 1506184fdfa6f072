"""CreateQuickConnect: a name for a user, a queue, a telephone number or a flow."""

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from sample_flows import create_flow, save_flow
from sample_quick_connects import create_quick_connect

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.type_defs import QuickConnectConfigTypeDef

    from conftest import Desk


def test_answers_with_the_id_and_the_arn(connect: "ConnectClient", desk: "Desk") -> None:
    answer = connect.create_quick_connect(
        InstanceId=desk.instance,
        Name="Pager",
        QuickConnectConfig={
            "QuickConnectType": "PHONE_NUMBER",
            "PhoneConfig": {"PhoneNumber": "+12065550199"},
        },
    )

    assert {**answer, "ResponseMetadata": None} == {
        "ResponseMetadata": None,
        "QuickConnectId": answer["QuickConnectId"],
        "QuickConnectARN": desk.arn(f"transfer-destination/{answer['QuickConnectId']}"),
    }


def test_takes_queues_and_flows_by_arn_and_shows_them_by_id(
    connect: "ConnectClient", desk: "Desk"
) -> None:  # Q4
    flow = create_flow(connect, desk, "To a queue", "QUEUE_TRANSFER")

    created = connect.create_quick_connect(
        InstanceId=desk.arn(""),
        Name="Sales",
        QuickConnectConfig={
            "QuickConnectType": "QUEUE",
            "QueueConfig": {
                "QueueId": desk.arn(f"queue/{desk.queue}"),
                "ContactFlowId": desk.arn(f"contact-flow/{flow}"),
            },
        },
    )

    described = connect.describe_quick_connect(
        InstanceId=desk.instance, QuickConnectId=created["QuickConnectId"]
    )
    assert described["QuickConnect"]["QuickConnectConfig"] == {
        "QuickConnectType": "QUEUE",
        "QueueConfig": {"QueueId": desk.queue, "ContactFlowId": flow},
    }


def test_takes_a_user_as_given(connect: "ConnectClient", desk: "Desk") -> None:  # Q5
    flow = create_flow(connect, desk, "To an agent", "AGENT_TRANSFER")

    created = connect.create_quick_connect(
        InstanceId=desk.instance,
        Name="Maria",
        QuickConnectConfig={
            "QuickConnectType": "USER",
            "UserConfig": {"UserId": desk.arn("agent/maria"), "ContactFlowId": flow},
        },
    )

    described = connect.describe_quick_connect(
        InstanceId=desk.instance, QuickConnectId=created["QuickConnectId"]
    )
    assert described["QuickConnect"]["QuickConnectConfig"] == {
        "QuickConnectType": "USER",
        "UserConfig": {"UserId": "maria", "ContactFlowId": flow},
    }


@pytest.mark.parametrize(
    ("config", "text"),
    [
        (
            {"QuickConnectType": "QUEUE"},
            "A quick connect of type QUEUE must have QueueConfig",
        ),
        (
            {
                "QuickConnectType": "PHONE_NUMBER",
                "PhoneConfig": {"PhoneNumber": "+12065550199"},
                "FlowConfig": {"ContactFlowId": "flow"},
            },
            "A quick connect of type PHONE_NUMBER must not have FlowConfig",
        ),
    ],
)
def test_refuses_a_configuration_that_is_not_of_its_type(
    connect: "ConnectClient", desk: "Desk", config: "QuickConnectConfigTypeDef", text: str
) -> None:  # Q1
    with pytest.raises(ClientError) as refusal:
        connect.create_quick_connect(
            InstanceId=desk.instance, Name="Sales", QuickConnectConfig=config
        )

    assert refusal.value.response["Error"] == {"Code": "InvalidRequestException", "Message": text}


def refusal_of(connect: "ConnectClient", desk: "Desk", flow: str) -> dict[str, Any]:
    """Give the error that a quick connect to the desk's queue through `flow` is refused with."""
    with pytest.raises(ClientError) as refusal:
        connect.create_quick_connect(
            InstanceId=desk.instance,
            Name="Sales",
            QuickConnectConfig={
                "QuickConnectType": "QUEUE",
                "QueueConfig": {"QueueId": desk.queue, "ContactFlowId": flow},
            },
        )
    return {**refusal.value.response["Error"]}


def test_refuses_a_flow_of_another_type(connect: "ConnectClient", desk: "Desk") -> None:  # Q2
    assert refusal_of(connect, desk, desk.whisper) == {
        "Code": "InvalidRequestException",
        "Message": "The flow of a quick connect of type QUEUE must be of type QUEUE_TRANSFER,"
        " but it is of type OUTBOUND_WHISPER",
    }


def test_refuses_a_flow_that_was_never_published(
    connect: "ConnectClient", desk: "Desk"
) -> None:  # Q3
    flow = save_flow(connect, desk, flow_type="QUEUE_TRANSFER")

    assert refusal_of(connect, desk, flow) == {
        "Code": "InvalidRequestException",
        "Message": "The flow must be published",
    }


def test_refuses_an_archived_flow(connect: "ConnectClient", desk: "Desk") -> None:  # Q3
    flow = create_flow(connect, desk, flow_type="QUEUE_TRANSFER")
    connect.update_contact_flow_metadata(
        InstanceId=desk.instance, ContactFlowId=flow, ContactFlowState="ARCHIVED"
    )

    assert refusal_of(connect, desk, flow) == {
        "Code": "InvalidRequestException",
        "Message": "The flow must not be archived",
    }


@pytest.mark.parametrize("flow", ["nowhere", ""])
def test_finds_no_flow_that_is_not_there(connect: "ConnectClient", desk: "Desk", flow: str) -> None:
    assert refusal_of(connect, desk, flow) == {
        "Code": "ResourceNotFoundException",
        "Message": "Contact flow not found",
    }


def test_finds_no_queue_that_is_not_there(connect: "ConnectClient", desk: "Desk") -> None:
    flow = create_flow(connect, desk, flow_type="QUEUE_TRANSFER")

    with pytest.raises(ClientError) as refusal:
        connect.create_quick_connect(
            InstanceId=desk.instance,
            Name="Sales",
            QuickConnectConfig={
                "QuickConnectType": "QUEUE",
                "QueueConfig": {"QueueId": "nowhere", "ContactFlowId": flow},
            },
        )

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Queue not found",
    }


@pytest.mark.parametrize("number", ["12065550199", "+02065550199", "+1206555019912345", "pager"])
def test_refuses_a_number_that_is_not_in_e164_form(
    connect: "ConnectClient", desk: "Desk", number: str
) -> None:
    with pytest.raises(connect.exceptions.InvalidParameterException):
        connect.create_quick_connect(
            InstanceId=desk.instance,
            Name="Pager",
            QuickConnectConfig={
                "QuickConnectType": "PHONE_NUMBER",
                "PhoneConfig": {"PhoneNumber": number},
            },
        )


def test_refuses_a_name_that_another_quick_connect_has(
    connect: "ConnectClient", desk: "Desk"
) -> None:  # Q6
    create_quick_connect(connect, desk)

    with pytest.raises(ClientError) as refusal:
        create_quick_connect(connect, desk)

    assert refusal.value.response["Error"] == {
        "Code": "DuplicateResourceException",
        "Message": "A quick connect of this name exists already",
    }
