"""Which numbers of traffic distribution groups the centre operation takes, on both sides.

CreateQueue is held to the same rules in test_create_queue_regions.py.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conftest import client
from number_desk import refusal, told
from pair_desk import PairDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

NOT_FOUND = ("ResourceNotFoundException", "Phone number not found")


def refused(pair: PairDesk, side: "ConnectClient", number: str) -> tuple[str, str]:
    """Have a number refused; give the code and text, sure that both sides are as they were."""
    before = [pair.shown(each) for each in pair.sides]
    answer = refusal(pair.set_number, side=side, number=number)
    assert [pair.shown(each) for each in pair.sides] == before
    return answer


def numbers(pair: PairDesk) -> list[str]:
    """Give the queue's number as each side shows it."""
    return [
        pair.shown(side)["OutboundCallerConfig"]["OutboundCallerIdNumberId"] for side in pair.sides
    ]


def other_pair() -> str:
    """Replicate another instance; give the ARN of its group."""
    source = client()
    instance = source.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias="other",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]
    source.replicate_instance(
        InstanceId=instance, ReplicaRegion="us-west-2", ReplicaAlias="other-west"
    )
    groups = source.list_traffic_distribution_groups(InstanceId=instance)
    return groups["TrafficDistributionGroupSummaryList"][0]["Arn"]


def test_r5_r15_an_id_at_home_is_shown_as_id_there_and_as_arn_on_the_replica(
    pair: PairDesk,
) -> None:
    pair.set_number(pair.source, pair.number)

    assert numbers(pair) == [pair.number, pair.number_arn]


@pytest.mark.parametrize("side", ["source", "replica"])
def test_r6_r15_the_number_s_own_arn_is_taken_and_shown_on_both_sides(
    pair: PairDesk, side: str
) -> None:
    pair.set_number(getattr(pair, side), pair.number_arn)

    assert numbers(pair) == [pair.number_arn, pair.number_arn]


def test_r5_an_id_is_not_found_from_the_replica(pair: PairDesk) -> None:
    assert refused(pair, pair.replica, pair.number) == NOT_FOUND


@pytest.mark.parametrize("side", ["source", "replica"])
@pytest.mark.parametrize("region", ["us-west-2", "eu-west-2"])
def test_r6_an_arn_with_another_region_than_the_number_s_is_not_found(
    pair: PairDesk, side: str, region: str
) -> None:
    wrong = pair.number_arn.replace("us-east-1", region)

    assert refused(pair, getattr(pair, side), wrong) == NOT_FOUND


@pytest.mark.parametrize(("side", "region"), [("source", "us-east-1"), ("replica", "us-west-2")])
def test_r7_r15_the_older_arn_of_the_own_side_is_taken_and_comes_back_as_the_number_s_own(
    pair: PairDesk, side: str, region: str
) -> None:
    pair.set_number(getattr(pair, side), pair.arn(f"phone-number/{pair.number}", region))

    assert numbers(pair) == [pair.number_arn, pair.number_arn]


@pytest.mark.parametrize(("side", "region"), [("source", "us-west-2"), ("replica", "us-east-1")])
def test_r7_the_older_arn_of_the_other_side_is_not_found(
    pair: PairDesk, side: str, region: str
) -> None:
    other = pair.arn(f"phone-number/{pair.number}", region)

    assert refused(pair, getattr(pair, side), other) == NOT_FOUND


@pytest.mark.parametrize(("side", "region"), [("source", "us-east-1"), ("replica", "us-west-2")])
def test_r7_a_setting_refuses_the_older_arn_on_both_sides(
    pair: PairDesk, choose: "Callable[..., None]", side: str, region: str
) -> None:
    choose(accept_v1_number_arn=False)
    own = pair.arn(f"phone-number/{pair.number}", region)

    assert refused(pair, getattr(pair, side), own) == NOT_FOUND


