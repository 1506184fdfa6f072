"""From an operation's values to XML: a writer for each shape, made when it is first needed.

A member that is None is left out. A member that the shape does not know, a value of another type
or a character that XML cannot hold is a fault of the operation: KeyError, TypeError or ValueError.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import quote

from outdial.wire import timestamps
from outdial.wire.query.characters import escaped, is_writable
from outdial.wire.shape import Shape

Writer = Callable[[Any], str]
"""Writes what stands inside the element of a value."""

_POLICY = "policyDocumentType"
"""IAM answers policies percent-encoded [documented], and its clients decode them by this shape."""


@cache
def writer(shape: Shape) -> Writer:
    """Make the writer of a shape."""
    match shape.type:
        case "structure":
            return _structure_writer(shape)
        case "list":
            return _list_writer(shape, writer(shape.member))
        case "map":
            return _map_writer(shape, writer(shape.key), writer(shape.value))
        case plain:
            kind, write = _PLAIN[plain]
            return _plain_writer(shape, kind, _write_policy if shape.name == _POLICY else write)


def _structure_writer(shape: Shape) -> Writer:
    writers: Mapping[str, Writer] | None = None

    def write(value: Mapping[str, Any]) -> str:
        nonlocal writers
        if writers is None:  # made late, as a structure may contain itself
            writers = {name: writer(member) for name, member in shape.members.items()}
        _expect(value, Mapping, shape)
        return "".join(
            [
                f"<{name}>{writers[name](item)}</{name}>"
                for name, item in value.items()
                if item is not None
            ]
        )

    return write


def _list_writer(shape: Shape, write_item: Writer) -> Writer:
    def write(value: list[Any] | tuple[Any, ...]) -> str:
        _expect(value, (list, tuple), shape)
        return "".join([f"<member>{write_item(item)}</member>" for item in value])

    return write


def _map_writer(shape: Shape, write_key: Writer, write_item: Writer) -> Writer:
    def write(value: Mapping[str, Any]) -> str:
        _expect(value, Mapping, shape)
        return "".join(
            [
                f"<entry><key>{write_key(key)}</key><value>{write_item(item)}</value></entry>"
                for key, item in value.items()
            ]
        )

    return write


def _plain_writer(shape: Shape, kind: type, write_text: Writer) -> Writer:
    def write(value: object) -> str:
        if type(value) is not kind:
            raise TypeError(f"{shape.name} is no {type(value).__name__}")
        return write_text(value)

    return write


def _write_string(value: str) -> str:
    if not is_writable(value):
        raise ValueError(f"a character that XML cannot hold: {value!r}")
    return escaped(value)


def _write_policy(value: str) -> str:
    return quote(value, safe="")


_PLAIN: Mapping[str, tuple[type, Writer]] = {
    "blob": (bytes, lambda value: b64encode(value).decode()),
    "boolean": (bool, lambda value: "true" if value else "false"),
    "integer": (int, str),
    "string": (str, _write_string),
    "timestamp": (datetime, timestamps.to_iso_seconds),
}
"""The type of each plain kind of values, and how it is written."""


def _expect(value: object, kind: type | tuple[type, ...], shape: Shape) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"{shape.name} is no {type(value).__name__}")
