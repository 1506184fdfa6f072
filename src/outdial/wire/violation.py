"""A broken rule of the model, and where it is broken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A rule of the model that a value breaks; `path` is the member's, with dots and indexes.

    `rule` says it in Connect's voice, `constraint` in that of the services of the query protocol.
    """

    path: str = ""
    rule: str
    missing: bool = False
    constraint: str = field(default="", compare=False)
    secret: bool = field(default=False, compare=False)
    value: object = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        """Say in the service's voice what is wrong, without the value itself."""
        return f"{self.path} {self.rule}"

    def under(self, step: str, value: object = None) -> "Violation":
        """Place the violation one step further down, where the value stands."""
        known = self.path or self.secret
        return replace(self, path=step + self.path, value=self.value if known else value)


Violations = Sequence[Violation]
Checker = Callable[[Any], Violations]
"""Finds which rules a value breaks; of none, it gives an empty sequence."""


def broken(rule: str, constraint: str, *, secret: bool = False) -> Violations:
    """Make the violation of a rule, ready to be placed."""
    return (Violation(rule=rule, constraint=constraint, secret=secret),)
