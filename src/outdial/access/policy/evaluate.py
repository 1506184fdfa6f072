"""Whether a request may go on: the evaluation logic of the IAM user guide.

From "Policy evaluation logic", "Permissions boundaries" and, for service control policies, the
guide of Organizations, "SCP evaluation" [documented]. For each resource of a request:

1. One statement that denies, in any policy of any layer, denies.
2. Service control policies, where there are any: each level of the organization (root, units,
   account) must allow.
3. Policies of the identity must allow; the root of an account needs none.
4. The permissions boundary, where there is one, must allow.
5. The policies of the session, where there are any, must allow. `session=()` is a session that
   was given none and may therefore do nothing, as that of a federated user; `session=None` is a
   caller, or a session of a role, that is not limited by any.

A request needs every one of its resources, and one that denies is enough to deny [documented in
examples; for Connect inferred]. A request without resources is asked for `*` [documented: the
service authorization reference].
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from outdial.access.policy.context import Keys, RequestContext, Resource
from outdial.access.policy.decision import Decision, Layer, Match, Unmet, Verdict
from outdial.access.policy.document import Policy

_NO_RESOURCE = (Resource(arn="*"),)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layers:
    """The policies that apply to a principal, by what they are to it.

    Two are the same if they are one object, so that decisions can be remembered by it.
    """

    identity: Sequence[Policy] = ()
    boundary: Policy | None = None
    session: Sequence[Policy] | None = None
    scps: Sequence[Sequence[Policy]] | None = None
    is_root: bool = False

    @property
    def policies(self) -> Iterator[Policy]:
        """All of them."""
        yield from self.identity
        yield from self.session or ()
        if self.boundary:
            yield self.boundary
        for level in self.scps or ():
            yield from level

    @property
    def keys(self) -> frozenset[str]:
        """The condition keys that they look at, in lower case."""
        return _keys_of(self)


@lru_cache(maxsize=1024)
def _keys_of(layers: Layers) -> frozenset[str]:
    return frozenset[str]().union(*(policy.keys for policy in layers.policies))


class _Step(NamedTuple):
    """What a layer has to say about an action: its statements that cover it."""

    layer: Layer
    must_allow: bool
    allows: Sequence[Match]
    denies: Sequence[Match]


def decide(
    layers: Layers, context: RequestContext, resources: Sequence[Resource], *, every: bool = False
) -> Decision:
    """Decide on a request.

    With `every`, a verdict has all the statements of a layer that match, not the first only, and
    those of which only conditions do not hold.
    """
    keys = Keys(context.keys)
    return Decision(
        action=context.action,
        principal_arn=context.principal_arn,
        verdicts=[
            _verdict(
                _steps(layers, context.action, only_denies=resource.only_denies),
                resource.arn,
                keys.for_resource(resource.tags),
                every=every,
            )
            for resource in resources or _NO_RESOURCE
        ],
    )


@lru_cache(maxsize=4096)
def allows_on_everything(layers: Layers, action: str) -> bool:
    """Tell whether an action is allowed on any resource and on no condition.

    Most callers in tests may do all, and then nothing has to be known of a request but its action.
    """
    steps = _steps(layers, action)
    return not any(step.denies for step in steps) and all(
        any(match.statement.covers_everything for match in step.allows)
        for step in steps
        if step.must_allow
    )


@lru_cache(maxsize=4096)
def _steps(layers: Layers, action: str, *, only_denies: bool = False) -> Sequence[_Step]:
    """Find once what policies have to say about an action, of whichever resource."""
    return tuple(
        _step(action.lower(), layer, must_allow and not only_denies, policies)
        for layer, must_allow, policies in _layers(layers)
    )


def _layers(layers: Layers) -> Iterator[tuple[Layer, bool, Sequence[Policy]]]:
    for level in layers.scps or ():
        yield "scp", True, level
    yield "identity", not layers.is_root, layers.identity
    if layers.boundary is not None:
        yield "boundary", True, (layers.boundary,)
    if layers.session is not None:
        yield "session", True, layers.session


def _step(action: str, layer: Layer, must_allow: bool, policies: Sequence[Policy]) -> _Step:  # noqa: FBT001 a step, unpacked
    allows = [
        Match(layer, policy.name, statement)
        for policy in policies
        for statement in policy.allows
        if statement.covers_action(action)
    ]
    denies = [
        Match(layer, policy.name, statement)
        for policy in policies
        for statement in policy.denies
        if statement.covers_action(action)
    ]
    return _Step(layer, must_allow, allows, denies)


def _verdict(steps: Sequence[_Step], arn: str, keys: Keys, *, every: bool) -> Verdict:
    for step in steps:
        if step.denies and (denying := _applying(step.denies, arn, keys, every=every)):
            return Verdict(arn=arn, outcome="explicit_deny", matches=denying)
    matches: list[Match] = []
    for step in steps:
        allowing = _applying(step.allows, arn, keys, every=every)
        if step.must_allow and not allowing:
            unmet = _unmet(step.allows, arn, keys) if every else ()
            return Verdict(
                arn=arn,
                outcome="implicit_deny",
                matches=matches,
                missing=step.layer,
                unmet=unmet,
            )
        matches += allowing
    return Verdict(arn=arn, outcome="allowed", matches=matches)


def _applying(candidates: Sequence[Match], arn: str, keys: Keys, *, every: bool) -> list[Match]:
    applying = []
    for match in candidates:
        if match.statement.applies(arn, keys):
            applying.append(match)
            if not every:
                break
    return applying


def _unmet(candidates: Sequence[Match], arn: str, keys: Keys) -> list[Unmet]:
    return [
        Unmet(
            match,
            [
                (text, keys.get(text.key.lower()))
                for holds, text in zip(
                    match.statement.conditions, match.statement.condition_texts, strict=True
                )
                if not holds(keys)
            ],
        )
        for match in candidates
        if match.statement.covers_resource(arn, keys)
    ]
