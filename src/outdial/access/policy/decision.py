"""Decisions: what came out for a request and each of its resources, and why."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from outdial.access.policy.context import Value
from outdial.access.policy.document import Statement
from outdial.access.policy.grammar import ConditionText

Outcome = Literal["allowed", "explicit_deny", "implicit_deny"]
Layer = Literal["scp", "identity", "boundary", "session", "trust"]

LAYER_NAMES: dict[Layer, str] = {
    "scp": "service control policy",
    "identity": "identity-based policy",
    "boundary": "permissions boundary",
    "session": "session policy",
    "trust": "resource-based policy",
}


@dataclass(frozen=True, slots=True)
class Match:
    """A statement that applied, in a policy of which name and of which layer."""

    layer: Layer
    policy: str
    statement: Statement

    def as_json(self) -> dict[str, Any]:
        """Say which statement it is, and where it stands in its document."""
        statement = self.statement
        return {
            "layer": self.layer,
            "policy": self.policy,
            "effect": statement.effect,
            "sid": statement.sid,
            "index": statement.index,
            **asdict(statement.span),
        }


@dataclass(frozen=True, slots=True)
class Unmet:
    """A statement that would allow, but for conditions: each with what the request has of its key.

    The value is None where the request has no such key.
    """

    match: Match
    conditions: Sequence[tuple[ConditionText, Value | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came out for one resource.

    `matches` has what decided it: the statement that denies, or those that allow, one a layer.
    `missing` is the first layer that has no statement to allow it, and `unmet` its statements
    that would if their conditions held; they are looked for only where every match is.
    """

    arn: str
    outcome: Outcome
    matches: Sequence[Match] = ()
    missing: Layer | None = None
    unmet: Sequence[Unmet] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What came out for a request: the worst of its resources' verdicts."""

    action: str
    principal_arn: str
    verdicts: Sequence[Verdict]

    @property
    def outcome(self) -> Outcome:
        """Say whether every resource is allowed, or else whether any is denied explicitly."""
        outcomes = {verdict.outcome for verdict in self.verdicts}
        if "explicit_deny" in outcomes:
            return "explicit_deny"
        return "implicit_deny" if "implicit_deny" in outcomes else "allowed"

    @property
    def allowed(self) -> bool:
        """Tell whether the request may go on."""
        return all(verdict.outcome == "allowed" for verdict in self.verdicts)

    @property
    def refusal(self) -> Verdict | None:
        """The verdict that a refusal names: the first explicit deny, else the first other."""
        for verdict in self.verdicts:
            if verdict.outcome == self.outcome != "allowed":
                return verdict
        return None

    @property
    def reason(self) -> str:
        """Say why it is denied, as IAM ends the text of a refusal; nothing if it is allowed.

        The words are those of "Troubleshoot access denied error messages" [documented].
        """
        refusal = self.refusal
        if refusal is None:
            return ""
        if refusal.missing:
            return f"because no {LAYER_NAMES[refusal.missing]} allows the {self.action} action"
        name = LAYER_NAMES[refusal.matches[0].layer]
        return f"with an explicit deny in {'an' if name.startswith('identity') else 'a'} {name}"

    def as_json(self) -> dict[str, Any]:
        """Give the decision as plain values."""
        return {
            "outcome": self.outcome,
            "action": self.action,
            "principal": self.principal_arn,
            "resources": [
                {
                    "arn": verdict.arn,
                    "outcome": verdict.outcome,
                    "matches": [match.as_json() for match in verdict.matches],
                    "missing": verdict.missing,
                }
                for verdict in self.verdicts
            ],
        }
