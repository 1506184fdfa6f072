from conftest import client
from number_desk import refusal, told
from pair_desk import PairDesk

NOT_FOUND = ("ResourceNotFoundException", "Traffic distribution group not found")


def test_a_group_has_no_users_seen_from_either_region(pair: PairDesk) -> None:
    answers = [
        pair.source.list_traffic_distribution_group_users(TrafficDistributionGroupId=pair.group),
        *(
            side.list_traffic_distribution_group_users(TrafficDistributionGroupId=pair.group_arn)
            for side in pair.sides
        ),
    ]

    assert [told(answer) for answer in answers] == [
        {"TrafficDistributionGroupUserSummaryList": []}
    ] * 3


def test_g2_the_replica_s_region_needs_the_arn(pair: PairDesk) -> None:
    users = pair.replica.list_traffic_distribution_group_users

    assert refusal(users, TrafficDistributionGroupId=pair.group) == NOT_FOUND


def test_g2_a_third_region_does_not_find_a_group(pair: PairDesk) -> None:
    users = client("eu-west-2").list_traffic_distribution_group_users

    assert refusal(users, TrafficDistributionGroupId=pair.group_arn) == NOT_FOUND


def test_no_token_is_one_of_this_list(pair: PairDesk) -> None:
    code, _ = refusal(
        pair.source.list_traffic_distribution_group_users,
        TrafficDistributionGroupId=pair.group,
        NextToken="x",
    )

    assert code == "InvalidRequestException"
