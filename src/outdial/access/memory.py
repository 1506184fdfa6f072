"""Remembers what was made of records, for as long as they are the same objects."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_MOST = 1024


def remembered_by_object(make: Callable[P, R]) -> Callable[P, R]:
    """Let a function give what it gave for the very same arguments, which must be immutable.

    Records of the store cannot be hashed, as they have tags; but one that has not changed is the
    same object, as long as it is at hand. What is remembered holds them, so that no other object
    can be taken for one of them.
    """
    kept: dict[tuple[int, ...], tuple[object, R]] = {}

    def remembering(*args: P.args, **named: P.kwargs) -> R:
        if named:
            raise TypeError("what is remembered is told by place")
        key = tuple(map(id, args))
        found = kept.get(key)
        if found is not None:
            return found[1]
        made = make(*args, **named)
        if len(kept) >= _MOST:
            kept.clear()
        kept[key] = (args, made)
        return made

    return remembering
