"""Decisions, told in words: for the log and for whoever asks why."""

from collections.abc import Iterator

from outdial.access.policy.decision import LAYER_NAMES, Decision, Match, Outcome, Verdict

_OUTCOMES: dict[Outcome, str] = {
    "allowed": "allowed",
    "explicit_deny": "denied explicitly",
    "implicit_deny": "not allowed",
}


def explained(decision: Decision) -> Iterator[str]:
    """Tell line by line what came out, for the request and for each of its resources."""
    outcome = _OUTCOMES[decision.outcome]
    yield f"{decision.principal_arn}: {decision.action} is {outcome}"
    for verdict in decision.verdicts:
        yield f"  {verdict.arn}: {_OUTCOMES[verdict.outcome]}"
        yield from (f"    {reason}" for reason in _reasons(verdict))


def _reasons(verdict: Verdict) -> Iterator[str]:
    yield from map(_told, verdict.matches)
    if verdict.missing:
        yield f"no {LAYER_NAMES[verdict.missing]} allows it"


def _told(match: Match) -> str:
    statement = match.statement
    name = f'"{statement.sid}"' if statement.sid else f"number {statement.index + 1}"
    verb = "allowed" if statement.effect == "Allow" else "denied"
    return (
        f"{verb} by statement {name}, line {statement.line},"
        f" of the {LAYER_NAMES[match.layer]} {match.policy}"
    )
