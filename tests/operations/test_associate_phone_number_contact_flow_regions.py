"""AssociatePhoneNumberContactFlow and its reverse, for a number of a group, from both Regions."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from number_desk import create_flow, refusal, second_instance
from pair_desk import PairDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

NOT_FOUND = ("ResourceNotFoundException", "Phone number not found")


def ties(pair: PairDesk, side: "ConnectClient") -> object:
    answer = side.list_flow_associations(InstanceId=pair.instance)
    return answer["FlowAssociationSummaryList"]


def tie(pair: PairDesk, flow: str, region: str) -> dict[str, str]:
    return {
        "ResourceId": pair.number_arn,
        "FlowId": pair.arn(f"contact-flow/{flow}", region),
        "ResourceType": "VOICE_PHONE_NUMBER",
    }


def associate(
    pair: PairDesk, side: "ConnectClient", number: str, flow: str, instance: str | None = None
) -> None:
    side.associate_phone_number_contact_flow(
        PhoneNumberId=number, InstanceId=instance or pair.instance, ContactFlowId=flow
    )


@pytest.mark.parametrize(
    ("side", "named_by"),
    [("source", "number"), ("source", "number_arn"), ("replica", "number_arn")],
)
def test_f7_ties_a_group_s_number_to_a_flow_on_both_sides_and_unties_it(
    pair: PairDesk, side: str, named_by: str
) -> None:
    here: ConnectClient = getattr(pair, side)
    number: str = getattr(pair, named_by)
    flow = create_flow(pair.source, pair.instance)

    associate(pair, here, number, flow)
    assert ties(pair, pair.source) == [tie(pair, flow, "us-east-1")]
    assert ties(pair, pair.replica) == [tie(pair, flow, "us-west-2")]

    here.disassociate_phone_number_contact_flow(PhoneNumberId=number, InstanceId=pair.instance)
    assert [ties(pair, each) for each in pair.sides] == [[], []]


def test_n1_the_replica_s_region_needs_the_arn(pair: PairDesk) -> None:
    flow = create_flow(pair.source, pair.instance)
    wrong = pair.number_arn.replace("us-east-1", "us-west-2")

    for name in (pair.number, wrong, pair.arn(f"phone-number/{pair.number}", "us-west-2")):
        assert (
            refusal(
                pair.replica.associate_phone_number_contact_flow,
                PhoneNumberId=name,
                InstanceId=pair.instance,
                ContactFlowId=flow,
            )
            == NOT_FOUND
        )
        assert (
            refusal(
                pair.replica.disassociate_phone_number_contact_flow,
                PhoneNumberId=name,
                InstanceId=pair.instance,
            )
            == NOT_FOUND
        )


def test_f2_another_instance_does_not_find_a_group_s_number(pair: PairDesk) -> None:
    other = second_instance(pair.source)

    assert (
        refusal(
            pair.source.associate_phone_number_contact_flow,
            PhoneNumberId=pair.number,
            InstanceId=other,
            ContactFlowId=create_flow(pair.source, other),
        )
        == NOT_FOUND
    )


def test_f2_the_replica_does_not_find_a_number_of_the_source_instance_itself(
    pair: PairDesk,
) -> None:
    pair.source.update_phone_number(PhoneNumberId=pair.number, InstanceId=pair.instance)

    assert (
        refusal(
            pair.replica.associate_phone_number_contact_flow,
            PhoneNumberId=pair.number_arn,
            InstanceId=pair.instance,
            ContactFlowId=create_flow(pair.source, pair.instance),
        )
        == NOT_FOUND
    )


def test_a_tie_is_undone_while_it_is_still_on_its_way(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    flow = create_flow(pair.source, pair.instance)
    choose(mirroring_delay=timedelta(seconds=30))
    associate(pair, pair.source, pair.number, flow)
    outdial.clock.advance(seconds=10)

    pair.replica.disassociate_phone_number_contact_flow(
        PhoneNumberId=pair.number_arn, InstanceId=pair.instance
    )

    assert ties(pair, pair.source) == [tie(pair, flow, "us-east-1")]
    outdial.clock.advance(seconds=30)
    assert [ties(pair, side) for side in pair.sides] == [[], []]


def test_a_tie_is_undone_by_the_side_that_did_so_last_though_both_had_undone_it(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    flow = create_flow(pair.source, pair.instance)
    associate(pair, pair.source, pair.number, flow)
    choose(mirroring_delay=timedelta(seconds=30))
    undo = pair.replica.disassociate_phone_number_contact_flow
    undo(PhoneNumberId=pair.number_arn, InstanceId=pair.instance)
    outdial.clock.advance(seconds=20)
    associate(pair, pair.replica, pair.number_arn, flow)
    outdial.clock.advance(seconds=10)

    # The first undoing arrives with this call; the tie that was made after it is on its way.
    undo = pair.source.disassociate_phone_number_contact_flow
    undo(PhoneNumberId=pair.number, InstanceId=pair.instance)

    assert [ties(pair, side) for side in pair.sides] == [[], [tie(pair, flow, "us-west-2")]]
    outdial.clock.advance(seconds=30)
    assert [ties(pair, side) for side in pair.sides] == [[], []]


def test_the_older_arn_of_either_side_finds_the_tie_there(pair: PairDesk) -> None:
    flow = create_flow(pair.source, pair.instance)
    associate(pair, pair.source, pair.number, flow)

    for side, region in zip(pair.sides, ("us-east-1", "us-west-2"), strict=True):
        found = side.batch_get_flow_association(
            InstanceId=pair.instance,
            ResourceIds=[pair.arn(f"phone-number/{pair.number}", region)],
        )
        assert found["FlowAssociationSummaryList"] == [tie(pair, flow, region)]
