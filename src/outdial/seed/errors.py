"""What can be wrong with a start state."""

from typing import NamedTuple


class SeedError(Exception):
    """A start state cannot be read or brought about; each line says where and why."""


class Problem(NamedTuple):
    """Something wrong: its path, and what was found and expected."""

    path: str
    text: str
