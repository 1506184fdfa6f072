"""CreateHoursOfOperation: what is kept, and what is refused."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def create(connect: "ConnectClient", desk: "Desk", name: str, time_zone: str = "UTC") -> str:
    return connect.create_hours_of_operation(
        InstanceId=desk.instance, Name=name, TimeZone=time_zone, Config=[]
    )["HoursOfOperationId"]


def test_gives_the_id_and_arn(connect: "ConnectClient", desk: "Desk") -> None:
    answer = connect.create_hours_of_operation(
        InstanceId=desk.instance, Name="Office", TimeZone="UTC", Config=[]
    )

    hours = answer["HoursOfOperationId"]
    assert answer["HoursOfOperationArn"] == desk.arn(f"operating-hours/{hours}")
    connect.describe_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId=hours)


@pytest.mark.parametrize("time_zone", ["Europe/Berlin", "US/Eastern", "EST", "Etc/GMT+5"])
def test_takes_every_name_of_the_time_zone_database(
    connect: "ConnectClient", desk: "Desk", time_zone: str
) -> None:
    hours = create(connect, desk, "Office", time_zone)

    shown = connect.describe_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId=hours)[
        "HoursOfOperation"
    ]
    assert shown["TimeZone"] == time_zone


@pytest.mark.parametrize("time_zone", ["Mars/Olympus", "europe/berlin", "", "../UTC"])
def test_refuses_what_is_no_time_zone(
    connect: "ConnectClient", desk: "Desk", time_zone: str
) -> None:
    with pytest.raises(ClientError) as refusal:
        create(connect, desk, "Office", time_zone)

    assert refusal.value.response["Error"] == {
        "Code": "InvalidParameterException",
        "Message": f"TimeZone must be a name of the IANA time zone database, not {time_zone}",
    }


def test_refuses_a_name_that_is_taken(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        create(connect, desk, "Always")

    assert refusal.value.response["Error"] == {
        "Code": "DuplicateResourceException",
        "Message": "Hours of operation of this name exist already",
    }


def test_refuses_a_parent_that_is_not_there(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.create_hours_of_operation(
            InstanceId=desk.instance,
            Name="Office",
            TimeZone="UTC",
            Config=[],
            ParentHoursOfOperationConfigs=[{"HoursOfOperationId": "nobody"}],
        )

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Hours of operation not found",
    }


def test_refuses_a_parent_that_is_given_twice(connect: "ConnectClient", desk: "Desk") -> None:
    twice = [desk.hours, desk.arn(f"operating-hours/{desk.hours}")]

    with pytest.raises(ClientError) as refusal:
        connect.create_hours_of_operation(
            InstanceId=desk.instance,
            Name="Office",
            TimeZone="UTC",
            Config=[],
            ParentHoursOfOperationConfigs=[{"HoursOfOperationId": parent} for parent in twice],
        )

    assert refusal.value.response["Error"] == {
        "Code": "InvalidParameterException",
        "Message": "ParentHoursOfOperationConfigs must name each hours of operation once",
    }


def test_finds_no_instance_that_is_not_there(connect: "ConnectClient") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.create_hours_of_operation(
            InstanceId="nobody", Name="Office", TimeZone="UTC", Config=[]
        )

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Instance not found",
    }
