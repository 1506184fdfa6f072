"""Rules and choices, read from docstrings: a number, what holds, and how it is known."""

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from reference.reach import reached

_RULE = re.compile(
    r"^(?P<number>[A-Z]\d+|\d+\.)\s+(?P<text>.+(?:\n(?!\n|[A-Z]\d+\s).+)*)", re.MULTILINE
)
_MARK = re.compile(
    r"\s*\[(?P<mark>[^\[\]]*\b(?:documented|observed|inferred|chosen|guide)\b[^\[\]]*)\]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; `mark` tells how it is known."""

    number: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """The numbered rules of a module of the domain, and what they are about."""

    module: str
    title: str
    rules: tuple[Rule, ...]


def rules_of(docstring: str | None) -> tuple[Rule, ...]:
    """Read the rules of a docstring."""
    text = inspect.cleandoc(docstring or "")
    return tuple(_rule(match) for match in _RULE.finditer(text) if match["number"][0].isupper())


def choices_of(docstring: str | None) -> tuple[Rule, ...]:
    """Read the numbered sentences of an operation's docstring."""
    text = re.sub(r"\n(?=\d+\. )", "\n\n", inspect.cleandoc(docstring or ""))
    return tuple(_rule(match) for match in _RULE.finditer(text) if match["number"][0].isdigit())


def _rule(match: re.Match[str]) -> Rule:
    text = " ".join(match["text"].split())
    marks = [mark["mark"] for mark in _MARK.finditer(text)]
    if len(marks) == 1:  # where there are more, each stands at what it is about
        text = _MARK.sub("", text)
    return Rule(number=match["number"].rstrip("."), text=text, mark="; ".join(marks))


def rule_book(module: ModuleType) -> RuleBook | None:
    """Read a module's rules; None if it has none."""
    rules = rules_of(module.__doc__)
    if not rules:
        return None
    title = (module.__doc__ or "").partition("\n")[0].rstrip(".:")
    return RuleBook(module=module.__name__, title=title, rules=rules)


def rule_books(function: Callable[..., Any]) -> Iterator[RuleBook]:
    """List the rule books that an operation follows: those of the functions that it reaches."""
    modules = {each.__module__ for each in reached(function)}
    for name in sorted(modules):
        book = rule_book(sys.modules[name]) if name.startswith("outdial.domain.") else None
        if book is not None:
            yield book
