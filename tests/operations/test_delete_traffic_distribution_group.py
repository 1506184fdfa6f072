from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from conftest import client
from number_desk import refusal, told
from pair_desk import PairDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

NOT_FOUND = ("InvalidRequestException", "Traffic distribution group not found")
GONE = ("ResourceNotFoundException", "Traffic distribution group not found")


def status(side: "ConnectClient", group: str) -> str:
    answer = side.describe_traffic_distribution_group(TrafficDistributionGroupId=group)
    return answer["TrafficDistributionGroup"]["Status"]


def refused(pair: PairDesk, group: str) -> dict[str, Any]:
    """Have a deletion refused as in use; give the error's members."""
    with pytest.raises(ClientError) as error:
        pair.source.delete_traffic_distribution_group(TrafficDistributionGroupId=group)
    return told(error.value.response)


def in_use(group: str, text: str) -> dict[str, Any]:
    return {
        "Error": {"Code": "ResourceInUseException", "Message": text},
        "Message": text,
        "ResourceId": group,
    }


def test_deletes_a_group_by_id_and_by_arn(pair: PairDesk) -> None:
    by_arn, by_id = pair.new_group("First"), pair.new_group("Second").rpartition("/")[2]

    for name in (by_arn, by_id):
        answer = pair.source.delete_traffic_distribution_group(TrafficDistributionGroupId=name)

        assert told(answer) == {}
        describe = pair.source.describe_traffic_distribution_group
        assert refusal(describe, TrafficDistributionGroupId=name) == GONE


def test_g3_a_group_is_pending_deletion_until_the_delay_is_over(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    group = pair.new_group()
    choose(mirroring_delay=timedelta(seconds=30))

    pair.source.delete_traffic_distribution_group(TrafficDistributionGroupId=group)

    assert [status(side, group) for side in pair.sides] == ["PENDING_DELETION"] * 2
    outdial.clock.advance(seconds=30)
    for side in pair.sides:
        describe = side.describe_traffic_distribution_group
        assert refusal(describe, TrafficDistributionGroupId=group) == GONE
    delete = pair.source.delete_traffic_distribution_group
    assert refusal(delete, TrafficDistributionGroupId=group) == NOT_FOUND


def test_a_group_with_numbers_is_in_use_until_they_are_elsewhere(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    group = pair.new_group()
    choose(claim_delay=timedelta(minutes=2))
    number = pair.source.claim_phone_number(TargetArn=group, PhoneNumber="+12065550101")
    text = "Phone numbers are claimed to the traffic distribution group"

    assert refused(pair, group) == in_use(group, text)
    outdial.clock.advance(minutes=2)
    assert refused(pair, group) == in_use(group, text)

    pair.source.update_phone_number(PhoneNumberId=number["PhoneNumberId"], TargetArn=pair.group_arn)
    pair.source.delete_traffic_distribution_group(TrafficDistributionGroupId=group)
    describe = pair.source.describe_traffic_distribution_group
    assert refusal(describe, TrafficDistributionGroupId=group) == GONE


def test_g4_a_group_whose_change_is_in_progress_is_in_use(
    pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    group = pair.new_group()
    choose(mirroring_delay=timedelta(seconds=30))
    pair.source.delete_traffic_distribution_group(TrafficDistributionGroupId=group)

    assert refused(pair, group) == in_use(
        group, "A change of the traffic distribution group is in progress"
    )


def test_g7_the_default_group_stays(pair: PairDesk) -> None:
    pair.source.release_phone_number(PhoneNumberId=pair.number)

    assert refusal(
        pair.source.delete_traffic_distribution_group, TrafficDistributionGroupId=pair.group
    ) == ("InvalidRequestException", "The default traffic distribution group cannot be deleted")
    assert status(pair.source, pair.group) == "ACTIVE"


def test_the_replica_s_region_is_an_invalid_request(pair: PairDesk) -> None:
    group = pair.new_group()
    delete = pair.replica.delete_traffic_distribution_group

    assert refusal(delete, TrafficDistributionGroupId=group) == (
        "InvalidRequestException",
        "The traffic distribution group can be deleted only in its Region, us-east-1",
    )
    assert refusal(delete, TrafficDistributionGroupId=group.rpartition("/")[2]) == NOT_FOUND
    assert status(pair.source, group) == "ACTIVE"


def test_an_unknown_group_is_an_invalid_request(pair: PairDesk) -> None:
    group = pair.new_group()

    for side, name in (
        (pair.source, "00000000-0000-4000-8000-ffffffffffff"),
        (client("eu-west-2"), group),
        (client(account="999999999999"), group),
    ):
        delete = side.delete_traffic_distribution_group
        assert refusal(delete, TrafficDistributionGroupId=name) == NOT_FOUND
    assert status(pair.source, group) == "ACTIVE"
