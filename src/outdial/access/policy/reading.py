"""A document as JSON: what a plain reader forgets is kept, the places and repeated members.

Members may not be repeated [documented: "Grammar of the IAM JSON policy language"]. Numbers keep
the letters that they are written in, since all values of conditions are texts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from typing import Any

from outdial.access.policy.malformed import SYNTAX, MalformedPolicy

_SPACE = re.compile(r"[ \t\n\r]*")


class Members(dict[str, Any]):
    """An object of JSON, and the member that it has twice."""

    repeated: str | None = None


class Number(str):
    """A number of JSON, as it is written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where a statement begins and ends in its document, counted from 1."""

    line: int
    column: int
    end_line: int
    end_column: int


def _members(pairs: list[tuple[str, Any]]) -> Members:
    members = Members()
    for name, value in pairs:
        if name in members:
            members.repeated = name
        members[name] = value
    return members


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


_DECODER = JSONDecoder(
    object_pairs_hook=_members,
    parse_float=Number,
    parse_int=Number,
    parse_constant=_refuse_constant,
)


def read_json(text: str) -> Any:
    """Read a document, or refuse it where it ceases to be JSON."""
    try:
        return _DECODER.decode(text)
    except JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise MalformedPolicy(SYNTAX, place, error.msg) from None
    except (ValueError, RecursionError) as error:
        raise MalformedPolicy(SYNTAX, detail=str(error)) from None


def statement_spans(text: str) -> list[Span]:
    """Tell where each statement stands in a document that was read before."""
    return [_span(text, start, end) for start, end in _statements(text)]


def _statements(text: str) -> Iterator[tuple[int, int]]:
    at = _skip(text, _skip(text, 0) + 1)
    while True:
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        if name == "Statement":
            yield from _items(text, at)
            return
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)


def _items(text: str, at: int) -> Iterator[tuple[int, int]]:
    if text[at] != "[":
        yield at, _DECODER.raw_decode(text, at)[1]
        return
    while text[at] != "]":
        at = _skip(text, at + 1)
        _, end = _DECODER.raw_decode(text, at)
        yield at, end
        at = _skip(text, end)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _span(text: str, start: int, end: int) -> Span:
    return Span(
        line=text.count("\n", 0, start) + 1,
        column=start - text.rfind("\n", 0, start),
        end_line=text.count("\n", 0, end) + 1,
        end_column=end - text.rfind("\n", 0, end),
    )
