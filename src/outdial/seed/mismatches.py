"""What msgspec says about a file of the wrong shape, with what was expected added."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from outdial.seed.errors import Problem

Kinds = Mapping[str, type[msgspec.Struct]]
"""What stands at a field of a name; the whole is at an empty one."""

_MESSAGE = re.compile(r"(?P<text>.*?)(?: - at `\$\.?(?P<path>.*)`)?", re.DOTALL)
_UNKNOWN_FIELD = re.compile(r"Object contains unknown field `(.*)`")


def problem_of(error: msgspec.ValidationError, kinds: Kinds) -> Problem:
    """Take a message apart, and add which fields there are, or which values a field takes."""
    match = _MESSAGE.fullmatch(str(error))
    assert match  # noqa: S101 it matches every text
    path, text = match["path"] or "", match["text"]
    unknown = _UNKNOWN_FIELD.fullmatch(text)
    if unknown:
        fields = ", ".join(kinds[_names(path)[-1]].__struct_fields__)
        return Problem(path, f"there is no field `{unknown[1]}` here; there are: {fields}")
    if text.startswith("Invalid enum value"):
        return Problem(path, f"{text}; expected one of: {', '.join(_values_at(path, kinds))}")
    return Problem(path, text)


def _values_at(path: str, kinds: Kinds) -> list[str]:
    parent, field = _names(path)[-2:]
    return list(_literals(get_type_hints(kinds[parent])[field]))


def _names(path: str) -> list[str]:
    """Give the names of a path, after an empty one for the whole."""
    return ["", *re.findall(r"[^.\[\]]+(?=\[|\.|$)", re.sub(r"\[[^\]]*\]", "", path))]


def _literals(hint: Any) -> Iterator[str]:
    """Find the values that a type allows by name."""
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    else:
        for inner in get_args(hint):
            yield from _literals(inner)
