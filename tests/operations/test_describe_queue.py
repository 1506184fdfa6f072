"""How DescribeQueue shows a queue, and what it does not find."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from conftest import Desk, client
from number_desk import refusal, second_instance
from queue_desk import shown

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


@pytest.mark.parametrize("form", ["id", "arn"])
def test_describes_a_queue_given_by_id_or_arn(
    connect: "ConnectClient", desk: Desk, form: str
) -> None:
    arn = desk.arn(f"queue/{desk.queue}")

    assert shown(connect, desk, desk.queue if form == "id" else arn) == {
        "Name": "Sales",
        "QueueArn": arn,
        "QueueId": desk.queue,
        "HoursOfOperationId": desk.hours,
        "Status": "ENABLED",
        "LastModifiedTime": datetime(2026, 1, 1, tzinfo=UTC),
        "LastModifiedRegion": "us-east-1",
    }


def test_a_queue_of_elsewhere_is_not_found(connect: "ConnectClient", desk: Desk) -> None:
    other = second_instance(connect)

    answers = [
        refusal(connect.describe_queue, InstanceId=desk.instance, QueueId="nobody"),
        refusal(connect.describe_queue, InstanceId=other, QueueId=desk.queue),
        refusal(connect.describe_queue, InstanceId="nobody", QueueId=desk.queue),
        refusal(client("us-west-2").describe_queue, **desk.ids),
    ]

    assert answers == [
        ("ResourceNotFoundException", "Queue not found"),
        ("ResourceNotFoundException", "Queue not found"),
        ("ResourceNotFoundException", "Instance not found"),
        ("ResourceNotFoundException", "Instance not found"),
    ]


def test_an_agent_s_queue_is_an_invalid_request(connect: "ConnectClient", desk: Desk) -> None:
    answer = refusal(
        connect.describe_queue, InstanceId=desk.instance, QueueId=desk.arn("queue/agent/one")
    )

    assert answer == (
        "InvalidRequestException",
        "The queue is an agent's own, but must be a standard queue",
    )
