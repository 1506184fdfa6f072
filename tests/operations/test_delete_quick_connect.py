"""DeleteQuickConnect: it is gone, from the queues that offered it too."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from sample_quick_connects import create_quick_connect, offered

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk
    from outdial.serve.inprocess import Local


def test_deletes_a_quick_connect_and_frees_its_name(connect: "ConnectClient", desk: "Desk") -> None:
    pager = create_quick_connect(connect, desk)

    connect.delete_quick_connect(InstanceId=desk.instance, QuickConnectId=pager)

    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_quick_connect(InstanceId=desk.instance, QuickConnectId=pager)
    assert connect.list_quick_connects(InstanceId=desk.instance)["QuickConnectSummaryList"] == []
    assert create_quick_connect(connect, desk) != pager


def test_makes_it_disappear_from_the_queues_that_offered_it(
    outdial: "Local", connect: "ConnectClient", desk: "Desk"
) -> None:  # A4
    pager, front = (create_quick_connect(connect, desk, name) for name in ("Pager", "Front"))
    connect.associate_queue_quick_connects(**desk.ids, QuickConnectIds=[pager, front])
    outdial.clock.advance(hours=1)

    connect.delete_quick_connect(InstanceId=desk.instance, QuickConnectId=pager)

    assert offered(connect, desk) == ["Front"]
    answer = connect.list_queue_quick_connects(InstanceId=desk.instance, QueueId=desk.queue)
    assert answer["LastModifiedTime"] == datetime(2026, 1, 1, 1, tzinfo=UTC)


def test_finds_no_quick_connect_that_is_not_there(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.delete_quick_connect(InstanceId=desk.instance, QuickConnectId="nowhere")

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Quick connect not found",
    }
