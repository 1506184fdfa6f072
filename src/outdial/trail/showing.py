"""Parameters and answers as events show them: T4 and T5 of the trail's rules.

For each shape what shows its values is made once, and is None where they stay as they are.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import quote

from outdial.wire.model import Operation
from outdial.wire.shape import Shape
from outdial.wire.timestamps import to_epoch

Show = Callable[[Any], Any]

_ESCAPED = re.compile(r"[^\w.~-]", re.ASCII)

_SECRET = {"ContactFlowContent", "ContactFlowModuleContent", "tokenType"}
"""What is not shown although the model does not call it sensitive."""


def shown_input(operation: Operation, params: Mapping[str, Any]) -> Any:
    """Show what a call was given."""
    shape = operation.input
    if shape is None or not params:
        return None
    shown = _structure(shape, operation.service)(params)
    for member in _labels(operation):
        if _ESCAPED.search(params[member]):
            shown[member] = quote(params[member], safe="-_.~")
    return shown


def shown_output(operation: Operation, answer: object) -> Any:
    """Show what a call was answered."""
    shape = operation.output
    if shape is None or not answer:
        return None
    return _structure(shape, operation.service)(answer)


@cache
def _labels(operation: Operation) -> tuple[str, ...]:
    """Name the members that travel in the path of Connect's operations."""
    shape = operation.input
    places = shape.places if shape else {}
    return tuple(
        name
        for name, (location, _) in places.items()
        if location == "uri" and shape and shape.members[name].type == "string"
    )


@cache
def _show(shape: Shape, service: str) -> Show | None:
    if shape.sensitive or shape.name in _SECRET:
        hidden = "***" if service == "connect" else "HIDDEN_DUE_TO_SECURITY_REASONS"
        return lambda _: hidden
    match shape.type:
        case "structure":
            return _structure(shape, service)
        case "list":
            show_item = _show(shape.member, service)
            return show_item and (lambda value: [show_item(item) for item in value])
        case "map":
            show_value = _show(shape.value, service)
            return show_value and (
                lambda value: {key: show_value(item) for key, item in value.items()}
            )
        case "timestamp":
            return _epoch if service == "connect" else _written
        case _:
            return None


@cache
def _structure(shape: Shape, service: str) -> Show:
    members: Mapping[str, tuple[str, Show | None]] | None = None

    def show(value: Mapping[str, Any]) -> dict[str, Any]:
        nonlocal members
        if members is None:  # made late, as a structure may contain itself
            members = {
                name: (_named(name, service), _show(member, service))
                for name, member in shape.members.items()
            }
        shown = {}
        for name, item in value.items():
            if item is not None:
                called, show_item = members[name]
                shown[called] = item if show_item is None else show_item(item)
        return shown

    return show


def _named(name: str, service: str) -> str:
    return name if service == "connect" else name[0].lower() + name[1:]


def _epoch(time: datetime) -> float:
    return to_epoch(time)


def _written(time: datetime) -> str:
    """Write a time as events of IAM do: `Jan 1, 2026, 9:00:00 AM`."""
    return f"{time:%b} {time.day}, {time.year}, {time.hour % 12 or 12}:{time:%M:%S %p}"
