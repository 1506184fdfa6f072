"""From the fields of a request to the values of its operation."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from outdial.iam_errors import MalformedInput
from outdial.wire.model import Operation
from outdial.wire.query.form import Fields, grow
from outdial.wire.query.readers import Reader, read_members, reader
from outdial.wire.unreadable import Unreadable


def decode(operation: Operation, fields: Fields) -> dict[str, Any]:
    """Read what a request gives an operation; MalformedInput names what cannot be read."""
    readers = _readers(operation)
    try:
        return read_members(readers, grow(fields, readers))
    except Unreadable as fault:
        raise MalformedInput(f"{fault.path[1:]}: {fault.reason}") from None


@cache
def _readers(operation: Operation) -> Mapping[str, Reader]:
    shape = operation.input
    return {name: reader(member) for name, member in shape.members.items()} if shape else {}
