"""A broken rule of the model, and where it is broken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A rule of the model that a value breaks; `path` is the member's, with dots and indexes."""

    path: str = ""
    rule: str
    missing: bool = False

    @property
    def text(self) -> str:
        """Say in the service's voice what is wrong, without the value itself."""
        return f"{self.path} {self.rule}"

    def under(self, step: str) -> "Violation":
        """Place the violation one step further down."""
        return replace(self, path=step + self.path)


Violations = Sequence[Violation]
Checker = Callable[[Any], Violations]
"""Finds which rules a value breaks; of none, it gives an empty sequence."""


def broken(rule: str) -> Violations:
    """Make the violation of a rule, ready to be placed."""
    return (Violation(rule=rule),)
