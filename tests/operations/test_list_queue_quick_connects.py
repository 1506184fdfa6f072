"""ListQueueQuickConnects: what a queue offers, in pages, and when that was changed."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from sample_quick_connects import create_quick_connect

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk
    from outdial.serve.inprocess import Local


def test_shows_a_summary_of_each_and_the_last_change(
    outdial: "Local", connect: "ConnectClient", desk: "Desk"
) -> None:  # A5
    pager = create_quick_connect(connect, desk)
    outdial.clock.advance(hours=1)
    connect.associate_queue_quick_connects(**desk.ids, QuickConnectIds=[pager])

    answer = connect.list_queue_quick_connects(InstanceId=desk.instance, QueueId=desk.queue)

    assert {**answer, "ResponseMetadata": None} == {
        "ResponseMetadata": None,
        "QuickConnectSummaryList": [
            {
                "Id": pager,
                "Arn": desk.arn(f"transfer-destination/{pager}"),
                "Name": "Pager",
                "QuickConnectType": "PHONE_NUMBER",
                "LastModifiedTime": datetime(2026, 1, 1, tzinfo=UTC),
                "LastModifiedRegion": "us-east-1",
            }
        ],
        "LastModifiedTime": datetime(2026, 1, 1, 1, tzinfo=UTC),
        "LastModifiedRegion": "us-east-1",
    }


def test_shows_the_queues_last_change_where_nothing_was_ever_offered(
    connect: "ConnectClient", desk: "Desk"
) -> None:  # A5
    answer = connect.list_queue_quick_connects(InstanceId=desk.instance, QueueId=desk.queue)

    assert {**answer, "ResponseMetadata": None} == {
        "ResponseMetadata": None,
        "QuickConnectSummaryList": [],
        "LastModifiedTime": datetime(2026, 1, 1, tzinfo=UTC),
        "LastModifiedRegion": "us-east-1",
    }


def test_gives_all_of_them_in_pages(connect: "ConnectClient", desk: "Desk") -> None:
    ids = [create_quick_connect(connect, desk, name) for name in ("1", "2", "3", "4")]
    connect.associate_queue_quick_connects(**desk.ids, QuickConnectIds=ids)

    pages = connect.get_paginator("list_queue_quick_connects").paginate(
        **desk.ids, PaginationConfig={"PageSize": 2}
    )

    names = [[each["Name"] for each in page["QuickConnectSummaryList"]] for page in pages]
    assert names == [["1", "2"], ["3", "4"]]


def test_finds_no_queue_that_is_not_there(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.list_queue_quick_connects(InstanceId=desk.instance, QueueId="nowhere")

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Queue not found",
    }
