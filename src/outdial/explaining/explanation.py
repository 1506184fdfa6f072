"""Why a call may or may not be made, and what would allow it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from outdial.access.explanation import condition_told
from outdial.access.policy.decision import LAYER_NAMES, Layer, Match, Outcome, Unmet


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A layer that has no statement to allow a resource, and those that nearly do."""

    layer: Layer
    unmet: Sequence[Unmet] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came out for one resource, and what people call it.

    One that `only_denies` need not be allowed, but may be denied.
    """

    arn: str
    title: str
    outcome: Outcome
    only_denies: bool
    matches: Sequence[Match] = ()
    lacks: Sequence[Lack] = ()

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "arn": self.arn,
            "title": self.title,
            "outcome": self.outcome,
            "only_denies": self.only_denies,
            "matches": [match.as_json() for match in self.matches],
            "missing": [
                {
                    "layer": lack.layer,
                    "name": LAYER_NAMES[lack.layer],
                    "unmet": [_unmet_json(unmet) for unmet in lack.unmet],
                }
                for lack in self.lacks
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What has to be changed where; a statement to add, or what to take back."""

    layer: Layer
    text: str
    statement: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {"layer": self.layer, "text": self.text, "statement": self.statement}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The answer to a question."""

    principal: str
    title: str
    action: str
    region: str
    outcome: Outcome
    resources: Sequence[Checked]
    remedies: Sequence[Remedy]
    notes: Sequence[str]

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "principal": self.principal,
            "title": self.title,
            "action": self.action,
            "region": self.region,
            "outcome": self.outcome,
            "resources": [checked.as_json() for checked in self.resources],
            "remedies": [remedy.as_json() for remedy in self.remedies],
            "notes": list(self.notes),
        }


def _unmet_json(unmet: Unmet) -> dict[str, Any]:
    return {
        **unmet.match.as_json(),
        "conditions": [
            {
                "operator": text.operator_name,
                "key": text.key,
                "values": list(text.values),
                "value": list(value) if isinstance(value, tuple) else value,
                "text": condition_told(text, value),
            }
            for text, value in unmet.conditions
        ],
    }
