"""Whether somebody may begin a session of a role.

From the API reference of AssumeRole and "AWS JSON policy elements: Principal" [documented]:

A1   The role's trust policy has to let the caller in, for `sts:AssumeRole`; for `sts:TagSession`
     too if the session gets tags, and for `sts:SetSourceIdentity` if it gets a source identity.
A2   In the role's own account that is enough if the policy names the caller. If it names the
     account, the caller's own policies must allow it too.
A3   Somebody of another account always needs policies of their own.
A4   A statement that denies, on either side, denies. Service control policies and session
     policies limit the caller in any case, and the boundary limits a role, but not a user whom
     the trust policy names. [the last documented of resource-based policies]
"""

from collections.abc import Iterable
from dataclasses import replace

from outdial.access.policy.context import RequestContext, Resource
from outdial.access.policy.document import Policy
from outdial.access.policy.evaluate import Layers, decide
from outdial.access.policy.principals import Principal as Named
from outdial.access.policy.trust import decide_trust
from outdial.access.principal import Principal

ASSUME = "sts:AssumeRole"
TAG = "sts:TagSession"
SET_SOURCE = "sts:SetSourceIdentity"


def reason_against(
    role: Resource,
    trust: Policy,
    principal: Principal,
    layers: Layers,
    context: RequestContext,
) -> str | None:
    """Say what stands against an action on a role; nothing if it may go on."""
    named = Named(name=principal.arn, account=principal.account, role=principal.role_arn)
    trusted = decide_trust(trust, named, context, arn=role.arn, tags=role.tags)
    if trusted.outcome == "explicit_deny":
        return "with an explicit deny in the role's trust policy"
    if not trusted.allowed:
        return "because the role's trust policy does not allow it"  # A1
    at_home = principal.account == role.arn.split(":")[4]
    own = _named(layers, principal) if at_home and trusted.by_name else layers  # A2, A3
    decision = decide(own, context, [role])
    return None if decision.allowed else decision.reason


def _named(layers: Layers, principal: Principal) -> Layers:
    """Give the policies of somebody whom the trust policy names: what they deny still counts."""
    if principal.kind != "user" or layers.boundary is None:
        return replace(layers, is_root=True)
    return replace(
        layers,
        identity=(*layers.identity, layers.boundary),
        boundary=None,
        is_root=True,  # A4
    )


def actions(*, has_tags: bool, has_source: bool) -> Iterable[str]:
    """List the actions that beginning a session takes."""
    yield ASSUME
    if has_tags:
        yield TAG
    if has_source:
        yield SET_SOURCE  # A1
