"""TagResource: which records an ARN names, and how tags come together."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from conftest import client

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mypy_boto3_connect import ConnectClient

    from conftest import Desk
    from outdial.serve.inprocess import Local

DESCRIBE: "Mapping[str, Callable[[ConnectClient, Desk], Mapping[str, object]]]" = {
    "": lambda connect, desk: connect.describe_instance(InstanceId=desk.instance)["Instance"],
    "queue/{queue}": lambda connect, desk: connect.describe_queue(
        InstanceId=desk.instance, QueueId=desk.queue
    )["Queue"],
    "contact-flow/{whisper}": lambda connect, desk: connect.describe_contact_flow(
        InstanceId=desk.instance, ContactFlowId=desk.whisper
    )["ContactFlow"],
    "operating-hours/{hours}": lambda connect, desk: connect.describe_hours_of_operation(
        InstanceId=desk.instance, HoursOfOperationId=desk.hours
    )["HoursOfOperation"],
}


def arn_of(desk: "Desk", template: str) -> str:
    return desk.arn(template.format(queue=desk.queue, whisper=desk.whisper, hours=desk.hours))


@pytest.mark.parametrize("template", DESCRIBE)
def test_tags_what_an_instance_contains_and_changes_nothing_else(
    connect: "ConnectClient", desk: "Desk", outdial: "Local", template: str
) -> None:
    before = DESCRIBE[template](connect, desk)
    outdial.clock.advance(minutes=1)

    connect.tag_resource(resourceArn=arn_of(desk, template), tags={"team": "sales"})

    assert DESCRIBE[template](connect, desk) == {**before, "Tags": {"team": "sales"}}


def test_tags_a_phone_number_by_its_own_arn(connect: "ConnectClient", desk: "Desk") -> None:
    connect.tag_resource(resourceArn=desk.number_arn, tags={"team": "sales"})

    shown = connect.describe_phone_number(PhoneNumberId=desk.number)["ClaimedPhoneNumberSummary"]
    assert shown["Tags"] == {"team": "sales"}


def test_tags_a_quick_connect(connect: "ConnectClient", desk: "Desk") -> None:
    quick_connect = connect.create_quick_connect(
        InstanceId=desk.instance,
        Name="Boss",
        QuickConnectConfig={
            "QuickConnectType": "PHONE_NUMBER",
            "PhoneConfig": {"PhoneNumber": "+12065550199"},
        },
    )

    connect.tag_resource(resourceArn=quick_connect["QuickConnectARN"], tags={"team": "sales"})

    shown = connect.describe_quick_connect(
        InstanceId=desk.instance, QuickConnectId=quick_connect["QuickConnectId"]
    )["QuickConnect"]
    assert shown["Tags"] == {"team": "sales"}


def test_replaces_the_values_of_keys_that_are_there(connect: "ConnectClient", desk: "Desk") -> None:
    connect.tag_resource(resourceArn=desk.arn(""), tags={"team": "sales", "stage": "test"})

    connect.tag_resource(resourceArn=desk.arn(""), tags={"team": "support", "größe": ""})

    assert connect.list_tags_for_resource(resourceArn=desk.arn(""))["tags"] == {
        "team": "support",
        "stage": "test",
        "größe": "",
    }


def test_allows_fifty_tags_and_no_more(connect: "ConnectClient", desk: "Desk") -> None:
    fifty = {f"key{number}": "" for number in range(50)}
    connect.tag_resource(resourceArn=desk.arn(""), tags=fifty)

    with pytest.raises(ClientError) as refusal:
        connect.tag_resource(resourceArn=desk.arn(""), tags={"key0": "new", "one": "more"})

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": "A resource may have 50 tags at most; this one would have 51",
    }
    assert connect.list_tags_for_resource(resourceArn=desk.arn(""))["tags"] == fifty


def test_refuses_a_key_of_awss_own(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.tag_resource(resourceArn=desk.arn(""), tags={"aws:team": "sales"})

    assert refusal.value.response["Error"]["Code"] == "InvalidParameterException"


@pytest.mark.parametrize("text", ["queue", "arn:aws:s3:::bucket", "arn:aws:connect:us-east-1"])
def test_refuses_what_is_no_arn_of_connect(connect: "ConnectClient", text: str) -> None:
    with pytest.raises(ClientError) as refusal:
        connect.tag_resource(resourceArn=text, tags={"team": "sales"})

    assert refusal.value.response["Error"] == {
        "Code": "InvalidParameterException",
        "Message": f"resourceArn must be the ARN of a resource of Amazon Connect, not {text}",
    }


@pytest.mark.parametrize(
    "path",
    [
        "queue/nobody",
        "queue/{whisper}",
        "queue/agent/{queue}",
        "phone-number/{number}",
        "phone-number-flow/{number}",
        "contact/{queue}",
        "queue/{queue}/",
    ],
)
def test_finds_nothing_where_nothing_with_tags_is(
    connect: "ConnectClient", desk: "Desk", path: str
) -> None:
    arn = desk.arn(path.format(queue=desk.queue, whisper=desk.whisper, number=desk.number))

    with pytest.raises(ClientError) as refusal:
        connect.tag_resource(resourceArn=arn, tags={"team": "sales"})

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Resource not found",
    }


@pytest.mark.parametrize(
    ("region", "account"), [("eu-central-1", "123456789012"), ("us-east-1", "999999999999")]
)
def test_finds_nothing_of_another_region_or_account(
    connect: "ConnectClient", desk: "Desk", region: str, account: str
) -> None:
    arns = [desk.number_arn, *(arn_of(desk, template) for template in DESCRIBE)]
    stranger = client(region, account)

    for arn in arns:
        own = arn.replace("us-east-1:123456789012", f"{region}:{account}")
        for named in (arn, own):
            with pytest.raises(stranger.exceptions.ResourceNotFoundException):
                stranger.tag_resource(resourceArn=named, tags={"team": "thieves"})
        assert connect.list_tags_for_resource(resourceArn=arn)["tags"] == {}
