"""Whether a call may be made: its resources named, its keys gathered, the policies asked.

The text of a refusal names the resource that is not allowed, and no more than the input says of
it: the same text is answered whether the resource exists or not.
"""

import logging
from functools import lru_cache
from typing import TYPE_CHECKING

from outdial.access.condition_keys import RESOURCE_TAG, keys_of
from outdial.access.explanation import refusal_explained
from outdial.access.policy.context import RequestContext
from outdial.access.policy.context import Resource as Asking
from outdial.access.policy.decision import Decision
from outdial.access.policy.evaluate import Layers, allows_on_everything, decide
from outdial.access.resource_records import Enter, find_record
from outdial.access.resources import ANYONE, ANYTHING, Asked, Named, resources_of
from outdial.access.surroundings import Surroundings
from outdial.domain.iam.arns import parse_iam_arn
from outdial.domain.resource import Resource
from outdial.errors import AccessDeniedException

if TYPE_CHECKING:
    from outdial.registry import Handler

logger = logging.getLogger("outdial.access")

_OF_RECORDS = (
    "aws:resourcetag/",
    "connect:flowtype",
    "iam:permissionsboundary",
    "iam:resourcetag/",
)
"""How the keys begin whose values are read from records."""

_NEW = ("CreateUser", "CreateGroup", "CreateRole", "CreatePolicy")
"""The operations whose resource is not yet there: its ARN tells nothing."""


def authorize(
    asked: Asked, layers: Layers, handler: "Handler", surroundings: Surroundings, enter: Enter
) -> None:
    """Refuse a call that its caller may not make; `enter` is that of the call's `Sides`."""
    if allows_on_everything(layers, asked.action):
        return
    decision = decide_call(asked, layers, handler, surroundings, enter)
    if not decision.allowed:
        if logger.isEnabledFor(logging.INFO):
            whole = decide_call(asked, layers, handler, surroundings, enter, every=True)
            logger.info("%s", refusal_explained(whole))
        raise AccessDeniedException(refusal_text(decision, asked))


def decide_call(
    asked: Asked,
    layers: Layers,
    handler: "Handler",
    surroundings: Surroundings,
    enter: Enter,
    *,
    every: bool = False,
) -> Decision:
    """Decide on a call; with `every`, a verdict has all statements that match, not the first."""
    principal_arn = asked.principal.arn
    if handler.on is ANYONE:
        return Decision(action=asked.action, principal_arn=principal_arn, verdicts=())
    named = resources_of(handler.on or (ANYTHING,), asked)
    wanted = layers.keys
    if not wanted:  # nearly always: then nothing is gathered or read
        decide_on = _decide_anew if every else _decide
        return decide_on(layers, asked.action, principal_arn, tuple(named))
    found: dict[Named, Resource | None] = {}
    if any(key.startswith(_OF_RECORDS) for key in wanted):
        found = {one: find_record(one.arn, asked, enter, surroundings.now) for one in named}
    existing = [record for record in found.values() if record]
    keys = keys_of(asked, handler.keys, named, existing, surroundings)
    context = RequestContext(action=asked.action, principal_arn=principal_arn, keys=keys)
    tagged = found if RESOURCE_TAG in handler.keys else {}
    return decide(layers, context, [_asking(one, tagged.get(one)) for one in named], every=every)


def _decide_anew(
    layers: Layers, action: str, principal_arn: str, named: tuple[Named, ...], *, every: bool = True
) -> Decision:
    """Decide where no policy looks at more than this."""
    context = RequestContext(action=action, principal_arn=principal_arn)
    return decide(layers, context, [_asking(one, None) for one in named], every=every)


@lru_cache(maxsize=4096)
def _decide(layers: Layers, action: str, principal_arn: str, named: tuple[Named, ...]) -> Decision:
    """Decide likewise; the same is asked again and again, of policies that stay as they are."""
    return _decide_anew(layers, action, principal_arn, named, every=False)


def refusal_text(decision: Decision, asked: Asked) -> str:
    """Write the text of a refusal, in the words of the service.

    Connect names the first resource that is not allowed, and no reason [observed]. IAM and STS
    give the reason [documented], and IAM calls an entity by its name where the request does
    [observed], here always, as its path would tell that it exists [chosen].
    """
    beginning = f"User: {asked.principal.arn} is not authorized to perform: {asked.action}"
    if asked.service == "connect":
        denied = next(one for one in decision.verdicts if one.outcome != "allowed")
        return f"{beginning} on resource: {denied.arn}"
    refusal = decision.refusal
    arn = refusal.arn if refusal else ANYTHING
    return f"{beginning} on resource: {_called(arn, asked)} {decision.reason}"


def _called(arn: str, asked: Asked) -> str:
    entity = parse_iam_arn(arn)
    if entity is None or asked.operation in _NEW:
        return arn
    kind, _, path = entity.path.partition("/")
    if kind == "policy":
        return f"policy {arn}" if path.rpartition("/")[2] else f"policy path /{path}"
    named = asked.values(f"{kind.capitalize()}Name")
    keys = () if named else asked.values("AccessKeyId")
    return f"{kind} {named[0]}" if named else f"access key {keys[0]}" if keys else arn


def _asking(named: Named, record: Resource | None) -> Asking:
    tags = record.tags if record else {}
    return Asking(arn=named.arn, tags=tags, only_denies=named.only_denies)
