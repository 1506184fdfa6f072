"""What ListQueues lists."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Desk
from number_desk import refusal, told
from queue_desk import heedless

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


@pytest.mark.parametrize("asked", [{}, {"QueueTypes": ["STANDARD"]}, {"QueueTypes": []}])
def test_lists_the_queues_in_the_order_of_their_ids(
    connect: "ConnectClient", desk: Desk, asked: Any
) -> None:
    listed = connect.list_queues(InstanceId=desk.instance, **asked)

    basic = listed["QueueSummaryList"][0]["Id"]
    modified = {
        "LastModifiedTime": datetime(2026, 1, 1, tzinfo=UTC),
        "LastModifiedRegion": "us-east-1",
    }
    assert basic < desk.queue
    assert told(listed) == {
        "QueueSummaryList": [
            {
                "Id": basic,
                "Arn": desk.arn(f"queue/{basic}"),
                "Name": "BasicQueue",
                "QueueType": "STANDARD",
                **modified,
            },
            {
                "Id": desk.queue,
                "Arn": desk.arn(f"queue/{desk.queue}"),
                "Name": "Sales",
                "QueueType": "STANDARD",
                **modified,
            },
        ]
    }


def test_agents_queues_are_none(connect: "ConnectClient", desk: Desk) -> None:
    listed = connect.list_queues(InstanceId=desk.instance, QueueTypes=["AGENT"])
    both = connect.list_queues(InstanceId=desk.instance, QueueTypes=["AGENT", "STANDARD"])

    assert told(listed) == {"QueueSummaryList": []}
    assert [queue["Name"] for queue in both["QueueSummaryList"]] == ["BasicQueue", "Sales"]


def test_pages_hold_the_whole_list_once(connect: "ConnectClient", desk: Desk) -> None:
    pages = connect.get_paginator("list_queues").paginate(
        InstanceId=desk.instance, PaginationConfig={"PageSize": 1}
    )

    assert [[queue["Name"] for queue in page["QueueSummaryList"]] for page in pages] == [
        ["BasicQueue"],
        ["Sales"],
    ]


@pytest.mark.parametrize(
    ("change", "code", "text"),
    [
        ({"InstanceId": "nobody"}, "ResourceNotFoundException", "Instance not found"),
        ({"MaxResults": 1001}, "InvalidParameterException", "MaxResults must be at most 1000"),
        (
            {"QueueTypes": ["OTHER"]},
            "InvalidParameterException",
            "QueueTypes[0] must be one of STANDARD, AGENT",
        ),
    ],
)
@pytest.mark.usefixtures("outdial")
def test_refuses_what_it_cannot_list(
    desk: Desk, change: dict[str, object], code: str, text: str
) -> None:
    answer = refusal(heedless().list_queues, **({"InstanceId": desk.instance} | change))

    assert answer == (code, text)
