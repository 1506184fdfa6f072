"""The constraints of a shape: a checker for each, made when it is first needed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from outdial.wire.patterns import matcher, meant
from outdial.wire.quirks import E164, EMPTIABLE
from outdial.wire.readers import BITS
from outdial.wire.shape import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A rule of the model that a value breaks; `path` is the member's, with dots and indexes."""

    path: str = ""
    rule: str
    missing: bool = False

    @property
    def text(self) -> str:
        """Say in the service's voice what is wrong, without the value itself."""
        return f"{self.path} {self.rule}"

    def under(self, step: str) -> "Violation":
        """Place the violation one step further down."""
        return replace(self, path=step + self.path)


Violations = Sequence[Violation]
Checker = Callable[[Any], Violations]

_NAMED = 12
"""So many values of an enum are named in a text."""


@cache
def checker(shape: Shape) -> Checker | None:
    """Make the checker of a shape; None if every value of its type will do."""
    match shape.type:
        case "structure":
            return _structure_checker(shape)
        case "list":
            return _list_checker(shape)
        case "map":
            return _map_checker(shape)
        case "string":
            return _string_checker(shape)
        case "integer" | "long" | "float" | "double":
            return _number_checker(shape)
        case plain:
            return _type_checker(
                *{
                    "boolean": (bool, "true or false"),
                    "timestamp": (datetime, "a timestamp"),
                }[plain]
            )


def _structure_checker(shape: Shape) -> Checker:
    rows: Sequence[tuple[str, Violations, Checker | None]] | None = None
    union = broken(f"must have exactly one of {_listed(list(shape.refs))}") if shape.union else ()

    def check(value: Mapping[str, Any]) -> Violations:
        nonlocal rows
        if rows is None:  # made late, as a structure may contain itself
            rows = _rows(shape)
        found: list[Violation] = []
        for name, absent, check_member in rows:
            item = value.get(name)
            if item is None:
                found += absent
            elif check_member is not None and (wrong := check_member(item)):
                found += [violation.under(f".{name}") for violation in wrong]
        if union and len(value) != 1:
            found += union
        return found

    return check


def _rows(shape: Shape) -> Sequence[tuple[str, Violations, Checker | None]]:
    """List the members that have a rule: the name, what its absence breaks, its checker."""
    rows = []
    for name, member in shape.members.items():
        required = name in shape.required
        absent = (Violation(path=f".{name}", rule="is required", missing=True),) if required else ()
        check = checker(member)
        if check and (shape.name, name) in EMPTIABLE:
            check = _unless_empty(check)
        if absent or check:
            rows.append((name, absent, check))
    return rows


def _unless_empty(check: Checker) -> Checker:
    return lambda value: check(value) if value else ()


def _list_checker(shape: Shape) -> Checker | None:
    check_size, check_item = _size_checker(shape, "must include", "item"), checker(shape.member)
    if check_item is None:
        return check_size

    def check(value: Sequence[Any]) -> Violations:
        if check_size and (wrong := check_size(value)):
            return wrong
        for at, item in enumerate(value):
            if wrong := check_item(item):  # of a million bad items, one is enough
                return [violation.under(f"[{at}]") for violation in wrong]
        return ()

    return check


def _map_checker(shape: Shape) -> Checker | None:
    check_size = _size_checker(shape, "must include", "item")
    check_key, check_item = checker(shape.key), checker(shape.value)
    if check_key is None and check_item is None:
        return check_size

    def check(value: Mapping[str, Any]) -> Violations:
        if check_size and (wrong := check_size(value)):
            return wrong
        for key, item in value.items():
            if check_key and (wrong := check_key(key)):
                return [violation.under(" key") for violation in wrong]
            if check_item and (wrong := check_item(item)):
                return [violation.under(" value") for violation in wrong]
        return ()

    return check


def _string_checker(shape: Shape) -> Checker | None:
    if shape.enum:
        allowed, unlisted = frozenset(shape.enum), broken(f"must be one of {_listed(shape.enum)}")
        return lambda value: () if value in allowed else unlisted
    check_size = _size_checker(shape, "must be", "character", " long")
    if shape.pattern is None:
        return check_size
    pattern = meant(shape.pattern)
    rule = "not in E164 format" if pattern == E164 else f"must match the pattern {pattern}"
    unmatched = broken(rule)

    def check(value: str) -> Violations:
        if check_size and (wrong := check_size(value)):
            return wrong  # a pattern may be slow on what is too long
        return () if matcher(pattern)(value) else unmatched

    return check


def _size_checker(shape: Shape, verb: str, noun: str, end: str = "") -> Checker | None:
    """Check the length of a text, or the number of items of a list or a map."""
    low, high = int(shape.min or 0), shape.max
    if low == 0 and high is None:
        return None
    few = broken(f"{verb} at least {low} {noun}{'' if low == 1 else 's'}{end}")
    many = broken(f"{verb} at most {high} {noun}{'' if high == 1 else 's'}{end}")

    def check(value: Collection[Any]) -> Violations:
        size = len(value)
        if size < low:
            return few
        return many if high is not None and size > high else ()

    return check


def _number_checker(shape: Shape) -> Checker:
    kind = "an integer" if shape.type in BITS else "a number"
    low, high = shape.min, shape.max
    few, many = broken(f"must be at least {_plain(low)}"), broken(f"must be at most {_plain(high)}")
    mistyped = broken(f"must be {kind}")

    def check(value: float) -> Violations:
        if type(value) is not int and type(value) is not float:
            return mistyped
        if low is not None and value < low:
            return few
        return many if high is not None and value > high else ()

    return check


def _type_checker(kind: type, name: str) -> Checker:
    """Check what a query or a header could not be read as."""
    mistyped = broken(f"must be {name}")
    return lambda value: () if isinstance(value, kind) else mistyped


def broken(rule: str) -> Violations:
    """Make the violation of a rule, ready to be placed."""
    return (Violation(rule=rule),)


def _listed(values: Sequence[str]) -> str:
    rest = len(values) - _NAMED
    return ", ".join(values[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _plain(limit: float | None) -> str:
    return f"{limit:g}" if isinstance(limit, float) else str(limit)
