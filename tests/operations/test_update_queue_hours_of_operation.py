"""What UpdateQueueHoursOfOperation changes, and what it refuses."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from conftest import Desk
from number_desk import refusal, second_instance
from queue_desk import shown

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

NOT_FOUND = ("ResourceNotFoundException", "Hours of operation not found")


def create_hours(connect: "ConnectClient", instance: str) -> str:
    hours = connect.create_hours_of_operation(
        InstanceId=instance, Name="Nights", TimeZone="UTC", Config=[]
    )
    return hours["HoursOfOperationId"]


@pytest.mark.parametrize("form", ["id", "arn"])
def test_changes_the_hours_and_says_when(
    connect: "ConnectClient", outdial: "Local", desk: Desk, form: str
) -> None:
    before, nights = shown(connect, desk), create_hours(connect, desk.instance)
    outdial.clock.advance(minutes=5)

    connect.update_queue_hours_of_operation(
        **desk.ids,
        HoursOfOperationId=nights if form == "id" else desk.arn(f"operating-hours/{nights}"),
    )

    assert shown(connect, desk) == {
        **before,
        "HoursOfOperationId": nights,
        "LastModifiedTime": datetime(2026, 1, 1, 0, 5, tzinfo=UTC),
    }


def test_refuses_hours_of_elsewhere_and_changes_nothing(
    connect: "ConnectClient", desk: Desk
) -> None:
    theirs = create_hours(connect, second_instance(connect))
    before = shown(connect, desk)

    for text in (
        "",
        "nobody",
        theirs,
        desk.arn(f"operating-hours/{theirs}"),
        desk.arn(f"operating-hours/{desk.hours}", region="us-west-2"),
        desk.arn(f"queue/{desk.hours}"),
    ):
        answer = refusal(
            connect.update_queue_hours_of_operation, **desk.ids, HoursOfOperationId=text
        )
        assert answer == NOT_FOUND

    assert shown(connect, desk) == before


def test_a_queue_that_does_not_exist_is_not_found(connect: "ConnectClient", desk: Desk) -> None:
    answer = refusal(
        connect.update_queue_hours_of_operation,
        InstanceId=desk.instance,
        QueueId="nobody",
        HoursOfOperationId=desk.hours,
    )

    assert answer == ("ResourceNotFoundException", "Queue not found")
