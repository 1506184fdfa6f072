from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from conftest import ACCOUNT, Desk
from trail_desk import EVERY_SERVICE, cloudtrail, events, names

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

START = datetime(2026, 1, 1, tzinfo=UTC)
SETTING_UP = [
    "CreateInstance",
    "CreateHoursOfOperation",
    "CreateQueue",
    "CreateContactFlow",
    "ClaimPhoneNumber",
]
TOO_MANY = (
    "1 validation error detected: Value '51' at 'maxResults' failed to satisfy constraint:"
    " Member must have value less than or equal to 50"
)


@pytest.fixture
def outdial_services() -> Sequence[str]:
    return EVERY_SERVICE


@pytest.fixture(scope="module")
def lasting_trail() -> Any:
    return cloudtrail()


@pytest.fixture
def trail(choose: "Callable[..., None]", lasting_trail: Any) -> Any:
    choose(trail=True)
    return lasting_trail


@pytest.fixture
def kept(trail: Any, desk: Desk) -> Desk:
    """Set up a contact centre whose trail is kept."""
    del trail
    return desk


def refusal(trail: Any, **request: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as refused:
        trail.lookup_events(**request)
    error = refused.value.response["Error"]
    return error["Code"], error["Message"]


def attribute(key: str, value: str) -> dict[str, str]:
    return {"AttributeKey": key, "AttributeValue": value}


def test_shows_an_event_with_its_resources(
    connect: "ConnectClient", trail: Any, kept: Desk
) -> None:
    connect.describe_queue(**kept.ids)

    (event,) = events(trail, "EventName", "DescribeQueue")

    assert event.pop("CloudTrailEvent")
    assert event == {
        "EventId": "00000000-0006-4111-8111-111111111111",
        "EventName": "DescribeQueue",
        "ReadOnly": "true",
        "AccessKeyId": ACCOUNT,
        "EventTime": START,
        "EventSource": "connect.amazonaws.com",
        "Username": "root",
        "Resources": [
            {"ResourceType": "AWS::Connect::Instance", "ResourceName": kept.arn("")},
            {
                "ResourceType": "AWS::Connect::Queue",
                "ResourceName": kept.arn(f"queue/{kept.queue}"),
            },
        ],
    }


def test_lists_the_newest_event_first_also_of_one_moment(trail: Any, kept: Desk) -> None:
    del kept

    assert names(events(trail)) == SETTING_UP


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("EventName", "CreateQueue", ["CreateQueue"]),
        ("EventName", "Create", []),
        ("EventSource", "connect.amazonaws.com", [*SETTING_UP, "ListQueues"]),
        ("EventSource", "iam.amazonaws.com", []),
        ("Username", "root", [*SETTING_UP, "ListQueues"]),
        ("Username", "alice", []),
        ("AccessKeyId", ACCOUNT, [*SETTING_UP, "ListQueues"]),
        ("AccessKeyId", "AKIAIOSFODNN7EXAMPLE", []),
        ("ReadOnly", "true", ["ListQueues"]),
        ("ReadOnly", "false", SETTING_UP),
        ("EventId", "00000000-0003-4111-8111-111111111111", ["CreateQueue"]),
        ("EventId", "CreateQueue", []),
        ("ResourceType", "AWS::Connect::PhoneNumber", ["ClaimPhoneNumber"]),
        ("ResourceType", "AWS::Connect::ContactFlow", ["CreateContactFlow"]),
        ("ResourceType", "AWS::Connect::Queue", ["CreateQueue"]),
        ("ResourceType", "AWS::EC2::Instance", []),
        ("ResourceName", "nobody", []),
    ],
)
def test_finds_events_by_each_attribute(
    connect: "ConnectClient", trail: Any, kept: Desk, key: str, value: str, found: list[str]
) -> None:
    connect.list_queues(InstanceId=kept.instance)

    assert names(events(trail, key, value)) == found


def test_finds_what_happened_to_a_resource_by_its_id_or_arn(
    connect: "ConnectClient", trail: Any, kept: Desk
) -> None:
    config = {"OutboundCallerIdNumberId": kept.number, "OutboundFlowId": kept.whisper}
    connect.update_queue_outbound_caller_config(
        **kept.ids,
        OutboundCallerConfig=config,  # type: ignore[arg-type] # a TypedDict of these keys
    )
    connect.delete_queue(**kept.ids)

    update = "UpdateQueueOutboundCallerConfig"
    for name, found in {
        kept.queue: ["CreateQueue", update, "DeleteQueue"],
        kept.arn(f"queue/{kept.queue}"): ["CreateQueue", update, "DeleteQueue"],
        kept.number: ["ClaimPhoneNumber", update],
        kept.number_arn: ["ClaimPhoneNumber", update],
        kept.whisper: ["CreateContactFlow", update],
        kept.instance: [*SETTING_UP, update, "DeleteQueue"],
        kept.arn(""): [*SETTING_UP, update, "DeleteQueue"],
        kept.arn(f"contact-flow/{kept.queue}"): [],
    }.items():
        assert names(events(trail, "ResourceName", name)) == found, name


