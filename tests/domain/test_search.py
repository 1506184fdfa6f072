"""The rules of searches, S1 to S6."""

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial.domain.search import (
    criteria_match,
    refuse_malformed_criteria,
    string_matches,
    tags_match,
)
from outdial.errors import InvalidParameterException

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outdial.wire import shapes

FIELDS = ("name", "description", "resourceID")
QUEUE = {"name": "Sales West", "description": None, "resourceID": "q-1"}


def condition(
    field: str, value: str, comparison: "shapes.StringComparisonType"
) -> "shapes.StringCondition":
    return {"FieldName": field, "Value": value, "ComparisonType": comparison}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (condition("name", "Sales", "STARTS_WITH"), True),
        (condition("name", "West", "STARTS_WITH"), False),
        (condition("name", "es We", "CONTAINS"), True),
        (condition("name", "East", "CONTAINS"), False),
        (condition("name", "Sales West", "EXACT"), True),
        (condition("name", "Sales", "EXACT"), False),
        (condition("description", "", "STARTS_WITH"), False),
        (condition("resourceID", "q-1", "EXACT"), True),
        (None, True),
    ],
)
def test_a_string_condition_compares_as_it_says(
    asked: "shapes.StringCondition | None", found: object
) -> None:
    assert string_matches(asked, QUEUE) is found


@given(st.text(st.characters(codec="ascii")))
def test_s1_text_is_compared_without_regard_to_case(text: str) -> None:
    assert string_matches(condition("name", text.swapcase(), "EXACT"), {"name": text})


@pytest.mark.parametrize("member", ["FieldName", "Value", "ComparisonType"])
def test_s2_a_condition_without_one_of_its_members_is_refused(member: str) -> None:
    whole: dict[str, Any] = {"FieldName": "name", "Value": "Sales", "ComparisonType": "EXACT"}
    del whole[member]

    with pytest.raises(InvalidParameterException) as refusal:
        refuse_malformed_criteria({"AndConditions": [{"StringCondition": whole}]}, FIELDS)

    assert refusal.value.text == f"StringCondition must have a {member}"


def test_s2_a_field_that_is_not_searched_by_is_refused() -> None:
    criteria = {"StringCondition": condition("Name", "Sales", "EXACT")}

    with pytest.raises(InvalidParameterException) as refusal:
        refuse_malformed_criteria(criteria, FIELDS)

    assert refusal.value.text == (
        "FieldName must be one of name, description, resourceID, but it is Name"
    )


@pytest.mark.parametrize("field", ["name", "description"])
@pytest.mark.parametrize("length", [0, 1, 26])
def test_s3_contains_takes_2_to_25_characters(field: str, length: int) -> None:
    criteria = {
        "OrConditions": [{"StringCondition": condition(field, "\N{BELL}" * length, "CONTAINS")}]
    }

    with pytest.raises(InvalidParameterException) as refusal:
        refuse_malformed_criteria(criteria, FIELDS)

    assert refusal.value.text == (
        f"A {field} is searched by CONTAINS with 2 to 25 characters, not {length}"
    )


@pytest.mark.parametrize(
    "asked",
    [
        condition("name", "ab", "CONTAINS"),
        condition("description", "x" * 25, "CONTAINS"),
        condition("name", "a", "STARTS_WITH"),
        condition("name", "x" * 127, "EXACT"),
        condition("resourceID", "a", "CONTAINS"),
    ],
)
def test_s3_holds_for_contains_in_names_and_descriptions_alone(
    asked: "shapes.StringCondition",
) -> None:
    refuse_malformed_criteria({"StringCondition": asked}, FIELDS)


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        (None, True),
        ({}, True),
        ({"AndConditions": [], "OrConditions": []}, True),
        ({"is": True}, True),
        ({"is": False}, False),
        ({"AndConditions": [{"is": True}, {"is": False}]}, False),
        ({"AndConditions": [{"is": True}, {"is": True}]}, True),
        ({"OrConditions": [{"is": True}, {"is": False}]}, True),
        ({"OrConditions": [{"is": False}, {"is": False}]}, False),
        ({"is": False, "OrConditions": [{"is": True}]}, False),
        ({"AndConditions": [{"OrConditions": [{"is": False}, {"is": True}]}]}, True),
        ({"AndConditions": [{"is": False}], "OrConditions": [{"is": True}]}, False),
    ],
)
def test_s4_criteria_hold_together(
    criteria: "Mapping[str, Any] | None",
    found: object,
) -> None:
    assert criteria_match(criteria, lambda one: one.get("is", True)) is found


@pytest.mark.parametrize(
    ("tag_filter", "found"),
    [
        (None, True),
        ({}, True),
        ({"TagCondition": {"TagKey": "team", "TagValue": "red"}}, True),
        ({"TagCondition": {"TagKey": "team", "TagValue": "blue"}}, False),
        ({"TagCondition": {"TagKey": "team"}}, True),
        ({"TagCondition": {"TagKey": "none"}}, False),
        ({"TagCondition": {"TagValue": "red"}}, True),
        ({"TagCondition": {"TagValue": "none"}}, False),
        ({"TagCondition": {}}, True),
        ({"AndConditions": [{"TagKey": "team"}, {"TagKey": "site", "TagValue": "1"}]}, True),
        ({"AndConditions": [{"TagKey": "team"}, {"TagKey": "none"}]}, False),
        ({"OrConditions": [[{"TagKey": "team"}, {"TagKey": "none"}], [{"TagKey": "site"}]]}, True),
        ({"OrConditions": [[{"TagKey": "team"}, {"TagKey": "none"}]]}, False),
        ({"OrConditions": [[{"TagKey": "team"}]], "TagCondition": {"TagKey": "none"}}, False),
    ],
)
def test_s5_a_tag_filter_holds_together(
    tag_filter: "shapes.ControlPlaneTagFilter | None", found: object
) -> None:
    assert tags_match(tag_filter, {"team": "red", "site": "1"}) is found


def test_s6_tags_are_compared_to_the_letter() -> None:
    assert not tags_match({"TagCondition": {"TagKey": "Team"}}, {"team": "red"})
    assert not tags_match({"TagCondition": {"TagKey": "team", "TagValue": "Red"}}, {"team": "red"})
