"""UpdatePhoneNumber between an instance and traffic distribution groups."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from number_desk import create_flow, refusal, told
from pair_desk import PairDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

NUMBER_NOT_FOUND = ("ResourceNotFoundException", "Phone number not found")
GROUP_NOT_FOUND = ("ResourceNotFoundException", "Traffic distribution group not found")
ELSEWHERE = (
    "InvalidParameterException",
    "TargetArn names a target in us-east-1, but the call is made in us-west-2",
)


def target_of(pair: PairDesk) -> tuple[str | None, str | None]:
    answer = pair.source.describe_phone_number(PhoneNumberId=pair.number)
    number = answer["ClaimedPhoneNumberSummary"]
    return number.get("TargetArn"), number.get("InstanceId")


def flows(pair: PairDesk, side: "ConnectClient") -> int:
    return len(side.list_flow_associations(InstanceId=pair.instance)["FlowAssociationSummaryList"])


def test_moves_a_number_between_groups_and_the_instance(pair: PairDesk) -> None:
    group = pair.new_group()
    update = pair.source.update_phone_number

    answer = update(PhoneNumberId=pair.number, TargetArn=group)
    assert told(answer) == {"PhoneNumberId": pair.number, "PhoneNumberArn": pair.number_arn}
    assert target_of(pair) == (group, None)

    update(PhoneNumberId=pair.number_arn, InstanceId=pair.instance)
    assert target_of(pair) == (pair.arn(), pair.instance)

    update(PhoneNumberId=pair.number_arn, TargetArn=pair.group_arn)
    assert target_of(pair) == (pair.group_arn, None)


def test_a_move_takes_a_number_from_the_replica_s_sight_and_back(pair: PairDesk) -> None:
    describe = pair.replica.describe_phone_number

    pair.source.update_phone_number(PhoneNumberId=pair.number, InstanceId=pair.instance)
    assert refusal(describe, PhoneNumberId=pair.number_arn) == NUMBER_NOT_FOUND  # N6

    pair.source.update_phone_number(PhoneNumberId=pair.number, TargetArn=pair.group_arn)
    assert describe(PhoneNumberId=pair.number_arn)["ClaimedPhoneNumberSummary"]


@pytest.mark.parametrize("tied_from", ["source", "replica"])
def test_the_flow_does_not_move_with_the_number_and_is_gone_on_both_sides(
    pair: PairDesk, tied_from: str
) -> None:
    side: ConnectClient = getattr(pair, tied_from)
    side.associate_phone_number_contact_flow(
        PhoneNumberId=pair.number_arn,
        InstanceId=pair.instance,
        ContactFlowId=create_flow(pair.source, pair.instance),
    )
    assert [flows(pair, each) for each in pair.sides] == [1, 1]

    pair.source.update_phone_number(PhoneNumberId=pair.number, InstanceId=pair.instance)

    assert [flows(pair, each) for each in pair.sides] == [0, 0]


def test_a_tie_on_its_way_from_the_replica_does_not_arrive_after_a_move(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    flow = create_flow(pair.source, pair.instance)
    choose(mirroring_delay=timedelta(seconds=30))
    pair.replica.associate_phone_number_contact_flow(
        PhoneNumberId=pair.number_arn, InstanceId=pair.instance, ContactFlowId=flow
    )
    outdial.clock.advance(seconds=10)

    pair.source.update_phone_number(PhoneNumberId=pair.number, InstanceId=pair.instance)

    assert [flows(pair, side) for side in pair.sides] == [0, 1]
    outdial.clock.advance(seconds=30)
    assert [flows(pair, side) for side in pair.sides] == [0, 0]


def test_a_number_that_is_in_the_group_already_keeps_its_flow(pair: PairDesk) -> None:
    pair.source.associate_phone_number_contact_flow(
        PhoneNumberId=pair.number,
        InstanceId=pair.instance,
        ContactFlowId=create_flow(pair.source, pair.instance),
    )

    pair.source.update_phone_number(PhoneNumberId=pair.number, TargetArn=pair.group_arn)

    assert [flows(pair, side) for side in pair.sides] == [1, 1]


def test_t3_the_replica_s_region_is_an_invalid_parameter(pair: PairDesk) -> None:
    group = pair.new_group()

    for target in (group, pair.arn()):
        for name in (pair.number, pair.number_arn):
            answer = refusal(pair.replica.update_phone_number, PhoneNumberId=name, TargetArn=target)
            assert answer == ELSEWHERE
    assert target_of(pair) == (pair.group_arn, None)


def test_n4_a_number_does_not_move_to_the_replica(pair: PairDesk) -> None:
    for name in (pair.number, pair.number_arn):
        assert (
            refusal(pair.replica.update_phone_number, PhoneNumberId=name, InstanceId=pair.instance)
            == NUMBER_NOT_FOUND
        )
    assert target_of(pair) == (pair.group_arn, None)


def test_g6_a_group_that_is_not_active_is_not_found(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    outdial.clock.advance(hours=1)
    choose(mirroring_delay=timedelta(seconds=30))
    group = pair.new_group()

    assert (
        refusal(pair.source.update_phone_number, PhoneNumberId=pair.number, TargetArn=group)
        == GROUP_NOT_FOUND
    )

    outdial.clock.advance(seconds=30)
    pair.source.update_phone_number(PhoneNumberId=pair.number, TargetArn=group)
    assert target_of(pair) == (group, None)
