"""The constraints of values without parts: enums, lengths, patterns, numbers."""

from collections.abc import Collection, Sequence
from typing import Any

from outdial.wire.patterns import matcher, meant
from outdial.wire.quirks import E164
from outdial.wire.readers import BITS
from outdial.wire.shape import Shape
from outdial.wire.violation import Checker, Violations, broken

_NAMED = 12
"""So many values of an enum are named in a text."""


def string_checker(shape: Shape) -> Checker | None:
    """Check the enum of a text, or its length and then its pattern."""
    if shape.enum:
        allowed, unlisted = frozenset(shape.enum), _unlisted(shape)
        return lambda value: () if value in allowed else unlisted
    check_size = size_checker(shape, "must be", "character", " long")
    if shape.pattern is None:
        return check_size
    pattern = meant(shape.pattern)
    unmatched = _unmatched(shape, pattern)

    def check(value: str) -> Violations:
        if check_size and (wrong := check_size(value)):
            return wrong  # a pattern may be slow on what is too long
        return () if matcher(pattern)(value) else unmatched

    return check


def _unlisted(shape: Shape) -> Violations:
    return broken(
        f"must be one of {listed(shape.enum)}",
        f"satisfy enum value set: [{', '.join(shape.enum)}]",
        secret=shape.sensitive,
    )


def _unmatched(shape: Shape, pattern: str) -> Violations:
    return broken(
        "not in E164 format" if pattern == E164 else f"must match the pattern {pattern}",
        f"satisfy regular expression pattern: {shape.pattern}",
        secret=shape.sensitive,
    )


def size_checker(shape: Shape, verb: str, noun: str, end: str = "") -> Checker | None:
    """Check the length of a text, or the number of items of a list or a map."""
    low, high, secret = int(shape.min or 0), shape.max, shape.sensitive
    if low == 0 and high is None:
        return None
    few = broken(
        f"{verb} at least {low} {noun}{'' if low == 1 else 's'}{end}",
        f"have length greater than or equal to {low}",
        secret=secret,
    )
    many = broken(
        f"{verb} at most {high} {noun}{'' if high == 1 else 's'}{end}",
        f"have length less than or equal to {high}",
        secret=secret,
    )

    def check(value: Collection[Any]) -> Violations:
        size = len(value)
        if size < low:
            return few
        return many if high is not None and size > high else ()

    return check


def number_checker(shape: Shape) -> Checker:
    """Check the type and the limits of a number."""
    whole = shape.type in BITS
    kinds = {int} if whole else {int, float}
    low, high = shape.min, shape.max
    lowest, highest = _plain(low), _plain(high)
    few = broken(f"must be at least {lowest}", f"have value greater than or equal to {lowest}")
    many = broken(f"must be at most {highest}", f"have value less than or equal to {highest}")
    mistyped = _mistyped("an integer" if whole else "a number")

    def check(value: float) -> Violations:
        if type(value) not in kinds:
            return mistyped
        if low is not None and value < low:
            return few
        return many if high is not None and value > high else ()

    return check


def type_checker(kind: type, name: str) -> Checker:
    """Check what a text of a query, a header or a form could not be read as."""
    mistyped = _mistyped(name)
    return lambda value: () if isinstance(value, kind) else mistyped


def _mistyped(name: str) -> Violations:
    return broken(f"must be {name}", f"be {name}")


def listed(values: Sequence[str]) -> str:
    """Name values in a text: all of them, or the first and how many more."""
    rest = len(values) - _NAMED
    return ", ".join(values[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _plain(limit: float | None) -> str:
    return f"{limit:g}" if isinstance(limit, float) else str(limit)
