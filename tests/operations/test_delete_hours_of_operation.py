"""DeleteHoursOfOperation: hours go when nothing keeps them."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def create(connect: "ConnectClient", desk: "Desk") -> str:
    return connect.create_hours_of_operation(
        InstanceId=desk.instance, Name="Office", TimeZone="UTC", Config=[]
    )["HoursOfOperationId"]


def test_deletes_hours_and_frees_their_name(connect: "ConnectClient", desk: "Desk") -> None:
    hours = create(connect, desk)

    connect.delete_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId=hours)

    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId=hours)
    assert create(connect, desk) != hours


def test_refuses_hours_that_a_queue_keeps(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.delete_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId=desk.hours)

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": "The hours of operation are in use by a queue",
    }
    connect.describe_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId=desk.hours)


def test_deletes_hours_that_no_queue_keeps_any_more(connect: "ConnectClient", desk: "Desk") -> None:
    connect.update_queue_hours_of_operation(
        InstanceId=desk.instance, QueueId=desk.queue, HoursOfOperationId=create(connect, desk)
    )

    connect.delete_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId=desk.hours)

    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId=desk.hours)


def test_refuses_hours_that_are_parents_of_others(connect: "ConnectClient", desk: "Desk") -> None:
    parent = create(connect, desk)
    child = connect.create_hours_of_operation(
        InstanceId=desk.instance,
        Name="Shop",
        TimeZone="UTC",
        Config=[],
        ParentHoursOfOperationConfigs=[{"HoursOfOperationId": parent}],
    )["HoursOfOperationId"]

    with pytest.raises(ClientError) as refusal:
        connect.delete_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId=parent)

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": "The hours of operation are in use by other hours of operation as a parent",
    }
    for hours in (child, parent):
        connect.delete_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId=hours)


def test_finds_no_hours_that_are_not_there(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.delete_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId="nobody")

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Hours of operation not found",
    }
