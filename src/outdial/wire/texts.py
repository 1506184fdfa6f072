"""From the text of a label, a query or a header to an operation's value.

A text that is not what its shape says stays as it is, and validation finds it.
"""

import re
from collections.abc import Callable
from contextlib import suppress

from outdial.wire import timestamps
from outdial.wire.readers import BITS
from outdial.wire.shape import Shape

Converter = Callable[[str], object]

_INTEGER = re.compile(r"[+-]?\d{1,19}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,300}(\.\d{1,300})?([eE][+-]?\d{1,2})?", re.ASCII)


def converter(shape: Shape) -> Converter:
    """Choose how texts of a shape are read; a list's texts are read one by one."""
    match shape.type:
        case "list":
            return converter(shape.member)
        case "integer" | "long":
            limit = 1 << BITS[shape.type]
            return lambda text: _integer(text, limit)
        case "float" | "double":
            return lambda text: float(text) if _NUMBER.fullmatch(text) else text
        case "boolean":
            return lambda text: {"true": True, "false": False}.get(text, text)
        case "timestamp":
            return _time
        case _:
            return str


def _integer(text: str, limit: int) -> int | str:
    if _INTEGER.fullmatch(text) and -limit <= int(text) < limit:
        return int(text)
    return text


def _time(text: str) -> object:
    with suppress(ValueError):
        return timestamps.from_text(text)
    return text