def test_r7_the_older_arn_finds_the_replica_s_own_numbers_too(pair: PairDesk) -> None:
    own = pair.replica.claim_phone_number(
        TargetArn=pair.arn(region="us-west-2"), PhoneNumber="+12065550101"
    )
    older = pair.arn(f"phone-number/{own['PhoneNumberId']}", "us-west-2")

    pair.set_number(pair.replica, older)

    assert numbers(pair) == [own["PhoneNumberArn"], own["PhoneNumberArn"]]


def test_r8_a_number_of_a_group_of_another_pair_is_not_found(pair: PairDesk) -> None:
    number = pair.source.claim_phone_number(TargetArn=other_pair(), PhoneNumber="+12065550101")
    number_id, arn = number["PhoneNumberId"], number["PhoneNumberArn"]

    for side in pair.sides:
        for region in ("us-east-1", "us-west-2"):
            older = pair.arn(f"phone-number/{number_id}", region)
            assert refused(pair, side, older) == NOT_FOUND
        assert refused(pair, side, number_id) == NOT_FOUND
        assert refused(pair, side, arn) == NOT_FOUND


def test_r8_each_side_finds_the_numbers_of_its_own_instance_alone(pair: PairDesk) -> None:
    east = pair.source.claim_phone_number(TargetArn=pair.arn(), PhoneNumber="+12065550101")
    west = pair.replica.claim_phone_number(
        TargetArn=pair.arn(region="us-west-2"), PhoneNumber="+12065550102"
    )

    assert refused(pair, pair.source, west["PhoneNumberArn"]) == NOT_FOUND
    assert refused(pair, pair.replica, east["PhoneNumberArn"]) == NOT_FOUND
    pair.set_number(pair.replica, west["PhoneNumberId"])
    assert numbers(pair) == [west["PhoneNumberArn"], west["PhoneNumberId"]]
    pair.set_number(pair.source, east["PhoneNumberId"])
    assert numbers(pair) == [east["PhoneNumberId"], east["PhoneNumberArn"]]


@pytest.mark.parametrize("side", ["source", "replica"])
def test_r8_a_number_is_found_while_its_group_is_active(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]", side: str
) -> None:
    choose(mirroring_delay=timedelta(seconds=30))
    shares: Any = [{"Region": region, "Percentage": 50} for region in ("us-east-1", "us-west-2")]
    pair.replica.update_traffic_distribution(
        Id=pair.group_arn, TelephonyConfig={"Distributions": shares}
    )

    assert refused(pair, getattr(pair, side), pair.number_arn) == NOT_FOUND

    outdial.clock.advance(seconds=30)
    pair.set_number(getattr(pair, side), pair.number_arn)
    outdial.clock.advance(seconds=30)
    assert numbers(pair) == [pair.number_arn, pair.number_arn]


@pytest.mark.parametrize("side", ["source", "replica"])
def test_r9_a_number_is_found_once_its_move_to_the_group_is_through(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]", side: str
) -> None:
    choose(claim_delay=timedelta(minutes=2))
    pair.source.update_phone_number(PhoneNumberId=pair.number, TargetArn=pair.new_group())

    assert refused(pair, getattr(pair, side), pair.number_arn) == NOT_FOUND

    outdial.clock.advance(minutes=2)
    pair.set_number(getattr(pair, side), pair.number_arn)
    assert numbers(pair) == [pair.number_arn, pair.number_arn]


def test_r17_a_number_that_moved_to_another_pair_is_still_shown_but_not_found_anew(
    pair: PairDesk,
) -> None:
    pair.set_number(pair.source, pair.number)
    before = [pair.shown(side) for side in pair.sides]

    pair.source.update_phone_number(PhoneNumberId=pair.number, TargetArn=other_pair())

    assert [pair.shown(side) for side in pair.sides] == before
    assert refused(pair, pair.source, pair.number) == NOT_FOUND
    for side in pair.sides:
        assert refused(pair, side, pair.number_arn) == NOT_FOUND


