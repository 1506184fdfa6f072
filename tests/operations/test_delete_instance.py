"""DeleteInstance: what goes with an instance, and what is free afterwards."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def create(connect: "ConnectClient", alias: str) -> str:
    return connect.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias=alias,
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Arn"]


def test_deletes_the_instance_with_all_that_it_contains(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    connect.delete_instance(InstanceId=desk.instance)

    assert connect.list_instances()["InstanceSummaryList"] == []
    for find in (
        lambda: connect.describe_instance(InstanceId=desk.instance),
        lambda: connect.describe_queue(InstanceId=desk.instance, QueueId=desk.queue),
        lambda: connect.list_contact_flows(InstanceId=desk.instance),
        lambda: connect.list_tags_for_resource(resourceArn=desk.arn(f"queue/{desk.queue}")),
    ):
        with pytest.raises(connect.exceptions.ResourceNotFoundException):
            find()


def test_releases_its_phone_numbers(connect: "ConnectClient", desk: "Desk") -> None:
    connect.delete_instance(InstanceId=desk.instance)

    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_phone_number(PhoneNumberId=desk.number)
    other = create(connect, "other")
    connect.claim_phone_number(TargetArn=other, PhoneNumber="+12065550100")


def test_leaves_the_numbers_of_other_instances_alone(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    other = create(connect, "other")
    kept = connect.claim_phone_number(TargetArn=other, PhoneNumber="+12065550101")

    connect.delete_instance(InstanceId=desk.instance)

    shown = connect.describe_phone_number(PhoneNumberId=kept["PhoneNumberId"])
    assert shown["ClaimedPhoneNumberSummary"]["TargetArn"] == other


def test_frees_its_alias(connect: "ConnectClient", desk: "Desk") -> None:
    connect.delete_instance(InstanceId=desk.instance)

    again = create(connect, "acme")

    assert again != desk.arn("")


def test_finds_no_instance_that_is_not_there(connect: "ConnectClient", desk: "Desk") -> None:
    connect.delete_instance(InstanceId=desk.instance)

    with pytest.raises(ClientError) as refusal:
        connect.delete_instance(InstanceId=desk.instance)

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Instance not found",
    }


def test_succeeds_again_for_a_client_token_that_is_repeated(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    for _ in range(2):
        answer = connect.delete_instance(InstanceId=desk.instance, ClientToken="once")

        assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200
