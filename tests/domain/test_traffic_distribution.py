"""The rules of how a group shares calls, agents and sign-ins, D1 to D3 and D6."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outdial.domain.traffic_distribution import all_at, read_per_cents, read_sign_in
from outdial.errors import InvalidRequestException

REGIONS = ("us-east-1", "us-west-2")
regions = st.sampled_from([*REGIONS, "eu-west-2"])


def is_taken(listed: list[tuple[str, int]]) -> bool:
    try:
        return read_per_cents("TelephonyConfig", listed, REGIONS) == dict(listed)
    except InvalidRequestException:
        return False


@given(st.lists(st.tuples(regions, st.sampled_from([0, 5, 10, 50, 90, 95, 100])), max_size=3))
@example([("us-east-1", 50), ("us-west-2", 50)])
@example([("us-east-1", 95), ("us-west-2", 5)])
@example([("us-east-1", 50), ("us-east-1", 50)])
def test_d1_both_regions_once_each_in_steps_of_ten_that_add_up_to_a_hundred(
    listed: list[tuple[str, int]],
) -> None:
    per_cents = dict(listed)
    good = (
        len(listed) == 2
        and per_cents.keys() == set(REGIONS)
        and all(share in range(0, 101, 10) for share in per_cents.values())
        and sum(per_cents.values()) == 100
    )

    assert is_taken(listed) == good


@pytest.mark.parametrize("share", range(0, 101, 10))
def test_d1_every_step_of_ten_is_taken_in_either_order(share: int) -> None:
    listed = [("us-east-1", share), ("us-west-2", 100 - share)]

    assert is_taken(listed)
    assert is_taken(listed[::-1])


@given(st.lists(st.tuples(regions, st.booleans()), max_size=3))
def test_d2_both_regions_once_each_with_one_enabled(listed: list[tuple[str, bool]]) -> None:
    enabled = dict(listed)
    good = len(listed) == 2 and enabled.keys() == set(REGIONS) and any(enabled.values())

    try:
        taken = read_sign_in(listed, REGIONS, is_default=True) == enabled
    except InvalidRequestException:
        taken = False

    assert taken == good


def test_d3_another_group_takes_no_sign_in() -> None:
    listed = [("us-east-1", True), ("us-west-2", True)]

    with pytest.raises(InvalidRequestException) as refusal:
        read_sign_in(listed, REGIONS, is_default=False)

    assert refusal.value.text == (
        "SignInConfig can be changed on the default traffic distribution group only"
    )


def test_d6_a_new_group_has_everything_at_the_source() -> None:
    shares = all_at("us-west-2", "us-east-1")

    assert shares.telephony == {"us-west-2": 100, "us-east-1": 0}
    assert shares.agents == {"us-west-2": 100, "us-east-1": 0}
    assert shares.sign_in == {"us-west-2": True, "us-east-1": False}
