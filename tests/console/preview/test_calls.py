"""What is read of a queue's calls through the App, as whoever looks."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ACCOUNT
from outdial.access.identity import Caller
from outdial.callers import QueueCaller
from outdial.console.preview.calls import Ask, QueueCalls, read_calls
from outdial.domain.arns import Scope
from outdial.errors import AccessDeniedException, ResourceNotFoundException

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk
    from outdial.serve.inprocess import Local
    from pair_desk import PairDesk

EAST, WEST = "us-east-1", "us-west-2"


@pytest.fixture
def ask(outdial: "Local") -> Ask:
    """Ask the App as the account's root."""

    def call(region: str, operation: str, /, **members: Any) -> Mapping[str, Any]:
        given = {name: value for name, value in members.items() if value is not None}
        answer: Mapping[str, Any] = outdial.app.perform(
            Caller(Scope(ACCOUNT, region)), operation, given
        )
        return answer

    return call


def test_a_queue_of_one_region(connect: "ConnectClient", desk: "Desk", ask: Ask) -> None:
    connect.update_queue_outbound_caller_config(
        **desk.ids,
        OutboundCallerConfig={
            "OutboundCallerIdName": "Acme",
            "OutboundCallerIdNumberId": desk.number,
            "OutboundFlowId": desk.whisper,
        },
    )

    found = read_calls(ask, EAST, desk.instance, desk.queue)

    assert found == QueueCalls(
        region=EAST,
        caller=QueueCaller(
            queue="Sales",
            queue_id=desk.queue,
            name="Acme",
            number="+12065550100",
            number_id=desk.number,
            number_state="CLAIMED",
            number_set_by_flow=None,
            whisper="Acme calling",
            flow="Whisper",
            flow_id=desk.whisper,
            flow_is_default=False,
        ),
        problems=None,
    )
    assert found.number == "+12065550100"


def test_a_queue_without_anything_shows_no_number(desk: "Desk", ask: Ask) -> None:
    found = read_calls(ask, EAST, desk.instance, desk.queue)

    assert (found.number, found.caller.number_state, found.caller.flow) == (
        None,
        "NOT_SET",
        "Default outbound",
    )


def test_a_queue_of_a_pair_has_the_problems_of_both_sides(pair: "PairDesk", ask: Ask) -> None:
    """Take the number's calls away from the replica, and let the replica name another caller."""
    pair.source.update_queue_outbound_caller_config(
        **pair.ids, OutboundCallerConfig={"OutboundCallerIdNumberId": pair.number_arn}
    )
    pair.source.update_traffic_distribution(
        Id=pair.group_arn,
        TelephonyConfig={
            "Distributions": [
                {"Region": EAST, "Percentage": 100},
                {"Region": WEST, "Percentage": 0},
            ]
        },
    )

    found = [read_calls(ask, region, pair.instance, pair.queue) for region in (EAST, WEST)]

    assert [each.number for each in found] == ["+12065550100", "+12065550100"]
    assert [[(it.name, it.region) for it in each.problems or ()] for each in found] == [
        [("share-at-zero", WEST)],
        [("share-at-zero", WEST)],
    ]


def test_other_queues_of_the_pair_do_not_count(pair: "PairDesk", ask: Ask) -> None:
    other = pair.source.create_queue(
        InstanceId=pair.instance, Name="Other", HoursOfOperationId=pair.hours
    )["QueueId"]

    found = read_calls(ask, EAST, pair.instance, other)

    assert found.problems == ()


def test_a_queue_that_is_not_there_is_refused_as_the_operation_refuses_it(
    desk: "Desk", ask: Ask
) -> None:
    with pytest.raises(ResourceNotFoundException):
        read_calls(ask, EAST, desk.instance, "nobody")


def refusing(ask: Ask, refused: str) -> Ask:
    """Let an operation be refused, in a Region or in all."""

    def guarded(region: str, operation: str, /, **members: Any) -> Mapping[str, Any]:
        if refused in {operation, f"{operation} in {region}"}:
            raise AccessDeniedException(f"no {refused}")
        return ask(region, operation, **members)

    return guarded


@pytest.mark.parametrize("refused", ["DescribeQueue", "DescribePhoneNumber"])
def test_whoever_may_not_read_the_caller_is_refused(
    connect: "ConnectClient", desk: "Desk", ask: Ask, refused: str
) -> None:
    connect.update_queue_outbound_caller_config(
        **desk.ids, OutboundCallerConfig={"OutboundCallerIdNumberId": desk.number}
    )

    with pytest.raises(AccessDeniedException, match=f"no {refused}"):
        read_calls(refusing(ask, refused), EAST, desk.instance, desk.queue)


@pytest.mark.parametrize(
    "refused",
    [
        "DescribeInstance",
        "ListTrafficDistributionGroups",
        "GetTrafficDistribution",
        f"DescribeQueue in {WEST}",
    ],
)
def test_whoever_may_not_read_both_regions_sees_what_calls_show_here(
    pair: "PairDesk", ask: Ask, refused: str
) -> None:
    pair.source.update_queue_outbound_caller_config(
        **pair.ids, OutboundCallerConfig={"OutboundCallerIdNumberId": pair.number_arn}
    )

    found = read_calls(refusing(ask, refused), EAST, pair.instance, pair.queue)

    assert (found.number, found.problems, found.refusal) == (
        "+12065550100",
        None,
        f"no {refused}",
    )
