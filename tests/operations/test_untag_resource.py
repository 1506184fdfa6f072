"""UntagResource: taking tags away by their keys."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk
    from outdial.serve.inprocess import Local


@pytest.fixture
def tagged(connect: "ConnectClient", desk: "Desk") -> str:
    arn = desk.arn(f"queue/{desk.queue}")
    connect.tag_resource(resourceArn=arn, tags={"team": "sales", "a b": "1", "a+b": "2"})
    return arn


def test_removes_the_keys_that_are_named(connect: "ConnectClient", tagged: str) -> None:
    connect.untag_resource(resourceArn=tagged, tagKeys=["a b", "team"])

    assert connect.list_tags_for_resource(resourceArn=tagged)["tags"] == {"a+b": "2"}


def test_passes_over_keys_that_are_not_there(connect: "ConnectClient", tagged: str) -> None:
    connect.untag_resource(resourceArn=tagged, tagKeys=["team", "Team", "nothing"])

    assert connect.list_tags_for_resource(resourceArn=tagged)["tags"] == {"a b": "1", "a+b": "2"}


def test_changes_nothing_but_the_tags(
    connect: "ConnectClient", desk: "Desk", outdial: "Local", tagged: str
) -> None:
    before = connect.describe_queue(InstanceId=desk.instance, QueueId=desk.queue)["Queue"]
    outdial.clock.advance(minutes=1)

    connect.untag_resource(resourceArn=tagged, tagKeys=["team", "a b", "a+b"])

    after = connect.describe_queue(InstanceId=desk.instance, QueueId=desk.queue)["Queue"]
    assert before == {**after, "Tags": {"team": "sales", "a b": "1", "a+b": "2"}}
    assert "Tags" not in after


def test_finds_nothing_where_nothing_is(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.untag_resource(resourceArn=desk.arn("queue/nobody"), tagKeys=["team"])

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Resource not found",
    }
