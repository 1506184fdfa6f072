"""The fields of a request: those of its query string and of its form, and the tree they make."""

from collections.abc import Container
from typing import TypeAlias

from outdial.http import Request
from outdial.wire.escapes import query_pairs
from outdial.wire.unreadable import Unreadable

Fields = dict[str, str]
"""The fields of a request by name; of a name that is repeated, the last."""

Node: TypeAlias = "str | dict[str, Node]"
"""A field's value, or the fields whose names go on after a dot."""

_DEEPEST = 100
"""So many parts may a name have."""


def read_fields(request: Request) -> Fields:
    """Read the query string, then the form, which is taken for one whatever its content type."""
    fields = dict(query_pairs(request.query))
    fields |= query_pairs(request.body.decode("latin-1"))
    return fields


def grow(fields: Fields, members: Container[str]) -> dict[str, Node]:
    """Make the tree of the fields whose name begins with a member; others are passed over."""
    tree: dict[str, Node] = {}
    for name, value in fields.items():
        head, *path = name.split(".", _DEEPEST)
        if head in members:
            _plant(tree, [head, *path], value)
    return tree


def _plant(tree: dict[str, Node], path: list[str], value: str) -> None:
    if len(path) > _DEEPEST:
        raise Unreadable("nested too deep", f".{path[0]}")
    *stem, leaf = path
    place = tree
    for step in stem:
        node = place.setdefault(step, {})
        if isinstance(node, str):
            raise _both(path)
        place = node
    if isinstance(place.setdefault(leaf, value), dict):
        raise _both(path)


def _both(path: list[str]) -> Unreadable:
    return Unreadable("expected one value, or members, not both", f".{'.'.join(path)}")
