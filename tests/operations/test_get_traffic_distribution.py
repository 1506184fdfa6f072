from conftest import client
from number_desk import refusal, told
from pair_desk import PairDesk

NOT_FOUND = ("ResourceNotFoundException", "Traffic distribution group not found")


def test_tells_the_distribution_of_the_default_group_from_both_regions(pair: PairDesk) -> None:
    by_id = pair.source.get_traffic_distribution(Id=pair.group)

    shares = [
        {"Region": "us-east-1", "Percentage": 100},
        {"Region": "us-west-2", "Percentage": 0},
    ]
    assert told(by_id) == {
        "Id": pair.group,
        "Arn": pair.group_arn,
        "TelephonyConfig": {"Distributions": shares},
        "SignInConfig": {
            "Distributions": [
                {"Region": "us-east-1", "Enabled": True},
                {"Region": "us-west-2", "Enabled": False},
            ]
        },
        "AgentConfig": {"Distributions": shares},
    }
    for side in pair.sides:
        assert told(side.get_traffic_distribution(Id=pair.group_arn)) == told(by_id)


def test_the_other_groups_have_no_sign_in(pair: PairDesk) -> None:
    answer = pair.source.get_traffic_distribution(Id=pair.new_group())

    assert sorted(told(answer)) == ["AgentConfig", "Arn", "Id", "TelephonyConfig"]


def test_g2_the_replica_s_region_needs_the_arn(pair: PairDesk) -> None:
    assert refusal(pair.replica.get_traffic_distribution, Id=pair.group) == NOT_FOUND


def test_g2_a_third_region_and_another_account_do_not_find_a_group(pair: PairDesk) -> None:
    for stranger in (client("eu-west-2"), client(account="999999999999")):
        for name in (pair.group, pair.group_arn):
            assert refusal(stranger.get_traffic_distribution, Id=name) == NOT_FOUND
