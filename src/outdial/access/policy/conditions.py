"""Conditions: the operator's name taken apart, and what makes one hold for a request.

From "Condition operators", "Conditions with multiple context keys or values" and "Set operators
for multivalued context keys" [documented]:

- every operator and every key must hold; of a key's values one must match, and for a negated
  operator none may;
- a key that the request has not fails an operator, and passes a negated one, one with
  `IfExists`, and `Null` with `true`;
- `ForAllValues:` holds if every value of the request does, so also if there is none;
  `ForAnyValue:` if one does, so never if there is none, save with `IfExists` [the last
  inferred]. An empty text is no value to them;
- a key with many values needs one of these two: without, no operator holds, negated or not
  [documented that it needs one; the outcome observed, by the authors of iam-simulate].
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from outdial.access.policy.comparisons import COMPARISONS, Comparison
from outdial.access.policy.context import Keys, Value
from outdial.access.policy.matching import Matcher

Test = Callable[[Keys], bool]

NULL = "null"

_NAME = re.compile(r"(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?", re.IGNORECASE)
_COMPARISONS = {name.lower(): comparison for name, comparison in COMPARISONS.items()}
_NULL = Comparison(
    compile=lambda _values, _variables: lambda _text, _keys: False,
    reads=lambda text: text if text.lower() in {"true", "false"} else None,
    type="true or false",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """An operator as a policy names it."""

    base: str
    for_all: bool
    for_any: bool
    if_exists: bool

    @property
    def comparison(self) -> Comparison:
        """How the operator compares."""
        return _NULL if self.base == NULL else _COMPARISONS[self.base]


def read_operator(name: str) -> Operator | None:
    """Take the name of an operator apart, in any case; None if there is none of the name.

    AWS's own examples write `bool` and `Bool` [observed].
    """
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    quantifier, base, if_exists = (part.lower() if part else "" for part in found.groups())
    if base not in _COMPARISONS and (base != NULL or if_exists):
        return None
    return Operator(
        base=base,
        for_all=quantifier == "forallvalues",
        for_any=quantifier == "foranyvalue",
        if_exists=bool(if_exists),
    )


def condition(operator: Operator, key: str, values: Sequence[str], *, variables: bool) -> Test:
    """Make the test of one key."""
    name = key.lower()
    if operator.base == NULL:
        return _null_test(name, {value.lower() == "true" for value in values})
    matches = operator.comparison.compile(values, variables)
    negated, if_exists = operator.comparison.negated, operator.if_exists
    if operator.for_all:
        return _for_all_test(name, matches, negated=negated)
    if operator.for_any:
        return _for_any_test(name, matches, negated=negated, absent=if_exists)
    return _single_test(name, matches, negated=negated, absent=negated or if_exists)


def _null_test(key: str, wanted: set[bool]) -> Test:
    return lambda keys: (keys.get(key) in {None, ()}) in wanted


def _single_test(key: str, matches: Matcher, *, negated: bool, absent: bool) -> Test:
    def holds(keys: Keys) -> bool:
        value = keys.get(key)
        if isinstance(value, str):
            return matches(value, keys) != negated
        return absent if not value else False

    return holds


def _for_all_test(key: str, matches: Matcher, *, negated: bool) -> Test:
    return lambda keys: all(matches(value, keys) != negated for value in _values(keys.get(key)))


def _for_any_test(key: str, matches: Matcher, *, negated: bool, absent: bool) -> Test:
    def holds(keys: Keys) -> bool:
        values = _values(keys.get(key))
        if not values:
            return absent
        return any(matches(value, keys) != negated for value in values)

    return holds


def _values(value: Value | None) -> tuple[str, ...]:
    if not value:
        return ()
    values = (value,) if isinstance(value, str) else value
    return () if values == ("",) else values