def test_finds_what_happened_to_a_user_by_name_or_arn(trail: Any) -> None:
    iam = boto3.client(
        "iam", region_name="us-west-2", aws_access_key_id=ACCOUNT, aws_secret_access_key="secret"
    )
    iam.create_user(UserName="alice", Path="/team/")
    iam.create_group(GroupName="alice")
    iam.get_user(UserName="alice")

    assert names(events(trail, "ResourceName", "alice")) == ["CreateUser", "CreateGroup", "GetUser"]
    assert names(events(trail, "ResourceType", "AWS::IAM::User")) == ["CreateUser", "GetUser"]
    assert names(events(trail, "ResourceType", "AWS::IAM::Group")) == ["CreateGroup"]


def test_finds_events_of_a_time_with_both_of_its_ends(
    connect: "ConnectClient", trail: Any, outdial: "Local"
) -> None:
    for _ in range(3):
        connect.list_instances()
        outdial.clock.advance(seconds=1.5)

    def found(**span: Any) -> int:
        return len(names(events(trail, **span)))

    assert [found(StartTime=START + timedelta(seconds=seconds)) for seconds in (0, 1, 2, 4)] == [
        3,
        2,
        1,
        0,
    ]
    assert [found(EndTime=START + timedelta(seconds=seconds)) for seconds in (0, 1, 3)] == [1, 2, 3]
    assert found(StartTime=START, EndTime=START) == 1


def test_finds_events_of_the_last_ninety_days_unless_that_is_set(
    connect: "ConnectClient", trail: Any, outdial: "Local", choose: "Callable[..., None]"
) -> None:
    connect.list_instances()
    outdial.clock.advance(days=89)
    recent = names(events(trail))
    outdial.clock.advance(days=2)
    old = names(events(trail))

    choose(trail_days=365)

    assert (recent, old, names(events(trail))) == (["ListInstances"], [], ["ListInstances"])


def test_gives_pages_whose_tokens_hold_for_the_same_request_only(
    connect: "ConnectClient", trail: Any
) -> None:
    for _ in range(5):
        connect.list_instances()
    asked: dict[str, Any] = {"LookupAttributes": [attribute("EventName", "ListInstances")]}

    first = trail.lookup_events(MaxResults=2, **asked)
    second = trail.lookup_events(MaxResults=2, NextToken=first["NextToken"], **asked)
    third = trail.lookup_events(MaxResults=2, NextToken=second["NextToken"], **asked)

    ids = [event["EventId"] for page in (first, second, third) for event in page["Events"]]
    assert len(ids) == len(set(ids)) == 5
    assert "NextToken" not in third
    assert refusal(trail, NextToken=first["NextToken"]) == (
        "InvalidNextTokenException",
        "NextToken is not a token of this list: send the one of the page before, unchanged",
    )


def test_a_page_has_fifty_events_at_most(connect: "ConnectClient", trail: Any) -> None:
    for _ in range(51):
        connect.list_instances()

    assert len(trail.lookup_events()["Events"]) == 50


def test_each_account_and_region_has_its_own_events(connect: "ConnectClient", trail: Any) -> None:
    connect.list_instances()

    assert names(events(cloudtrail("us-west-2"))) == []
    assert names(events(cloudtrail(account="210987654321"))) == []
    assert names(events(trail)) == ["ListInstances"]


def test_there_are_no_insights(connect: "ConnectClient", trail: Any) -> None:
    connect.list_instances()

    assert trail.lookup_events(EventCategory="insight")["Events"] == []


@pytest.mark.parametrize(
    ("request_", "refused"),
    [
        (
            {"StartTime": START, "EndTime": START - timedelta(seconds=1)},
            ("InvalidTimeRangeException", "The start time is after the end time"),
        ),
        (
            {"LookupAttributes": [attribute("EventName", "a"), attribute("Username", "b")]},
            (
                "InvalidLookupAttributesException",
                "LookupAttributes can have one attribute only",
            ),
        ),
        (
            {"LookupAttributes": [attribute("ReadOnly", "yes")]},
            ("InvalidLookupAttributesException", "ReadOnly is true or false"),
        ),
        (
            {"MaxResults": 51},
            ("ValidationException", TOO_MANY),
        ),
    ],
)
def test_refuses_what_cannot_be_asked_for(
    trail: Any, request_: dict[str, Any], refused: tuple[str, str]
) -> None:
    assert refusal(trail, **request_) == refused


def test_without_a_trail_nothing_is_found(
    connect: "ConnectClient", trail: Any, choose: "Callable[..., None]"
) -> None:
    choose(trail=False)
    connect.list_instances()

    assert events(trail) == []


def test_a_look_at_the_trail_is_an_event_too(trail: Any) -> None:
    trail.lookup_events()

    assert [event["EventName"] for event in events(trail)] == ["LookupEvents"]
