"""What UpdateQueueMaxContacts changes, and what it refuses."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from conftest import Desk
from number_desk import refusal
from queue_desk import heedless, shown

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local


@pytest.mark.parametrize("limit", [0, 1, 3009, 2_147_483_647])
def test_sets_the_limit_and_says_when(
    connect: "ConnectClient", outdial: "Local", desk: Desk, limit: int
) -> None:
    before = shown(connect, desk)
    outdial.clock.advance(minutes=5)

    connect.update_queue_max_contacts(**desk.ids, MaxContacts=limit)

    assert shown(connect, desk) == {
        **before,
        "MaxContacts": limit,
        "LastModifiedTime": datetime(2026, 1, 1, 0, 5, tzinfo=UTC),
    }


def test_clears_the_limit_if_none_is_given(connect: "ConnectClient", desk: Desk) -> None:
    before = shown(connect, desk)
    connect.update_queue_max_contacts(**desk.ids, MaxContacts=7)

    connect.update_queue_max_contacts(InstanceId=desk.instance, QueueId=desk.queue)

    assert shown(connect, desk) == before


def test_refuses_a_negative_limit_and_changes_nothing(connect: "ConnectClient", desk: Desk) -> None:
    before = shown(connect, desk)

    answer = refusal(heedless().update_queue_max_contacts, **desk.ids, MaxContacts=-1)

    assert answer == ("InvalidParameterException", "MaxContacts must be at least 0")
    assert shown(connect, desk) == before


def test_a_queue_that_does_not_exist_is_not_found(connect: "ConnectClient", desk: Desk) -> None:
    answer = refusal(connect.update_queue_max_contacts, InstanceId=desk.instance, QueueId="nobody")

    assert answer == ("ResourceNotFoundException", "Queue not found")
