"""ListInstances: the instances of one account in one Region, in pages."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from conftest import client

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


def create(connect: "ConnectClient", alias: str) -> str:
    return connect.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias=alias,
        InboundCallsEnabled=False,
        OutboundCallsEnabled=True,
        Tags={"team": "sales"},
    )["Id"]


def test_shows_a_summary_without_tags(connect: "ConnectClient") -> None:
    create(connect, "acme")

    answer = connect.list_instances()

    assert answer["InstanceSummaryList"] == [
        {
            "Id": "00000000-0000-4000-8000-000000000001",
            "Arn": "arn:aws:connect:us-east-1:123456789012:instance"
            "/00000000-0000-4000-8000-000000000001",
            "IdentityManagementType": "SAML",
            "InstanceAlias": "acme",
            "CreatedTime": datetime(2026, 1, 1, tzinfo=UTC),
            "ServiceRole": "arn:aws:iam::123456789012:role/aws-service-role/connect.amazonaws.com"
            "/AWSServiceRoleForAmazonConnect_NLPZTDTUGBV55SM7NF2Q",
            "InstanceStatus": "ACTIVE",
            "InboundCallsEnabled": False,
            "OutboundCallsEnabled": True,
            "InstanceAccessUrl": "https://acme.my.connect.aws",
        }
    ]
    assert "NextToken" not in answer


def test_lists_those_of_the_calls_account_and_region_only(connect: "ConnectClient") -> None:
    here = create(connect, "here")
    create(client("eu-central-1"), "there")
    create(client("us-east-1", "999999999999"), "theirs")

    assert [each["Id"] for each in connect.list_instances()["InstanceSummaryList"]] == [here]


def test_gives_ten_a_page_and_all_of_them_in_the_end(connect: "ConnectClient") -> None:
    created = [create(connect, f"acme{number}") for number in range(11)]

    first = connect.list_instances()
    second = connect.list_instances(NextToken=first["NextToken"])

    assert [each["Id"] for each in first["InstanceSummaryList"]] == created[:10]
    assert [each["Id"] for each in second["InstanceSummaryList"]] == created[10:]
    assert "NextToken" not in second


def test_refuses_a_token_that_it_did_not_give(connect: "ConnectClient") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.list_instances(NextToken="made up")

    assert refusal.value.response["Error"]["Code"] == "InvalidRequestException"
