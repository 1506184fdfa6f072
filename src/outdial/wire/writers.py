"""From an operation's values to JSON: a writer for each shape, made when it is first needed.

A member that is None is left out. A member that the shape does not know, or a value of another
type, is a fault of the operation: KeyError or TypeError.
"""

import math
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from outdial.wire import timestamps
from outdial.wire.shape import Shape

Writer = Callable[[Any], Any]


@cache
def writer(shape: Shape) -> Writer:
    """Make the writer of a shape."""
    match shape.type:
        case "structure":
            return _structure_writer(shape)
        case "list":
            return _list_writer(shape, writer(shape.member))
        case "map":
            return _map_writer(shape, writer(shape.value))
        case "timestamp":
            return _write_iso if shape.timestamp_format == "iso8601" else _write_epoch
        case "float" | "double":
            return _write_number
        case plain:
            kind = {"string": str, "boolean": bool, "integer": int, "long": int}[plain]
            return _plain_writer(shape, kind)


def _structure_writer(shape: Shape) -> Writer:
    writers: Mapping[str, Writer] | None = None

    def write(value: Mapping[str, Any]) -> dict[str, Any]:
        nonlocal writers
        if writers is None:  # made late, as a structure may contain itself
            writers = {name: writer(member) for name, member in shape.members.items()}
        _expect(value, Mapping, shape)
        return {name: writers[name](item) for name, item in value.items() if item is not None}

    return write


def _list_writer(shape: Shape, write_item: Writer) -> Writer:
    def write(value: list[Any] | tuple[Any, ...]) -> list[Any]:
        _expect(value, (list, tuple), shape)
        return [write_item(item) for item in value]

    return write


def _map_writer(shape: Shape, write_item: Writer) -> Writer:
    def write(value: Mapping[str, Any]) -> dict[str, Any]:
        _expect(value, Mapping, shape)
        return {_key(key, shape): write_item(item) for key, item in value.items()}

    return write


def _plain_writer(shape: Shape, kind: type) -> Writer:
    def write(value: object) -> object:
        if type(value) is not kind:
            raise TypeError(f"{shape.name} is no {type(value).__name__}")
        return value

    return write


def _write_number(value: float) -> float:
    if type(value) not in {float, int} or not math.isfinite(value):
        raise TypeError(f"not a number of JSON: {value!r}")
    return value


def _write_epoch(value: datetime) -> float:
    return timestamps.to_epoch(value)


def _write_iso(value: datetime) -> str:
    return timestamps.to_iso(value)


def _key(key: object, shape: Shape) -> str:
    if type(key) is not str:
        raise TypeError(f"a key of {shape.name} is no {type(key).__name__}")
    return key


def _expect(value: object, kind: type | tuple[type, ...], shape: Shape) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"{shape.name} is no {type(value).__name__}")
