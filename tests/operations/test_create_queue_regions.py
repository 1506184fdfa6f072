"""Which numbers of traffic distribution groups CreateQueue takes, on both sides."""

from typing import TYPE_CHECKING, Any

import pytest

from number_desk import refusal
from pair_desk import PairDesk

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


def parameters(pair: PairDesk, number: str) -> Any:
    return {
        "InstanceId": pair.instance,
        "Name": "Support",
        "HoursOfOperationId": pair.hours,
        "OutboundCallerConfig": {"OutboundCallerIdNumberId": number},
    }


def numbers_of(pair: PairDesk, number: str, region: str) -> dict[str, str]:
    """Give the names of a number that a caller may think of."""
    return {
        "id": number,
        "own ARN": pair.number_arn,
        "own ARN of the other Region": pair.number_arn.replace("us-east-1", "us-west-2"),
        "older ARN": pair.arn(f"phone-number/{number}", region),
        "older ARN of the other side": pair.arn(
            f"phone-number/{number}", "us-west-2" if region == "us-east-1" else "us-east-1"
        ),
    }


@pytest.mark.parametrize(
    ("side", "region", "name", "shown"),
    [
        ("source", "us-east-1", "id", ["id", "own ARN"]),
        ("source", "us-east-1", "own ARN", ["own ARN", "own ARN"]),
        ("source", "us-east-1", "older ARN", ["own ARN", "own ARN"]),
        ("replica", "us-west-2", "own ARN", ["own ARN", "own ARN"]),
        ("replica", "us-west-2", "older ARN", ["own ARN", "own ARN"]),
    ],
)
def test_r5_to_r8_a_new_queue_shows_a_group_s_number_on_both_sides(
    pair: PairDesk, side: str, region: str, name: str, shown: list[str]
) -> None:
    here: ConnectClient = getattr(pair, side)
    names = numbers_of(pair, pair.number, region)

    queue = here.create_queue(**parameters(pair, names[name]))["QueueId"]

    described = [
        each.describe_queue(InstanceId=pair.instance, QueueId=queue)["Queue"] for each in pair.sides
    ]
    assert [each["OutboundCallerConfig"] for each in described] == [
        {"OutboundCallerIdNumberId": names[as_shown]} for as_shown in shown
    ]
    assert [each["LastModifiedRegion"] for each in described] == [region, region]


@pytest.mark.parametrize(
    ("side", "region", "name"),
    [
        ("source", "us-east-1", "own ARN of the other Region"),
        ("source", "us-east-1", "older ARN of the other side"),
        ("replica", "us-west-2", "id"),
        ("replica", "us-west-2", "own ARN of the other Region"),
        ("replica", "us-west-2", "older ARN of the other side"),
    ],
)
def test_r5_to_r8_other_names_of_a_group_s_number_are_not_found(
    pair: PairDesk, side: str, region: str, name: str
) -> None:
    here: ConnectClient = getattr(pair, side)
    number = numbers_of(pair, pair.number, region)[name]

    assert refusal(here.create_queue, **parameters(pair, number)) == (
        "ResourceNotFoundException",
        "Phone number not found",
    )
    for each in pair.sides:
        listed = each.list_queues(InstanceId=pair.instance)["QueueSummaryList"]
        assert [queue["Name"] for queue in listed] == ["BasicQueue", "Sales"]
