"""The rules of searches: what a search criterion and a tag filter find.

The marks are those of the centre operation: documented, observed, inferred or chosen.

S1  Text is compared without regard to case. [chosen]
S2  A string condition has all three members, and its FieldName is one that the resource is
    searched by, to the letter; else InvalidParameterException. [documented fields; the refusal
    inferred]
S3  A name or a description is searched by CONTAINS with 2 to 25 characters, else
    InvalidParameterException. [documented; the error inferred]
S4  The members of one criterion hold together: of AndConditions all, of OrConditions one. An
    empty list or criterion asks for nothing. [documented; the combination inferred]
S5  The members of a tag filter hold together: of OrConditions one list whole. A condition
    without a value asks for the key alone. [documented; the rest chosen]
S6  Keys and values of tags are compared to the letter, as tags are everywhere. [inferred]
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from outdial.errors import InvalidParameterException

if TYPE_CHECKING:
    from outdial.wire import shapes

MEMBERS: Final = ("FieldName", "Value", "ComparisonType")
CONTAINED: Final = range(2, 26)
"""How many characters of a name or description may be searched by CONTAINS."""


def refuse_malformed_criteria(criteria: Mapping[str, Any], fields: Collection[str]) -> None:
    """Refuse criteria with a string condition that asks for what cannot be searched."""
    condition = criteria.get("StringCondition")
    if condition is not None:
        _refuse_malformed(condition, fields)
    for branch in (*criteria.get("AndConditions", ()), *criteria.get("OrConditions", ())):
        refuse_malformed_criteria(branch, fields)


def _refuse_malformed(condition: "shapes.StringCondition", fields: Collection[str]) -> None:
    for member in MEMBERS:
        if member not in condition:
            raise InvalidParameterException(f"StringCondition must have a {member}")  # S2
    field, length = condition["FieldName"], len(condition["Value"])
    if field not in fields:
        raise InvalidParameterException(
            f"FieldName must be one of {', '.join(fields)}, but it is {field}"  # S2
        )
    contains = condition["ComparisonType"] == "CONTAINS"
    if contains and field in ("name", "description") and length not in CONTAINED:
        raise InvalidParameterException(
            f"A {field} is searched by CONTAINS with 2 to 25 characters, not {length}"  # S3
        )


def criteria_match(
    criteria: Mapping[str, Any] | None, leaf: Callable[[Mapping[str, Any]], bool]
) -> bool:
    """Tell whether a tree of criteria holds; `leaf` judges a criterion apart from its branches."""
    if not criteria:
        return True  # S4
    every: Sequence[Mapping[str, Any]] = criteria.get("AndConditions") or ()
    one: Sequence[Mapping[str, Any]] = criteria.get("OrConditions") or ()
    return (
        leaf(criteria)
        and all(criteria_match(branch, leaf) for branch in every)
        and (not one or any(criteria_match(branch, leaf) for branch in one))  # S4
    )


def string_matches(
    condition: "shapes.StringCondition | None", fields: Mapping[str, str | None]
) -> bool:
    """Tell whether a string condition holds for a record's fields; an absent one always does."""
    if condition is None:
        return True
    text, wanted = fields.get(condition["FieldName"]), condition["Value"].casefold()
    if text is None:
        return False
    held = text.casefold()  # S1
    if condition["ComparisonType"] == "STARTS_WITH":
        return held.startswith(wanted)
    if condition["ComparisonType"] == "CONTAINS":
        return wanted in held
    return held == wanted


def tags_match(tag_filter: "shapes.ControlPlaneTagFilter | None", tags: Mapping[str, str]) -> bool:
    """Tell whether a tag filter holds for a record's tags; an absent or empty one always does."""
    if not tag_filter:
        return True
    every = list(tag_filter.get("AndConditions") or ())
    if "TagCondition" in tag_filter:
        every.append(tag_filter["TagCondition"])
    one = tag_filter.get("OrConditions") or ()
    return _tagged(every, tags) and (not one or any(_tagged(group, tags) for group in one))  # S5


def _tagged(conditions: "Sequence[shapes.TagCondition]", tags: Mapping[str, str]) -> bool:
    return all(_has_tag(condition, tags) for condition in conditions)


def _has_tag(condition: "shapes.TagCondition", tags: Mapping[str, str]) -> bool:
    key, value = condition.get("TagKey"), condition.get("TagValue")
    if key is None:
        return value is None or value in tags.values()  # S5
    return key in tags and value in (None, tags[key])  # S5, S6
