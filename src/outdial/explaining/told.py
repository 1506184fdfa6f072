"""Explanations in words, for terminals and for pages alike."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

OUTCOMES: Mapping[str, str] = {
    "allowed": "allowed",
    "implicit_deny": "not allowed",
    "explicit_deny": "denied",
}
"""What came out: a statement denies, or none allows."""


class Reason(NamedTuple):
    """Why a resource is allowed or not, in which layer, and which conditions do not hold."""

    text: str
    layer: str = ""
    details: tuple[str, ...] = ()


def headline(answer: Mapping[str, Any]) -> str:
    """Tell in a sentence what came out of an explanation, given in plain values."""
    may = "may" if answer["outcome"] == "allowed" else "may not"
    return f"{answer['title']} {may} call {answer['action']} in {answer['region']}"


def reasons(checked: Mapping[str, Any]) -> Iterator[Reason]:
    """Tell all statements that decide about one resource, and those that would."""
    for match in checked["matches"]:
        verb = "allowed" if match["effect"] == "Allow" else "denied"
        yield Reason(f"{verb} by {_statement(match)}", match["layer"])
    for lack in checked["missing"]:
        yield Reason(f"no {lack['name']} allows it")
        for unmet in lack["unmet"]:
            conditions = tuple(condition["text"] for condition in unmet["conditions"])
            yield Reason(f"{_statement(unmet)} would, but", details=conditions)
    if checked["only_denies"] and not checked["matches"]:
        yield Reason("nothing denies it")


def _statement(match: Mapping[str, Any]) -> str:
    name = f'"{match["sid"]}"' if match["sid"] else f"statement {match['index'] + 1}"
    return f"{name}, line {match['line']} of {match['policy']}"
