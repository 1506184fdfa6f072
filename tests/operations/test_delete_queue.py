"""What DeleteQueue deletes, and what it keeps."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from conftest import Desk
from number_desk import create_flow, refusal
from queue_desk import shown

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


def names(connect: "ConnectClient", desk: Desk) -> list[str]:
    listed = connect.list_queues(InstanceId=desk.instance)["QueueSummaryList"]
    return [queue["Name"] for queue in listed]


def lead_to_queue(connect: "ConnectClient", desk: Desk) -> str:
    """Create a quick connect that leads to the desk's queue."""
    flow = create_flow(connect, desk.instance, "Transfer", "QUEUE_TRANSFER")
    return connect.create_quick_connect(
        InstanceId=desk.instance,
        Name="To sales",
        QuickConnectConfig={
            "QuickConnectType": "QUEUE",
            "QueueConfig": {"QueueId": desk.queue, "ContactFlowId": flow},
        },
    )["QuickConnectId"]


@pytest.mark.parametrize("form", ["id", "arn"])
def test_deletes_a_queue_and_frees_its_name(
    connect: "ConnectClient", desk: Desk, form: str
) -> None:
    connect.delete_queue(
        InstanceId=desk.instance,
        QueueId=desk.queue if form == "id" else desk.arn(f"queue/{desk.queue}"),
    )

    assert refusal(connect.describe_queue, **desk.ids) == (
        "ResourceNotFoundException",
        "Queue not found",
    )
    assert names(connect, desk) == ["BasicQueue"]
    connect.create_queue(InstanceId=desk.instance, Name="Sales", HoursOfOperationId=desk.hours)
    assert names(connect, desk) == ["BasicQueue", "Sales"]


def test_frees_its_whisper_flow(connect: "ConnectClient", desk: Desk) -> None:
    connect.update_queue_outbound_caller_config(
        **desk.ids, OutboundCallerConfig={"OutboundFlowId": desk.whisper}
    )

    connect.delete_queue(**desk.ids)

    connect.delete_contact_flow(InstanceId=desk.instance, ContactFlowId=desk.whisper)


def test_takes_its_ties_to_quick_connects_with_it(connect: "ConnectClient", desk: Desk) -> None:
    offered = connect.create_quick_connect(
        InstanceId=desk.instance,
        Name="Doctor",
        QuickConnectConfig={
            "QuickConnectType": "PHONE_NUMBER",
            "PhoneConfig": {"PhoneNumber": "+12065550199"},
        },
    )["QuickConnectId"]
    connect.associate_queue_quick_connects(**desk.ids, QuickConnectIds=[offered])

    connect.delete_queue(**desk.ids)

    assert refusal(connect.list_queue_quick_connects, **desk.ids) == (
        "ResourceNotFoundException",
        "Queue not found",
    )


def test_a_queue_that_a_quick_connect_leads_to_is_in_use_until_that_is_gone(
    connect: "ConnectClient", desk: Desk
) -> None:
    leading, before = lead_to_queue(connect, desk), shown(connect, desk)

    with pytest.raises(ClientError) as refused:
        connect.delete_queue(**desk.ids)

    answer = refused.value.response
    assert answer["Error"] == {
        "Code": "ResourceInUseException",
        "Message": f"The queue is in use by the quick connect {leading}",
    }
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 409
    assert answer["ResourceId"] == desk.arn(f"queue/{desk.queue}")  # type: ignore[typeddict-item] # the error's own
    assert shown(connect, desk) == before
    connect.delete_quick_connect(InstanceId=desk.instance, QuickConnectId=leading)
    connect.delete_queue(**desk.ids)


def test_the_basic_queue_stays_whatever_its_name(connect: "ConnectClient", desk: Desk) -> None:
    basic = connect.list_queues(InstanceId=desk.instance)["QueueSummaryList"][0]["Id"]
    connect.update_queue_name(InstanceId=desk.instance, QueueId=basic, Name="Renamed")

    answer = refusal(connect.delete_queue, InstanceId=desk.instance, QueueId=basic)

    assert answer == (
        "ResourceInUseException",
        "The queue is in use by the Basic Routing Profile",
    )
    assert names(connect, desk) == ["Renamed", "Sales"]


def test_a_queue_that_does_not_exist_is_not_found(connect: "ConnectClient", desk: Desk) -> None:
    answers = [
        refusal(connect.delete_queue, InstanceId=desk.instance, QueueId="nobody"),
        refusal(connect.delete_queue, InstanceId="nobody", QueueId=desk.queue),
    ]

    assert answers == [
        ("ResourceNotFoundException", "Queue not found"),
        ("ResourceNotFoundException", "Instance not found"),
    ]
