"""ListHoursOfOperations: an instance's hours, in pages."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk

BASIC = "00000000-0000-4000-8000-000000000002"


def test_shows_a_summary_of_each(connect: "ConnectClient", desk: "Desk") -> None:
    answer = connect.list_hours_of_operations(InstanceId=desk.instance)

    assert answer["HoursOfOperationSummaryList"] == [
        {
            "Id": hours,
            "Arn": desk.arn(f"operating-hours/{hours}"),
            "Name": name,
            "LastModifiedTime": datetime(2026, 1, 1, tzinfo=UTC),
            "LastModifiedRegion": "us-east-1",
        }
        for hours, name in ((BASIC, "Basic Hours"), (desk.hours, "Always"))
    ]
    assert "NextToken" not in answer


def test_pages_by_the_size_that_is_asked_for(connect: "ConnectClient", desk: "Desk") -> None:
    first = connect.list_hours_of_operations(InstanceId=desk.instance, MaxResults=1)
    second = connect.list_hours_of_operations(
        InstanceId=desk.instance, MaxResults=1, NextToken=first["NextToken"]
    )

    assert [hours["Id"] for hours in first["HoursOfOperationSummaryList"]] == [BASIC]
    assert [hours["Id"] for hours in second["HoursOfOperationSummaryList"]] == [desk.hours]
    assert "NextToken" not in second


def test_finds_no_instance_that_is_not_there(connect: "ConnectClient") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.list_hours_of_operations(InstanceId="nobody")

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Instance not found",
    }
