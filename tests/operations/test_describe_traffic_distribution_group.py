import pytest

from conftest import client
from number_desk import refusal, told
from pair_desk import ACCOUNT, DEFAULT_GROUP, PairDesk

NOT_FOUND = ("ResourceNotFoundException", "Traffic distribution group not found")


def test_describes_the_default_group_from_both_regions_alike(pair: PairDesk) -> None:
    by_id = pair.source.describe_traffic_distribution_group(TrafficDistributionGroupId=pair.group)
    by_arn = [
        side.describe_traffic_distribution_group(TrafficDistributionGroupId=pair.group_arn)
        for side in pair.sides
    ]

    assert told(by_id) == {
        "TrafficDistributionGroup": {
            "Id": pair.group,
            "Arn": pair.group_arn,
            "Name": DEFAULT_GROUP,
            "InstanceArn": pair.arn(),
            "Status": "ACTIVE",
            "IsDefault": True,
        }
    }
    assert [told(answer) for answer in by_arn] == [told(by_id), told(by_id)]  # G1


def test_g2_the_replica_s_region_needs_the_arn(pair: PairDesk) -> None:
    describe = pair.replica.describe_traffic_distribution_group

    assert refusal(describe, TrafficDistributionGroupId=pair.group) == NOT_FOUND
    local = pair.group_arn.replace("us-east-1", "us-west-2")
    assert refusal(describe, TrafficDistributionGroupId=local) == NOT_FOUND


def test_g2_a_third_region_does_not_find_a_group(pair: PairDesk) -> None:
    describe = client("eu-west-2").describe_traffic_distribution_group

    for name in (pair.group, pair.group_arn):
        assert refusal(describe, TrafficDistributionGroupId=name) == NOT_FOUND


def test_another_account_does_not_find_a_group(pair: PairDesk) -> None:
    describe = client(account="999999999999").describe_traffic_distribution_group

    for name in (pair.group, pair.group_arn):
        assert refusal(describe, TrafficDistributionGroupId=name) == NOT_FOUND


def test_an_unknown_group_is_not_found(pair: PairDesk) -> None:
    unknown = "00000000-0000-4000-8000-ffffffffffff"

    for name in (unknown, pair.group_arn.replace(pair.group, unknown)):
        assert (
            refusal(
                pair.source.describe_traffic_distribution_group, TrafficDistributionGroupId=name
            )
            == NOT_FOUND
        )


@pytest.mark.parametrize(
    "name", ["group", f"arn:aws:connect:us-east-1:{ACCOUNT}:phone-number/x", "A" * 36]
)
def test_what_is_no_id_or_arn_of_a_group_is_an_invalid_request(pair: PairDesk, name: str) -> None:
    code, _ = refusal(
        pair.source.describe_traffic_distribution_group, TrafficDistributionGroupId=name
    )

    assert code == "InvalidRequestException"
