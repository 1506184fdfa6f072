"""UpdateQuickConnectName: a quick connect's name and description."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from sample_quick_connects import create_quick_connect

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk
    from outdial.serve.inprocess import Local


def test_changes_the_name_and_the_description(
    outdial: "Local", connect: "ConnectClient", desk: "Desk"
) -> None:
    ids = {"InstanceId": desk.instance, "QuickConnectId": create_quick_connect(connect, desk)}
    before = connect.describe_quick_connect(**ids)["QuickConnect"]
    outdial.clock.advance(hours=1)

    connect.update_quick_connect_name(**ids, Name="On call", Description="Day and night")

    assert connect.describe_quick_connect(**ids)["QuickConnect"] == before | {
        "Name": "On call",
        "Description": "Day and night",
        "LastModifiedTime": datetime(2026, 1, 1, 1, tzinfo=UTC),
    }


def test_leaves_what_is_not_given_and_clears_what_is_empty(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    ids = {"InstanceId": desk.instance, "QuickConnectId": create_quick_connect(connect, desk)}
    connect.update_quick_connect_name(**ids, Description="Day and night")
    described = connect.describe_quick_connect(**ids)["QuickConnect"]
    assert (described["Name"], described["Description"]) == ("Pager", "Day and night")

    connect.update_quick_connect_name(**ids, Name="Pager", Description="")

    described = connect.describe_quick_connect(**ids)["QuickConnect"]
    assert described["Name"] == "Pager"
    assert "Description" not in described


def test_refuses_a_name_that_another_quick_connect_has(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    create_quick_connect(connect, desk, "Desk")
    pager = create_quick_connect(connect, desk, "Pager")

    with pytest.raises(ClientError) as refusal:
        connect.update_quick_connect_name(
            InstanceId=desk.instance, QuickConnectId=pager, Name="Desk"
        )

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": "A quick connect of this name exists already",
    }


def test_refuses_to_change_nothing(connect: "ConnectClient", desk: "Desk") -> None:
    pager = create_quick_connect(connect, desk)

    with pytest.raises(ClientError) as refusal:
        connect.update_quick_connect_name(InstanceId=desk.instance, QuickConnectId=pager)

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": "Name or Description must be given",
    }
