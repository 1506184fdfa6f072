"""Whether a trust policy, or another policy with principals, lets someone in.

From "AWS JSON policy elements: Principal" and the API reference of AssumeRole [documented]. A
policy that names someone lets them in. One that names their account lets the account decide:
their own policies must allow it too. `*` names everyone of the role's account; someone of
another account always needs a policy of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from outdial.access.policy.context import Keys, RequestContext
from outdial.access.policy.decision import Match, Outcome
from outdial.access.policy.document import Policy, Statement
from outdial.access.policy.principals import Principal

_NO_TAGS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustDecision:
    """What a policy with principals says: the statement that decides, and whom it names.

    `by_name` is true if it names the principal, not only their account: in the account of the
    role nothing more is needed.
    """

    outcome: Outcome
    match: Match | None = None
    by_name: bool = False

    @property
    def allowed(self) -> bool:
        """Tell whether the policy lets the principal in."""
        return self.outcome == "allowed"


def decide_trust(
    policy: Policy,
    principal: Principal,
    context: RequestContext,
    *,
    arn: str = "*",
    tags: Mapping[str, str] = _NO_TAGS,
) -> TrustDecision:
    """Decide on a request about what the policy is attached to: its ARN and its tags."""
    action, keys = context.action.lower(), Keys(context.keys).for_resource(tags)

    def applies(statement: Statement) -> bool:
        return statement.covers_action(action) and statement.applies(arn, keys)

    for statement in policy.denies:
        if _closeness(statement, principal) != "no" and applies(statement):
            return TrustDecision(
                outcome="explicit_deny", match=Match("trust", policy.name, statement)
            )
    for closeness in ("itself", "account"):
        for statement in policy.allows:
            if _closeness(statement, principal) == closeness and applies(statement):
                return TrustDecision(
                    outcome="allowed",
                    match=Match("trust", policy.name, statement),
                    by_name=closeness == "itself",
                )
    return TrustDecision(outcome="implicit_deny")


def _closeness(statement: Statement, principal: Principal) -> str:
    return statement.principals.cover(principal) if statement.principals else "no"
