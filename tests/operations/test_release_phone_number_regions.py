"""ReleasePhoneNumber for a number of a traffic distribution group."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from number_desk import create_flow, refusal, told
from pair_desk import PairDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

NOT_FOUND = ("ResourceNotFoundException", "Phone number not found")


def test_n4_a_number_is_released_in_its_own_region_only(pair: PairDesk) -> None:
    for name in (pair.number, pair.number_arn):
        assert refusal(pair.replica.release_phone_number, PhoneNumberId=name) == NOT_FOUND

    assert told(pair.source.release_phone_number(PhoneNumberId=pair.number_arn)) == {}

    for side in pair.sides:
        assert refusal(side.describe_phone_number, PhoneNumberId=pair.number_arn) == NOT_FOUND
        listed = side.list_phone_numbers(InstanceId=pair.instance)
        assert listed["PhoneNumberSummaryList"] == []


def test_a_released_number_has_no_flow_on_either_side(pair: PairDesk) -> None:
    pair.replica.associate_phone_number_contact_flow(
        PhoneNumberId=pair.number_arn,
        InstanceId=pair.instance,
        ContactFlowId=create_flow(pair.source, pair.instance),
    )

    pair.source.release_phone_number(PhoneNumberId=pair.number)

    for side in pair.sides:
        ties = side.list_flow_associations(InstanceId=pair.instance)
        assert ties["FlowAssociationSummaryList"] == []


def test_queues_of_both_sides_go_on_naming_a_released_number(pair: PairDesk) -> None:
    pair.set_number(pair.source, pair.number)
    before = [pair.shown(side) for side in pair.sides]

    pair.source.release_phone_number(PhoneNumberId=pair.number)

    assert [pair.shown(side) for side in pair.sides] == before


@pytest.mark.parametrize("set_from", ["source", "replica"])
def test_queues_of_both_sides_are_cleared_of_a_released_number_if_so_set(
    pair: PairDesk, choose: "Callable[..., None]", set_from: str
) -> None:
    choose(released_caller_number="clear")
    side: ConnectClient = getattr(pair, set_from)
    pair.set_number(side, pair.number_arn)

    pair.source.release_phone_number(PhoneNumberId=pair.number)

    assert [pair.caller(each) for each in pair.sides] == [None, None]
    assert [pair.shown(each)["LastModifiedRegion"] for each in pair.sides] == ["us-east-1"] * 2


def test_a_number_that_a_queue_of_one_side_shows_is_not_released_if_so_set(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    choose(released_caller_number="refuse", mirroring_delay=timedelta(seconds=30))
    pair.set_number(pair.replica, pair.number_arn)

    answer = refusal(pair.source.release_phone_number, PhoneNumberId=pair.number)

    assert answer == (
        "ResourceInUseException",
        f"The number is the outbound caller ID of {pair.arn(f'queue/{pair.queue}')}",
    )
    assert pair.caller(pair.source) is None
    outdial.clock.advance(seconds=30)
    assert pair.caller(pair.source) == {"OutboundCallerIdNumberId": pair.number_arn}
