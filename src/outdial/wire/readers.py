"""From JSON to an operation's values: a reader for each shape, made when it is first needed.

A null member is an absent one, an unknown member is passed over; everything else that is not what
the shape says is unreadable. So is a null in a list or a map.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import msgspec

from outdial.wire import timestamps
from outdial.wire.shape import Shape
from outdial.wire.unreadable import Unreadable

Reader = Callable[[Any, int], Any]
"""Reads a value that stands at a depth, or raises Unreadable."""

_DEEPEST = 100
"""So deep may structures stand in each other; whatever nests without end is made of them."""

BITS = {"integer": 31, "long": 63}


@cache
def reader(shape: Shape) -> Reader:
    """Make the reader of a shape."""
    match shape.type:
        case "structure":
            return _structure_reader(shape)
        case "list":
            return _list_reader(reader(shape.member))
        case "map":
            return _map_reader(reader(shape.value))
        case "integer" | "long":
            return _integer_reader(1 << BITS[shape.type])
        case "timestamp":
            return _read_iso if shape.timestamp_format == "iso8601" else _read_epoch
        case plain:
            return {
                "string": _read_string,
                "boolean": _read_boolean,
                "float": _read_number,
                "double": _read_number,
            }[plain]


def read_members(readers: Mapping[str, Reader], value: object, depth: int) -> dict[str, Any]:
    """Read the members of an object that have a reader."""
    if type(value) is not dict:
        raise Unreadable("expected an object")
    if depth > _DEEPEST:
        raise Unreadable("nested too deep")
    members = {}
    for name, item in value.items():
        read = readers.get(name)
        if read is not None and item is not None:
            try:
                members[name] = read(item, depth + 1)
            except Unreadable as fault:
                raise fault.under(f".{name}") from None
    return members


def _structure_reader(shape: Shape) -> Reader:
    readers: Mapping[str, Reader] | None = None

    def read(value: object, depth: int) -> dict[str, Any]:
        nonlocal readers
        if readers is None:  # made late, as a structure may contain itself
            readers = {name: reader(member) for name, member in shape.members.items()}
        return read_members(readers, value, depth)

    return read


def _list_reader(read_item: Reader) -> Reader:
    def read(value: object, depth: int) -> list[Any]:
        if type(value) is not list:
            raise Unreadable("expected an array")
        items: list[Any] = []
        for item in value:
            try:
                items.append(read_item(item, depth + 1))
            except Unreadable as fault:
                raise fault.under(f"[{len(items)}]") from None
        return items

    return read


def _map_reader(read_item: Reader) -> Reader:
    def read(value: object, depth: int) -> dict[str, Any]:
        if type(value) is not dict:
            raise Unreadable("expected an object")
        items = {}
        for key, item in value.items():
            try:
                items[key] = read_item(item, depth + 1)
            except Unreadable as fault:
                raise fault.under(f"[{msgspec.json.encode(key).decode()}]") from None
        return items

    return read


def _integer_reader(limit: int) -> Reader:
    def read(value: object, _: int) -> int:
        if type(value) is not int:
            raise Unreadable("expected an integer")
        if not -limit <= value < limit:
            raise Unreadable("expected a smaller integer")
        return value

    return read


def _read_string(value: object, _: int) -> str:
    if type(value) is not str:
        raise Unreadable("expected a string")
    return value


def _read_boolean(value: object, _: int) -> bool:
    if type(value) is not bool:
        raise Unreadable("expected true or false")
    return value


def _read_number(value: object, _: int) -> float:
    if type(value) is not float and type(value) is not int:
        raise Unreadable("expected a number")
    try:
        return float(value)
    except OverflowError:
        raise Unreadable("expected a smaller number") from None


def _read_epoch(value: object, depth: int) -> datetime:
    try:
        return timestamps.from_epoch(_read_number(value, depth))
    except ValueError:
        raise Unreadable("expected a time within the calendar") from None


def _read_iso(value: object, depth: int) -> datetime:
    try:
        return timestamps.from_iso(_read_string(value, depth))
    except ValueError:
        raise Unreadable("expected an ISO 8601 time") from None
