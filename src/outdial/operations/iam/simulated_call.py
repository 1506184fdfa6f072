"""What comes out for one action of a simulation, as the answer shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from outdial.access.policy.context import RequestContext, Resource, Value
from outdial.access.policy.decision import Decision, Match, Outcome, Verdict
from outdial.access.policy.evaluate import Layers, decide
from outdial.access.resources import ANYTHING
from outdial.domain.iam.arns import parse_iam_arn
from outdial.registry import HANDLERS

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes

_DECISIONS: "Mapping[Outcome, shapes.PolicyEvaluationDecisionType]" = {
    "allowed": "allowed",
    "explicit_deny": "explicitDeny",
    "implicit_deny": "implicitDeny",
}

SOURCE_TYPE: Any = "IAM Policy"
"""What the service says of every policy, whatever the model lists [observed]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """Policies, the request's condition keys, and the resources that each action is asked for."""

    layers: Layers
    keys: Mapping[str, Value]
    arns: Sequence[str]

    @property
    def is_specific(self) -> bool:
        """Tell whether resources were named."""
        return any(arn != ANYTHING for arn in self.arns)

    def result(self, action: str) -> "shapes.EvaluationResult":
        """Say what comes out for an action."""
        decision = self._decide(action, self.layers)
        result: shapes.EvaluationResult = {
            "EvalActionName": action,
            "EvalResourceName": _template(action),
            "EvalDecision": _DECISIONS[decision.outcome],
            "MatchedStatements": _statements(decision.verdicts, decision.outcome),
            "MissingContextValues": self._missing(action),
        }
        organization = self._decide(action, Layers(scps=self.layers.scps, is_root=True))
        if self.layers.scps is not None:
            result["OrganizationsDecisionDetail"] = {"AllowedByOrganizations": organization.allowed}
        bounded = self._decide(action, Layers(boundary=self.layers.boundary, is_root=True))
        if self.layers.boundary is not None:
            result["PermissionsBoundaryDecisionDetail"] = _bounded(bounded)
        if self.is_specific:
            if organization.allowed:
                result["EvalDecisionDetails"] = {}
            result["ResourceSpecificResults"] = list(self._specific(action, decision, bounded))
        return result

    def _specific(
        self, action: str, decision: Decision, bounded: Decision
    ) -> "Iterator[shapes.ResourceSpecificResult]":
        pairs = zip(decision.verdicts, bounded.verdicts, strict=True)
        for verdict, boundary in pairs:
            result: shapes.ResourceSpecificResult = {
                "EvalResourceName": verdict.arn,
                "EvalResourceDecision": _DECISIONS[verdict.outcome],
                "MatchedStatements": _statements((verdict,), verdict.outcome),
                "MissingContextValues": self._missing(action),
            }
            if self.layers.boundary is not None:
                result["PermissionsBoundaryDecisionDetail"] = {
                    "AllowedByPermissionsBoundary": boundary.outcome == "allowed"
                }
            yield result

    def _decide(self, action: str, layers: Layers) -> Decision:
        context = RequestContext(action=action, principal_arn="", keys=self.keys)
        return decide(layers, context, [Resource(arn=arn) for arn in self.arns], every=True)

    def _missing(self, action: str) -> list[str]:
        """Name the keys that statements about the action look at, and that were not given."""
        given = {key.lower() for key in self.keys}
        wanted = {
            key.lower(): key
            for policy in self.layers.identity
            for statement in policy.statements
            if statement.covers_action(action.lower())
            for key in statement.keys
        }
        return [written for key, written in wanted.items() if key not in given]


def _bounded(decision: Decision) -> "shapes.PermissionsBoundaryDecisionDetail":
    return {"AllowedByPermissionsBoundary": decision.allowed}


def _template(action: str) -> str:
    """Give the form of the ARN of what an action is about first, if we know it."""
    service, _, name = action.partition(":")
    handler = HANDLERS.get((service, name))
    first = handler.on[0] if handler and handler.on else ANYTHING
    if service != "connect" or not isinstance(first, str) or first.startswith(("{", ANYTHING)):
        return ANYTHING
    path = first.replace("{", "${")
    return f"arn:${{Partition}}:connect:${{Region}}:${{Account}}:{path}"


def _statements(verdicts: Sequence[Verdict], outcome: Outcome) -> "list[shapes.Statement]":
    """Show the statements that made the outcome; those of other layers are not shown."""
    if outcome == "implicit_deny":
        return []
    matches = {
        (match.policy, match.statement.index): match
        for verdict in verdicts
        if verdict.outcome == outcome
        for match in verdict.matches
        if match.layer == "identity"
    }
    return [_shown(match) for match in matches.values()]


def _shown(match: Match) -> "shapes.Statement":
    span = match.statement.span
    return {
        "SourcePolicyId": _source(match.policy),
        "SourcePolicyType": cast("shapes.PolicySourceType", SOURCE_TYPE),
        "StartPosition": {"Line": span.line, "Column": span.column},
        "EndPosition": {"Line": span.end_line, "Column": span.end_column},
    }


def _source(name: str) -> str:
    """Call a policy as the service does: a managed one by its name, others by where they are."""
    arn = parse_iam_arn(name)
    return arn.name if arn else name.replace("/", "_", 2)
