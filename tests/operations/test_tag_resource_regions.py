"""TagResource, UntagResource and ListTagsForResource in two Regions."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from number_desk import refusal
from pair_desk import PairDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

NOT_FOUND = ("ResourceNotFoundException", "Resource not found")


def tags(side: "ConnectClient", arn: str) -> dict[str, str]:
    return side.list_tags_for_resource(resourceArn=arn)["tags"]


def test_t7_a_group_is_tagged_in_its_own_region_and_shows_its_tags_in_both(
    pair: PairDesk,
) -> None:
    pair.source.tag_resource(resourceArn=pair.group_arn, tags={"team": "sales", "old": "yes"})
    pair.source.untag_resource(resourceArn=pair.group_arn, tagKeys=["old"])

    assert tags(pair.source, pair.group_arn) == {"team": "sales"}
    for side in pair.sides:
        described = side.describe_traffic_distribution_group(
            TrafficDistributionGroupId=pair.group_arn
        )
        assert described["TrafficDistributionGroup"]["Tags"] == {"team": "sales"}


def test_t7_a_group_or_number_is_not_tagged_from_the_replica_s_region(pair: PairDesk) -> None:
    for arn in (pair.group_arn, pair.number_arn):
        for name in (arn, arn.replace("us-east-1", "us-west-2")):
            assert refusal(pair.replica.list_tags_for_resource, resourceArn=name) == NOT_FOUND
            assert (
                refusal(pair.replica.tag_resource, resourceArn=name, tags={"team": "sales"})
                == NOT_FOUND
            )
        assert tags(pair.source, arn) == {}


def test_a_group_has_tags_until_its_deletion_is_through(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    group = pair.new_group()
    choose(mirroring_delay=timedelta(seconds=30))
    pair.source.delete_traffic_distribution_group(TrafficDistributionGroupId=group)
    assert tags(pair.source, group) == {}

    outdial.clock.advance(seconds=30)

    assert refusal(pair.source.list_tags_for_resource, resourceArn=group) == NOT_FOUND


@pytest.mark.parametrize("tagged_from", ["us-east-1", "us-west-2"])
def test_a_queue_tagged_on_one_side_has_the_tags_on_both(pair: PairDesk, tagged_from: str) -> None:
    sides = dict(zip(("us-east-1", "us-west-2"), pair.sides, strict=True))
    path = f"queue/{pair.queue}"

    sides[tagged_from].tag_resource(resourceArn=pair.arn(path, tagged_from), tags={"team": "sales"})

    listed = [tags(side, pair.arn(path, region)) for region, side in sides.items()]
    shown = [pair.shown(side).get("Tags") for side in pair.sides]
    assert listed == [{"team": "sales"}, {"team": "sales"}]
    assert shown == listed
