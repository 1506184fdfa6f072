"""DescribeQuickConnect: a quick connect whole."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


@pytest.mark.parametrize("named_by", ["id", "arn"])
def test_shows_what_it_was_created_with(
    connect: "ConnectClient", desk: "Desk", named_by: str
) -> None:
    created = connect.create_quick_connect(
        InstanceId=desk.instance,
        Name="Pager",
        Description="The engineer on call",
        QuickConnectConfig={
            "QuickConnectType": "PHONE_NUMBER",
            "PhoneConfig": {"PhoneNumber": "+12065550199"},
        },
        Tags={"team": "sales"},
    )
    named = created["QuickConnectId"] if named_by == "id" else created["QuickConnectARN"]

    answer = connect.describe_quick_connect(InstanceId=desk.instance, QuickConnectId=named)

    assert answer["QuickConnect"] == {
        "QuickConnectARN": created["QuickConnectARN"],
        "QuickConnectId": created["QuickConnectId"],
        "Name": "Pager",
        "Description": "The engineer on call",
        "QuickConnectConfig": {
            "QuickConnectType": "PHONE_NUMBER",
            "PhoneConfig": {"PhoneNumber": "+12065550199"},
        },
        "Tags": {"team": "sales"},
        "LastModifiedTime": datetime(2026, 1, 1, tzinfo=UTC),
        "LastModifiedRegion": "us-east-1",
    }


def test_finds_no_quick_connect_that_is_not_there(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.describe_quick_connect(InstanceId=desk.instance, QuickConnectId="nowhere")

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Quick connect not found",
    }
