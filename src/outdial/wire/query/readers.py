"""From a tree of fields to an operation's values: a reader for each shape, made when needed.

A list is `Tags.member.1`, `Tags.member.2`, …; a map `Map.entry.1.key` and `Map.entry.1.value`; an
empty list is the field alone, without a value. A text that is not what its shape says stays as it
is, and validation finds it; a structure, list or map that is none is unreadable.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from outdial.wire.query.characters import is_writable
from outdial.wire.query.form import Node
from outdial.wire.shape import Shape
from outdial.wire.texts import converter
from outdial.wire.unreadable import Unreadable

Reader = Callable[[Node], Any]
"""Reads a value from where it stands in the tree, or raises Unreadable."""

_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@cache
def reader(shape: Shape) -> Reader:
    """Make the reader of a shape."""
    match shape.type:
        case "structure":
            return _structure_reader(shape)
        case "list":
            return _list_reader(reader(shape.member))
        case "map":
            return _map_reader(reader(shape.key), reader(shape.value))
        case _:
            return _text_reader(shape)


def read_members(readers: Mapping[str, Reader], node: Node) -> dict[str, Any]:
    """Read the members of a structure that have a reader."""
    members = {}
    for name, item in _branches(node, "members").items():
        if read := readers.get(name):
            members[name] = _read_under(read, item, f".{name}")
    return members


def _structure_reader(shape: Shape) -> Reader:
    readers: Mapping[str, Reader] | None = None

    def read(node: Node) -> dict[str, Any]:
        nonlocal readers
        if readers is None:  # made late, as a structure may contain itself
            readers = {name: reader(member) for name, member in shape.members.items()}
        return read_members(readers, node)

    return read


def _list_reader(read_item: Reader) -> Reader:
    def read(node: Node) -> list[Any]:
        return [_read_under(read_item, item, step) for step, item in _numbered(node, "member")]

    return read


def _map_reader(read_key: Reader, read_item: Reader) -> Reader:
    def read(node: Node) -> dict[str, Any]:
        items = {}
        for step, entry in _numbered(node, "entry"):
            pair = _branches(entry, "a key and a value", step)
            if not {"key", "value"} <= pair.keys():
                raise Unreadable("expected a key and a value", step)
            key = _read_under(read_key, pair["key"], f"{step}.key")
            items[key] = _read_under(read_item, pair["value"], f"{step}.value")
        return items

    return read


def _text_reader(shape: Shape) -> Reader:
    convert = converter(shape)

    def read(node: Node) -> object:
        if not isinstance(node, str):
            raise Unreadable("expected one value")
        if not is_writable(node):  # no answer could name it
            raise Unreadable("expected no character that XML cannot hold")
        return convert(node)

    return read


def _numbered(node: Node, name: str) -> Iterator[tuple[str, Node]]:
    """Give the items of a list or the entries of a map by their number, and the step to each."""
    branches = _branches(node, f"{name}.1, {name}.2 and so on")
    if not branches:
        return
    if name not in branches:
        raise Unreadable(f"expected {name}.1, {name}.2 and so on")
    items = _branches(branches[name], "numbers", f".{name}")
    if any(_NUMBER.fullmatch(number) is None for number in items):
        raise Unreadable("expected numbers", f".{name}")
    for number in sorted(items, key=int):
        yield f".{name}.{number}", items[number]


def _branches(node: Node, expected: str, path: str = "") -> Mapping[str, Node]:
    if isinstance(node, dict):
        return node
    if node:
        raise Unreadable(f"expected {expected}", path)
    return {}


def _read_under(read: Reader, node: Node, step: str) -> Any:
    try:
        return read(node)
    except Unreadable as fault:
        raise fault.under(step) from None
