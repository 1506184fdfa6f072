"""Hours of operation: time zones, and what keeps hours from being deleted."""

from collections.abc import Callable
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial.domain.hours_of_operation import (
    all_week,
    refuse_in_use,
    refuse_repeated_parent,
    refuse_time_zone,
)
from outdial.domain.resource import Address
from outdial.errors import InvalidParameterException, InvalidRequestException

ZONES = files("tzdata").joinpath("zones").read_text("utf-8").split()
USER = Address("any", "instance", "id")


@pytest.mark.parametrize("name", ["UTC", "EST", "US/Eastern", "America/Argentina/Ushuaia"])
def test_h1_takes_zones_and_their_older_names(name: str) -> None:
    refuse_time_zone(name)


@given(st.sampled_from(ZONES), st.sampled_from([str.lower, str.upper, " {}".format, "{}/".format]))
def test_h1_refuses_a_name_that_differs(zone: str, change: Callable[[str], str]) -> None:
    name = change(zone)
    if name not in ZONES:
        with pytest.raises(InvalidParameterException):
            refuse_time_zone(name)


@given(st.text())
def test_h1_refuses_any_other_text(name: str) -> None:
    if name not in ZONES:
        with pytest.raises(InvalidParameterException):
            refuse_time_zone(name)


def test_h2_the_week_is_seven_days_from_midnight_to_midnight() -> None:
    week = all_week()

    assert len({entry["Day"] for entry in week}) == len(week) == 7
    assert all(entry["StartTime"] == entry["EndTime"] for entry in week)


@pytest.mark.parametrize(("relation", "user"), [("hours", "a queue"), ("parent", "other hours")])
def test_h4_refuses_the_deletion_of_hours_that_something_names(relation: str, user: str) -> None:
    with pytest.raises(InvalidRequestException, match=f"in use by {user}"):
        refuse_in_use([(relation, USER)])


def test_h4_lets_hours_go_that_nothing_names() -> None:
    refuse_in_use([])


@given(st.lists(st.sampled_from("abc"), max_size=3))
def test_h5_refuses_parents_that_are_not_all_different(parents: list[str]) -> None:
    if sorted(set(parents)) == sorted(parents):
        refuse_repeated_parent(parents)
    else:
        with pytest.raises(InvalidParameterException):
            refuse_repeated_parent(parents)
