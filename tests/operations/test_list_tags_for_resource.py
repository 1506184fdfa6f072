"""ListTagsForResource: the tags of whatever has some."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def test_lists_the_tags_that_a_resource_was_created_with(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    hours = connect.create_hours_of_operation(
        InstanceId=desk.instance, Name="Office", TimeZone="UTC", Config=[], Tags={"team": "sales"}
    )

    answer = connect.list_tags_for_resource(resourceArn=hours["HoursOfOperationArn"])

    assert answer["tags"] == {"team": "sales"}


def test_gives_an_empty_map_where_there_are_none(connect: "ConnectClient", desk: "Desk") -> None:
    for arn in (desk.arn(""), desk.arn(f"queue/{desk.queue}"), desk.number_arn):
        assert connect.list_tags_for_resource(resourceArn=arn)["tags"] == {}


def test_does_not_know_a_phone_number_by_its_older_arn(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    with pytest.raises(ClientError) as refusal:
        connect.list_tags_for_resource(resourceArn=desk.arn(f"phone-number/{desk.number}"))

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Resource not found",
    }


def test_refuses_what_is_no_arn(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.list_tags_for_resource(resourceArn=desk.instance)

    assert refusal.value.response["Error"]["Code"] == "InvalidParameterException"
