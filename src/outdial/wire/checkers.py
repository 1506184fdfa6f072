"""The constraints of a shape: a checker for each, made when it is first needed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from outdial.wire.limits import listed, number_checker, size_checker, string_checker, type_checker
from outdial.wire.quirks import EMPTIABLE
from outdial.wire.shape import Shape
from outdial.wire.violation import Checker, Violation, Violations, broken


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
            return string_checker(shape)
        case "integer" | "long" | "float" | "double":
            return number_checker(shape)
        case plain:
            return type_checker(
                *{
                    "blob": (bytes, "base64"),
                    "boolean": (bool, "true or false"),
                    "timestamp": (datetime, "a timestamp"),
                }[plain]
            )


def _structure_checker(shape: Shape) -> Checker:
    rows: Sequence[tuple[str, Violations, Checker | None]] | None = None
    union = _one_of(shape) if shape.union else ()

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
                found += [violation.under(f".{name}", item) for violation in wrong]
        if union and len(value) != 1:
            found += union
        return found

    return check


def _one_of(shape: Shape) -> Violations:
    rule = f"have exactly one of {listed(list(shape.refs))}"
    return broken(f"must {rule}", rule)


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
    check_size, check_item = size_checker(shape, "must include", "item"), checker(shape.member)
    if check_item is None:
        return check_size

    def check(value: Sequence[Any]) -> Violations:
        if check_size and (wrong := check_size(value)):
            return wrong
        for at, item in enumerate(value):
            if wrong := check_item(item):  # of a million bad items, one is enough
                return [violation.under(f"[{at}]", item) for violation in wrong]
        return ()

    return check


def _map_checker(shape: Shape) -> Checker | None:
    check_size = size_checker(shape, "must include", "item")
    check_key, check_item = checker(shape.key), checker(shape.value)
    if check_key is None and check_item is None:
        return check_size

    def check(value: Mapping[str, Any]) -> Violations:
        if check_size and (wrong := check_size(value)):
            return wrong
        for key, item in value.items():
            if check_key and (wrong := check_key(key)):
                return [violation.under(" key", key) for violation in wrong]
            if check_item and (wrong := check_item(item)):
                return [violation.under(" value", item) for violation in wrong]
        return ()

    return check
