from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conftest import client
from number_desk import refusal, told
from pair_desk import REPLICA, SOURCE, PairDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from outdial.serve.inprocess import Local

NOT_FOUND = ("ResourceNotFoundException", "Traffic distribution group not found")
IN_PROGRESS = (
    "ResourceConflictException",
    "A change of the traffic distribution group is in progress",
)


def shares(source: int, replica: int) -> Any:
    return {
        "Distributions": [
            {"Region": SOURCE, "Percentage": source},
            {"Region": REPLICA, "Percentage": replica},
        ]
    }


def sign_in(*, source: object, replica: object) -> Any:
    return {
        "Distributions": [
            {"Region": SOURCE, "Enabled": source},
            {"Region": REPLICA, "Enabled": replica},
        ]
    }


def told_distribution(pair: PairDesk) -> dict[str, Any]:
    return told(pair.source.get_traffic_distribution(Id=pair.group))


def test_fails_over_from_the_replica_s_region(outdial: "Local", pair: PairDesk) -> None:
    outdial.clock.advance(hours=1)

    answer = pair.replica.update_traffic_distribution(
        Id=pair.group_arn,
        TelephonyConfig=shares(0, 100),
        AgentConfig=shares(10, 90),
        SignInConfig=sign_in(source=False, replica=True),
    )

    assert told(answer) == {}
    for side in pair.sides:
        assert told(side.get_traffic_distribution(Id=pair.group_arn)) == {
            "Id": pair.group,
            "Arn": pair.group_arn,
            "TelephonyConfig": shares(0, 100),
            "AgentConfig": shares(10, 90),
            "SignInConfig": sign_in(source=False, replica=True),
            "LastFailoverTime": datetime(2026, 1, 1, 1, tzinfo=UTC),
        }


@pytest.mark.parametrize(
    "change",
    [
        {"TelephonyConfig": shares(50, 50)},
        {"AgentConfig": shares(50, 50)},
        {"SignInConfig": sign_in(source=True, replica=True)},
    ],
)
def test_d4_what_is_left_out_stays_as_it_is(pair: PairDesk, change: dict[str, Any]) -> None:
    before = told_distribution(pair)

    pair.source.update_traffic_distribution(Id=pair.group, **change)

    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert told_distribution(pair) == {**before, **change, "LastFailoverTime": now}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {
            "TelephonyConfig": shares(100, 0),
            "AgentConfig": shares(100, 0),
            "SignInConfig": sign_in(source=True, replica=False),
        },
    ],
)
def test_d5_what_is_there_already_changes_nothing(
    pair: PairDesk, choose: "Callable[..., None]", change: dict[str, Any]
) -> None:
    choose(mirroring_delay=timedelta(seconds=30))
    before = told_distribution(pair)

    for _ in range(2):
        pair.source.update_traffic_distribution(Id=pair.group, **change)

    assert told_distribution(pair) == before


def test_d5_the_last_failover_is_the_last_change(outdial: "Local", pair: PairDesk) -> None:
    for source in (0, 100):
        outdial.clock.advance(hours=1)
        pair.source.update_traffic_distribution(
            Id=pair.group, TelephonyConfig=shares(source, 100 - source)
        )
        outdial.clock.advance(hours=1)
        pair.source.update_traffic_distribution(
            Id=pair.group, TelephonyConfig=shares(source, 100 - source)
        )

    assert told_distribution(pair)["LastFailoverTime"] == datetime(2026, 1, 1, 3, tzinfo=UTC)


@pytest.mark.parametrize("member", ["TelephonyConfig", "AgentConfig"])
@pytest.mark.parametrize(
    ("distributions", "text"),
    [
        ([(SOURCE, 100)], "must list each of the Regions us-east-1 and us-west-2 once"),
        ([], "must list each of the Regions us-east-1 and us-west-2 once"),
        (
            [(SOURCE, 50), (SOURCE, 50)],
            "must list each of the Regions us-east-1 and us-west-2 once",
        ),
        (
            [(SOURCE, 50), (REPLICA, 50), (REPLICA, 0)],
            "must list each of the Regions us-east-1 and us-west-2 once",
        ),
        (
            [(SOURCE, 50), ("eu-west-2", 50)],
            "must list each of the Regions us-east-1 and us-west-2 once",
        ),
        (
            [(SOURCE, 95), (REPLICA, 5)],
            "must have percentages in steps of 10 that add up to 100",
        ),
        (
            [(SOURCE, 50), (REPLICA, 40)],
            "must have percentages in steps of 10 that add up to 100",
        ),
        (
            [(SOURCE, 100), (REPLICA, 10)],
            "must have percentages in steps of 10 that add up to 100",
        ),
        ([(SOURCE, 0), (REPLICA, 0)], "must have percentages in steps of 10 that add up to 100"),
    ],
)
def test_d1_other_per_cents_are_an_invalid_request(
    pair: PairDesk, member: str, distributions: list[tuple[str, int]], text: str
) -> None:
    before = told_distribution(pair)
    config = [{"Region": region, "Percentage": share} for region, share in distributions]

    answer = refusal(
        pair.source.update_traffic_distribution,
        Id=pair.group,
        **{"TelephonyConfig": shares(0, 100), member: {"Distributions": config}},
    )

    assert answer == ("InvalidRequestException", f"{member} {text}")
    assert told_distribution(pair) == before


