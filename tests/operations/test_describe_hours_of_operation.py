"""DescribeHoursOfOperation: every member of hours, and where they are found."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.type_defs import HoursOfOperationConfigTypeDef

    from conftest import Desk

CONFIG: "list[HoursOfOperationConfigTypeDef]" = [
    {
        "Day": "MONDAY",
        "StartTime": {"Hours": 13, "Minutes": 0},
        "EndTime": {"Hours": 0, "Minutes": 0},
    },
    {
        "Day": "MONDAY",
        "StartTime": {"Hours": 8, "Minutes": 30},
        "EndTime": {"Hours": 12, "Minutes": 15},
    },
]


def test_shows_every_member(connect: "ConnectClient", desk: "Desk") -> None:
    hours = connect.create_hours_of_operation(
        InstanceId=desk.instance,
        Name="Office",
        Description="When the office is open",
        TimeZone="Europe/Berlin",
        Config=CONFIG,
        ParentHoursOfOperationConfigs=[{"HoursOfOperationId": desk.hours}],
        Tags={"team": "sales"},
    )["HoursOfOperationId"]

    answer = connect.describe_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId=hours)

    assert answer["HoursOfOperation"] == {
        "HoursOfOperationId": hours,
        "HoursOfOperationArn": desk.arn(f"operating-hours/{hours}"),
        "Name": "Office",
        "Description": "When the office is open",
        "TimeZone": "Europe/Berlin",
        "Config": CONFIG,
        "ParentHoursOfOperations": [
            {
                "Name": "Always",
                "Id": desk.hours,
                "Arn": desk.arn(f"operating-hours/{desk.hours}"),
            }
        ],
        "Tags": {"team": "sales"},
        "LastModifiedTime": datetime(2026, 1, 1, tzinfo=UTC),
        "LastModifiedRegion": "us-east-1",
    }


def test_leaves_out_what_was_not_given(connect: "ConnectClient", desk: "Desk") -> None:
    answer = connect.describe_hours_of_operation(
        InstanceId=desk.arn(""), HoursOfOperationId=desk.arn(f"operating-hours/{desk.hours}")
    )

    assert answer["HoursOfOperation"] == {
        "HoursOfOperationId": desk.hours,
        "HoursOfOperationArn": desk.arn(f"operating-hours/{desk.hours}"),
        "Name": "Always",
        "TimeZone": "UTC",
        "Config": [],
        "LastModifiedTime": datetime(2026, 1, 1, tzinfo=UTC),
        "LastModifiedRegion": "us-east-1",
    }


def test_finds_no_hours_that_are_not_there(connect: "ConnectClient", desk: "Desk") -> None:
    for text in (desk.queue, desk.arn(f"queue/{desk.queue}"), desk.arn("operating-hours/nobody")):
        with pytest.raises(ClientError) as refusal:
            connect.describe_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId=text)

        assert refusal.value.response["Error"] == {
            "Code": "ResourceNotFoundException",
            "Message": "Hours of operation not found",
        }