def test_r17_a_number_that_moved_to_the_source_instance_is_found_there_alone(
    pair: PairDesk,
) -> None:
    pair.set_number(pair.replica, pair.number_arn)

    pair.source.update_phone_number(PhoneNumberId=pair.number, InstanceId=pair.instance)

    assert numbers(pair) == [pair.number_arn, pair.number_arn]
    assert refused(pair, pair.replica, pair.number_arn) == NOT_FOUND
    pair.set_number(pair.source, pair.number_arn)


def test_r17_a_released_number_is_still_shown_on_both_sides(pair: PairDesk) -> None:
    pair.set_number(pair.source, pair.number)

    pair.source.release_phone_number(PhoneNumberId=pair.number)

    assert numbers(pair) == [pair.number, pair.number_arn]
    for side in pair.sides:
        assert refused(pair, side, pair.number_arn) == NOT_FOUND


@pytest.mark.parametrize("given", ["number", "number_arn", "older"])
@pytest.mark.parametrize("side", ["source", "replica"])
def test_r15_r16_what_either_side_shows_can_be_sent_there_and_changes_nothing(
    pair: PairDesk, given: str, side: str
) -> None:
    older = pair.arn(f"phone-number/{pair.number}")
    config: Any = {
        "OutboundCallerIdName": "Acme",
        "OutboundCallerIdNumberId": older if given == "older" else getattr(pair, given),
        "OutboundFlowId": pair.arn(f"contact-flow/{pair.whisper}"),
    }
    pair.source.update_queue_outbound_caller_config(**pair.ids, OutboundCallerConfig=config)
    here: ConnectClient = getattr(pair, side)
    before = pair.caller(here)

    here.update_queue_outbound_caller_config(
        **pair.ids,
        OutboundCallerConfig=before,  # type: ignore[arg-type] # as it was shown
    )

    assert pair.caller(here) == before


def test_r16_a_flow_given_by_arn_is_shown_as_an_arn_of_each_side(pair: PairDesk) -> None:
    flow = f"contact-flow/{pair.whisper}"
    config: Any = {"OutboundFlowId": pair.arn(flow, "us-west-2")}

    pair.replica.update_queue_outbound_caller_config(**pair.ids, OutboundCallerConfig=config)

    assert [pair.caller(side) for side in pair.sides] == [
        {"OutboundFlowId": pair.arn(flow, region)} for region in ("us-east-1", "us-west-2")
    ]


def test_r10_a_flow_s_arn_of_the_other_side_is_not_found(pair: PairDesk) -> None:
    for side, region in zip(pair.sides, ("us-west-2", "us-east-1"), strict=True):
        config: Any = {"OutboundFlowId": pair.arn(f"contact-flow/{pair.whisper}", region)}
        assert refusal(
            side.update_queue_outbound_caller_config, **pair.ids, OutboundCallerConfig=config
        ) == ("ResourceNotFoundException", "Contact flow not found")


def test_the_last_change_is_marked_with_its_region_on_both_sides(
    outdial: "Local", pair: PairDesk
) -> None:
    outdial.clock.advance(hours=1)

    pair.set_number(pair.replica, pair.number_arn)

    marks = [
        (str(queue["LastModifiedTime"]), queue["LastModifiedRegion"])
        for queue in map(pair.shown, pair.sides)
    ]
    assert marks == [("2026-01-01 01:00:00+00:00", "us-west-2")] * 2


def test_search_queues_shows_the_number_as_describe_queue_does(pair: PairDesk) -> None:
    pair.set_number(pair.source, pair.number)

    for side in pair.sides:
        found = told(side.search_queues(InstanceId=pair.instance))["Queues"]
        [queue] = [each for each in found if each["QueueId"] == pair.queue]
        assert queue["OutboundCallerConfig"] == pair.caller(side)
