"""Values drawn from the shapes of a model: all of them keep the model's rules."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from outdial.wire.patterns import matcher, meant
from outdial.wire.shape import Shape

DEEPEST = 4
"""Below this, only what is required is drawn."""

NO_LABELS = ("", ".", "..")
"""What a path cannot hold: a segment of nothing, and detours."""

PASSWORD = "Passw0rd"

ONE_CLASS = re.compile(r"\^?(\[[^]]+\])[+*]\$?")
"""A pattern of one class of characters, repeated: of it, a text of any length can be drawn."""

Draw = Callable[[st.SearchStrategy[Any]], Any]


@st.composite
def values(draw: Draw, shape: Shape) -> dict[str, Any]:
    """Draw what an operation takes or gives."""
    return {
        name: draw_member(draw, shape, name)
        for name, member in shape.members.items()
        if name in shape.required or draw(st.booleans())
    }


def draw_member(draw: Draw, shape: Shape, name: str) -> Any:
    """Draw a member of an operation's input as the place where it travels allows it."""
    member = shape.members[name]
    match shape.places.get(name):
        case ("uri", _) if member.type == "string":
            return draw(strings(member).filter(lambda text: text not in NO_LABELS))
        case ("header", _) if member.type == "string" and member.pattern is None:
            return draw(st.from_regex(r"[!-~]([ -~]{0,20}[!-~])?", fullmatch=True))
        case ("querystring", _) if member.type == "list":
            return draw_list(draw, member, 1, low=1)
        case _:
            return draw_value(draw, member, 1)


def draw_value(draw: Draw, shape: Shape, depth: int) -> Any:
    """Draw a value of a shape that stands at a depth."""
    match shape.type:
        case "structure":
            return draw_structure(draw, shape, depth)
        case "list":
            return draw_list(draw, shape, depth)
        case "map":
            size = draw_size(draw, shape, depth)
            keys = draw(st.lists(strings(shape.key), min_size=size, max_size=size, unique=True))
            return {key: draw_value(draw, shape.value, depth + 1) for key in keys}
        case _:
            return draw(scalars(shape))


def draw_structure(draw: Draw, shape: Shape, depth: int) -> dict[str, Any]:
    """Draw a structure; of a union exactly one member."""
    if shape.union:
        names = [draw(st.sampled_from(list(shape.members)))]
    else:
        names = [
            name
            for name in shape.members
            if name in shape.required or (depth < DEEPEST and draw(st.booleans()))
        ]
    return {name: draw_value(draw, shape.members[name], depth + 1) for name in names}


def draw_list(draw: Draw, shape: Shape, depth: int, low: int = 0) -> list[Any]:
    """Draw a list."""
    size = max(low, draw_size(draw, shape, depth))
    return [draw_value(draw, shape.member, depth + 1) for _ in range(size)]


def draw_size(draw: Draw, shape: Shape, depth: int) -> int:
    """Draw the number of items of a list or a map, within its limits and mostly small."""
    low = int(shape.min or 0)
    high = low if depth >= DEEPEST else low + 2
    size: int = draw(st.integers(low, high if shape.max is None else min(high, int(shape.max))))
    return size


def scalars(shape: Shape) -> st.SearchStrategy[Any]:
    """Choose the strategy of a shape without parts."""
    match shape.type:
        case "string":
            return strings(shape)
        case "boolean":
            return st.booleans()
        case "integer" | "long":
            bits = 31 if shape.type == "integer" else 63
            low = -(1 << bits) if shape.min is None else int(shape.min)
            return st.integers(low, (1 << bits) - 1 if shape.max is None else int(shape.max))
        case "float" | "double":
            return st.floats(shape.min, shape.max, allow_nan=False, allow_infinity=False)
        case "timestamp":
            return timestamps()
        case "blob":
            return st.binary(max_size=20)
        case unknown:
            raise NotImplementedError(unknown)


def timestamps() -> st.SearchStrategy[datetime]:
    """Choose whole seconds: botocore's serializer cuts off what is finer."""
    start = datetime(1970, 1, 1, tzinfo=UTC)
    return st.integers(0, 4_000_000_000).map(lambda seconds: start + timedelta(seconds=seconds))


def strings(shape: Shape) -> st.SearchStrategy[str]:
    """Choose texts that keep a shape's enum, pattern and limits."""
    if shape.enum:
        return st.sampled_from(shape.enum)
    low, high = int(shape.min or 0), shape.max
    most = low + 20 if high is None else min(low + 20, int(high))
    if shape.pattern is None:
        return st.text(min_size=low, max_size=most)
    pattern = meant(shape.pattern)
    fits = matcher(pattern)
    if shape.name == "Password":
        return st.just(PASSWORD)  # its lookaheads are too rare for a drawn text
    if r"\p{" in pattern.lower() or r"\U" in pattern:  # a class too large to draw from
        drawn = st.text("abcÄß語1", min_size=max(low, 3), max_size=max(most, 3))
        return drawn.filter(lambda text: fits(text) is not None)  # `fits` alone would be drawn from
    if letters := ONE_CLASS.fullmatch(pattern):
        sized = re.compile(f"{letters[1]}{{{low},{most}}}", re.ASCII)
        return st.from_regex(sized, fullmatch=True)
    drawn = st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)
    return drawn.filter(lambda text: low <= len(text) and (high is None or len(text) <= high))
