"""What UpdateQueueName changes, and what it refuses."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Desk
from number_desk import refusal
from queue_desk import heedless, shown

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local


@pytest.fixture
def described(connect: "ConnectClient", desk: Desk) -> Desk:
    """Give the queue a description."""
    connect.update_queue_name(**desk.ids, Description="Sells")
    return desk


def test_changes_the_name_and_the_description_and_says_when(
    connect: "ConnectClient", outdial: "Local", desk: Desk
) -> None:
    outdial.clock.advance(minutes=5)

    connect.update_queue_name(**desk.ids, Name="Support", Description="Helps")

    assert shown(connect, desk) == {
        "Name": "Support",
        "Description": "Helps",
        "QueueArn": desk.arn(f"queue/{desk.queue}"),
        "QueueId": desk.queue,
        "HoursOfOperationId": desk.hours,
        "Status": "ENABLED",
        "LastModifiedTime": datetime(2026, 1, 1, 0, 5, tzinfo=UTC),
        "LastModifiedRegion": "us-east-1",
    }


@pytest.mark.parametrize(
    ("change", "name", "description"),
    [
        ({"Name": "Support"}, "Support", "Sells"),
        ({"Description": "Helps"}, "Sales", "Helps"),
        ({"Name": "Sales"}, "Sales", "Sells"),
        ({"Name": "Support", "Description": ""}, "Support", None),
    ],
)
def test_what_is_left_out_stays_and_an_empty_description_clears(
    connect: "ConnectClient", described: Desk, change: Any, name: str, description: str | None
) -> None:
    heedless().update_queue_name(**described.ids, **change)

    queue = shown(connect, described)
    assert (queue["Name"], queue.get("Description")) == (name, description)


@pytest.mark.parametrize(
    ("change", "code", "text"),
    [
        ({}, "InvalidRequestException", "Name or Description must be given"),
        (
            {"Name": "BasicQueue"},
            "DuplicateResourceException",
            "A queue of this name exists already",
        ),
        ({"Name": ""}, "InvalidParameterException", "Name must be at least 1 character long"),
        (
            {"Name": "x" * 128},
            "InvalidParameterException",
            "Name must be at most 127 characters long",
        ),
        (
            {"Description": "x" * 251},
            "InvalidParameterException",
            "Description must be at most 250 characters long",
        ),
    ],
)
def test_refuses_a_name_or_description_and_changes_nothing(
    connect: "ConnectClient", described: Desk, change: Any, code: str, text: str
) -> None:
    before = shown(connect, described)

    assert refusal(heedless().update_queue_name, **described.ids, **change) == (code, text)

    assert shown(connect, described) == before


def test_a_name_that_was_given_up_is_free(connect: "ConnectClient", desk: Desk) -> None:
    connect.update_queue_name(**desk.ids, Name="Support")

    connect.create_queue(InstanceId=desk.instance, Name="Sales", HoursOfOperationId=desk.hours)

    listed = connect.list_queues(InstanceId=desk.instance)["QueueSummaryList"]
    assert sorted(queue["Name"] for queue in listed) == ["BasicQueue", "Sales", "Support"]


def test_a_queue_that_does_not_exist_is_not_found(connect: "ConnectClient", desk: Desk) -> None:
    answer = refusal(
        connect.update_queue_name, InstanceId=desk.instance, QueueId="nobody", Name="Support"
    )

    assert answer == ("ResourceNotFoundException", "Queue not found")
