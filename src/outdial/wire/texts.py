"""From the text of a label, a query, a header or a form to an operation's value.

A text that is not what its shape says stays as it is, and validation finds it.
"""

import binascii
import re
from collections.abc import Callable, Mapping
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
        case plain:
            return _CONVERTERS.get(plain, str)


def _integer(text: str, limit: int) -> int | str:
    if _INTEGER.fullmatch(text) and -limit <= int(text) < limit:
        return int(text)
    return text


def _time(text: str) -> object:
    with suppress(ValueError):
        return timestamps.from_text(text)
    return text


def _bytes(text: str) -> object:
    with suppress(ValueError):
        return binascii.a2b_base64(text, strict_mode=True)
    return text


def _number(text: str) -> object:
    return float(text) if _NUMBER.fullmatch(text) else text


def _boolean(text: str) -> object:
    return {"true": True, "false": False}.get(text, text)


_CONVERTERS: Mapping[str, Converter] = {
    "blob": _bytes,
    "boolean": _boolean,
    "double": _number,
    "float": _number,
    "timestamp": _time,
}
