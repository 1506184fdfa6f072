"""Decisions, told in words: for the log and for whoever asks why."""

from collections.abc import Iterator

from outdial.access.policy.context import Value
from outdial.access.policy.decision import LAYER_NAMES, Decision, Match, Unmet, Verdict
from outdial.access.policy.grammar import ConditionText
from outdial.printable import printable

_LONGEST = 4000


def refusal_explained(decision: Decision) -> str:
    """Tell in one line why a call is refused: each resource that is not allowed, and why.

    The call chooses part of the text, but neither where the line ends nor how long it gets.
    """
    reasons = "; ".join(
        f"{verdict.arn}: {', '.join(_reasons(verdict))}"
        for verdict in decision.verdicts
        if verdict.outcome != "allowed"
    )
    line = f"{decision.principal_arn} may not call {decision.action}: {reasons}"
    return printable(line if len(line) <= _LONGEST else f"{line[:_LONGEST]}...")


def statement_title(match: Match) -> str:
    """Call a statement by its Sid, or its number, and by where it stands."""
    statement = match.statement
    name = f'"{statement.sid}"' if statement.sid else str(statement.index + 1)
    return f"statement {name}, line {statement.line} of {LAYER_NAMES[match.layer]} {match.policy}"


def condition_told(text: ConditionText, value: Value | None) -> str:
    """Tell which condition does not hold: what the request has, and what is wanted."""
    wanted = " or ".join(text.values)
    values = (value,) if isinstance(value, str) else value or ()
    actual = f"is {' and '.join(values)}" if values else "is not there"
    return f"{text.key} {actual}, where {text.operator_name} wants {wanted}"


def unmet_told(unmet: Unmet) -> str:
    """Tell which statement would allow, but for which conditions."""
    conditions = " and ".join(condition_told(*one) for one in unmet.conditions)
    return f"{statement_title(unmet.match)} would, but {conditions}"


def _reasons(verdict: Verdict) -> Iterator[str]:
    if verdict.missing is None:
        yield from (f"denied by {statement_title(match)}" for match in verdict.matches)
        return
    yield f"no {LAYER_NAMES[verdict.missing]} allows it"
    yield from map(unmet_told, verdict.unmet)
