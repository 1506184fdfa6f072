"""DescribeInstance: every member of an instance, and where it is found."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from conftest import client

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk

NOBODY = "99999999-9999-4999-8999-999999999999"


def test_shows_every_member(connect: "ConnectClient") -> None:
    created = connect.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias="Acme-1",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=False,
        Tags={"team": "sales"},
    )

    answer = connect.describe_instance(InstanceId=created["Id"])

    assert answer["Instance"] == {
        "Id": "00000000-0000-4000-8000-000000000001",
        "Arn": "arn:aws:connect:us-east-1:123456789012:instance"
        "/00000000-0000-4000-8000-000000000001",
        "IdentityManagementType": "SAML",
        "InstanceAlias": "Acme-1",
        "CreatedTime": datetime(2026, 1, 1, tzinfo=UTC),
        "ServiceRole": "arn:aws:iam::123456789012:role/aws-service-role/connect.amazonaws.com"
        "/AWSServiceRoleForAmazonConnect_NLPZTDTUGBV55SM7NF2Q",
        "InstanceStatus": "ACTIVE",
        "InboundCallsEnabled": True,
        "OutboundCallsEnabled": False,
        "InstanceAccessUrl": "https://Acme-1.my.connect.aws",
        "Tags": {"team": "sales"},
    }
    assert "ReplicationConfiguration" not in answer


def test_shows_no_tags_where_there_are_none(connect: "ConnectClient", desk: "Desk") -> None:
    assert "Tags" not in connect.describe_instance(InstanceId=desk.instance)["Instance"]


def test_finds_an_instance_by_its_arn(connect: "ConnectClient", desk: "Desk") -> None:
    by_id = connect.describe_instance(InstanceId=desk.instance)["Instance"]

    assert connect.describe_instance(InstanceId=desk.arn(""))["Instance"] == by_id


def test_finds_no_instance_that_is_not_there(connect: "ConnectClient") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.describe_instance(InstanceId=NOBODY)

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Instance not found",
    }


@pytest.mark.parametrize(
    ("region", "account"), [("eu-central-1", "123456789012"), ("us-east-1", "999999999999")]
)
def test_finds_no_instance_of_another_region_or_account(
    desk: "Desk", region: str, account: str
) -> None:
    stranger = client(region, account)

    for text in (desk.instance, desk.arn("")):
        with pytest.raises(stranger.exceptions.ResourceNotFoundException):
            stranger.describe_instance(InstanceId=text)
