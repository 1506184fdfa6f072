"""UpdateHoursOfOperation: what is given changes, the rest stays."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.type_defs import HoursOfOperationTypeDef

    from conftest import Desk
    from outdial.serve.inprocess import Local

SUNDAY = {
    "Day": "SUNDAY",
    "StartTime": {"Hours": 0, "Minutes": 0},
    "EndTime": {"Hours": 0, "Minutes": 0},
}


@pytest.fixture
def office(connect: "ConnectClient", desk: "Desk") -> str:
    return connect.create_hours_of_operation(
        InstanceId=desk.instance,
        Name="Office",
        Description="When the office is open",
        TimeZone="UTC",
        Config=[],
        Tags={"team": "sales"},
    )["HoursOfOperationId"]


def describe(connect: "ConnectClient", desk: "Desk", hours: str) -> "HoursOfOperationTypeDef":
    return connect.describe_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId=hours)[
        "HoursOfOperation"
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"Name": "Bureau"},
        {"Name": "Office"},
        {"Description": "Sometimes"},
        {"TimeZone": "Asia/Tokyo"},
        {"Config": [SUNDAY]},
        {"Name": "Bureau", "Description": "x", "TimeZone": "EST", "Config": [SUNDAY, SUNDAY]},
        {},
    ],
)
def test_changes_what_is_given_and_keeps_the_rest(
    connect: "ConnectClient", desk: "Desk", office: str, outdial: "Local", change: dict[str, Any]
) -> None:
    before = describe(connect, desk, office)
    outdial.clock.advance(minutes=1)

    connect.update_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId=office, **change)

    later = datetime(2026, 1, 1, 0, 1, tzinfo=UTC)
    assert describe(connect, desk, office) == {**before, **change, "LastModifiedTime": later}


def test_clears_the_description_with_an_empty_one(
    connect: "ConnectClient", desk: "Desk", office: str
) -> None:
    connect.update_hours_of_operation(
        InstanceId=desk.instance, HoursOfOperationId=office, Description=""
    )

    assert "Description" not in describe(connect, desk, office)


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (
            {"Name": "Always"},
            "DuplicateResourceException",
            "Hours of operation of this name exist already",
        ),
        (
            {"TimeZone": "Mars/Olympus"},
            "InvalidParameterException",
            "TimeZone must be a name of the IANA time zone database, not Mars/Olympus",
        ),
    ],
)
def test_refuses_a_change_and_changes_nothing(
    connect: "ConnectClient",
    desk: "Desk",
    office: str,
    change: dict[str, Any],
    code: str,
    message: str,
) -> None:
    before = describe(connect, desk, office)

    with pytest.raises(ClientError) as refusal:
        connect.update_hours_of_operation(
            InstanceId=desk.instance, HoursOfOperationId=office, Description="New", **change
        )

    assert refusal.value.response["Error"] == {"Code": code, "Message": message}
    assert describe(connect, desk, office) == before


def test_finds_no_hours_that_are_not_there(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.update_hours_of_operation(InstanceId=desk.instance, HoursOfOperationId="nobody")

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Hours of operation not found",
    }