@pytest.mark.parametrize("share", [-10, 110])
def test_a_percentage_is_of_0_to_100(pair: PairDesk, share: int) -> None:
    code, _ = refusal(
        pair.source.update_traffic_distribution,
        Id=pair.group,
        TelephonyConfig=shares(share, 100 - share),
    )

    assert code == "InvalidRequestException"


def test_d2_agents_sign_in_somewhere(pair: PairDesk) -> None:
    before = told_distribution(pair)

    assert refusal(
        pair.source.update_traffic_distribution,
        Id=pair.group,
        SignInConfig=sign_in(source=False, replica=False),
    ) == ("InvalidRequestException", "SignInConfig must enable one Region at least")
    assert refusal(
        pair.source.update_traffic_distribution,
        Id=pair.group,
        SignInConfig={"Distributions": [{"Region": SOURCE, "Enabled": True}]},
    ) == (
        "InvalidRequestException",
        "SignInConfig must list each of the Regions us-east-1 and us-west-2 once",
    )
    assert told_distribution(pair) == before


def test_d3_sign_in_is_of_the_default_group_only(pair: PairDesk) -> None:
    assert refusal(
        pair.source.update_traffic_distribution,
        Id=pair.new_group(),
        SignInConfig=sign_in(source=True, replica=True),
    ) == (
        "InvalidRequestException",
        "SignInConfig can be changed on the default traffic distribution group only",
    )


def test_g3_g4_an_update_in_progress_is_shown_and_takes_no_other(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    outdial.clock.advance(hours=1)
    choose(mirroring_delay=timedelta(seconds=30))
    update = pair.source.update_traffic_distribution
    update(Id=pair.group, TelephonyConfig=shares(0, 100))

    def status() -> str:
        answer = pair.source.describe_traffic_distribution_group(
            TrafficDistributionGroupId=pair.group
        )
        return answer["TrafficDistributionGroup"]["Status"]

    assert status() == "UPDATE_IN_PROGRESS"
    assert told_distribution(pair)["TelephonyConfig"] == shares(0, 100)
    assert refusal(update, Id=pair.group, TelephonyConfig=shares(50, 50)) == IN_PROGRESS

    outdial.clock.advance(seconds=30)
    assert status() == "ACTIVE"
    update(Id=pair.group, TelephonyConfig=shares(50, 50))
    assert told_distribution(pair)["TelephonyConfig"] == shares(50, 50)


def test_what_is_wrong_is_found_in_the_order_group_distribution_progress(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    outdial.clock.advance(hours=1)
    choose(mirroring_delay=timedelta(seconds=30))
    pair.source.update_traffic_distribution(Id=pair.group, TelephonyConfig=shares(0, 100))
    wrong = shares(1, 2)

    by_id_from_the_replica = refusal(
        pair.replica.update_traffic_distribution, Id=pair.group, TelephonyConfig=wrong
    )
    in_progress = refusal(
        pair.source.update_traffic_distribution, Id=pair.group, TelephonyConfig=wrong
    )

    assert by_id_from_the_replica == NOT_FOUND
    assert in_progress == (
        "InvalidRequestException",
        "TelephonyConfig must have percentages in steps of 10 that add up to 100",
    )


def test_g2_a_third_region_and_another_account_do_not_find_a_group(pair: PairDesk) -> None:
    for stranger in (client("eu-west-2"), client(account="999999999999")):
        for name in (pair.group, pair.group_arn):
            assert refusal(stranger.update_traffic_distribution, Id=name) == NOT_FOUND
