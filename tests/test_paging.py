import base64
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import outdial
from conftest import Desk, client

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


def make_queues(connect: "ConnectClient", desk: Desk, count: int) -> None:
    for number in range(count):
        connect.create_queue(
            InstanceId=desk.instance, Name=f"Queue {number:02}", HoursOfOperationId=desk.hours
        )


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_pages_of_any_size_hold_the_whole_list_once(
    connect: "ConnectClient", desk: Desk, size: int
) -> None:
    make_queues(connect, desk, 5)
    pages = connect.get_paginator("list_queues").paginate(
        InstanceId=desk.instance, PaginationConfig={"PageSize": size}
    )

    names = [queue["Name"] for page in pages for queue in page["QueueSummaryList"]]

    assert names == ["BasicQueue", "Sales", *(f"Queue {number:02}" for number in range(5))]


def test_the_last_page_has_no_token(connect: "ConnectClient", desk: Desk) -> None:
    first = connect.list_queues(InstanceId=desk.instance, MaxResults=1)
    second = connect.list_queues(
        InstanceId=desk.instance, MaxResults=1, NextToken=first["NextToken"]
    )

    assert [queue["Name"] for queue in second["QueueSummaryList"]] == ["Sales"]
    assert "NextToken" not in second


def test_a_page_holds_a_hundred_unless_told_otherwise(connect: "ConnectClient", desk: Desk) -> None:
    make_queues(connect, desk, 100)

    page = connect.list_queues(InstanceId=desk.instance)

    assert (len(page["QueueSummaryList"]), "NextToken" in page) == (100, True)


def test_what_is_made_or_deleted_meanwhile_shifts_nothing(
    connect: "ConnectClient", desk: Desk
) -> None:
    make_queues(connect, desk, 3)
    first = connect.list_queues(InstanceId=desk.instance, MaxResults=2)
    connect.delete_queue(InstanceId=desk.instance, QueueId=first["QueueSummaryList"][1]["Id"])
    connect.create_queue(InstanceId=desk.instance, Name="New", HoursOfOperationId=desk.hours)

    rest = connect.list_queues(InstanceId=desk.instance, NextToken=first["NextToken"])

    names = [queue["Name"] for queue in rest["QueueSummaryList"]]
    assert names == ["Queue 00", "Queue 01", "Queue 02", "New"]


def test_a_token_holds_for_its_own_list_alone(connect: "ConnectClient", desk: Desk) -> None:
    token = connect.list_queues(InstanceId=desk.instance, MaxResults=1)["NextToken"]
    changed = base64.urlsafe_b64encode(base64.urlsafe_b64decode(token)[:-1] + b"!").decode()
    refused = connect.exceptions.InvalidParameterException

    with pytest.raises(refused, match="NextToken is not a token of this list"):
        connect.list_queues(InstanceId=desk.instance, NextToken=changed)
    with pytest.raises(refused):
        connect.list_queues(InstanceId=desk.instance, QueueTypes=["AGENT"], NextToken=token)
    with pytest.raises(refused):
        connect.list_contact_flows(InstanceId=desk.instance, NextToken=token)


@given(token=st.text(min_size=1, max_size=60))
def test_an_arbitrary_token_is_refused(token: str) -> None:
    with outdial.local(seed=1):
        connect = client()
        with pytest.raises(connect.exceptions.InvalidParameterException):
            connect.list_phone_numbers_v2(NextToken=token)
