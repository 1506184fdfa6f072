"""Whether the caller may begin a session of a role: the question, put to the policies."""

import logging
from collections.abc import Sequence
from typing import Any

from outdial.access.authority import Authority
from outdial.access.condition_keys import REQUEST_TAG, RESOURCE_TAG, TAG_KEYS, Key, keys_of
from outdial.access.layers import compiled
from outdial.access.policy.context import RequestContext, Resource, Value
from outdial.access.resources import Asked, Named
from outdial.access.role_trust import actions, reason_against
from outdial.access.surroundings import Surroundings
from outdial.call import Call
from outdial.domain.iam.role import Role
from outdial.operations.sts.denials import denial

_KEYS: Sequence[Key] = (REQUEST_TAG, RESOURCE_TAG, TAG_KEYS)

logger = logging.getLogger("outdial.access")


def refuse_distrusted(
    call: Call, request: Any, role: Role, source_identity: str | None, authority: Authority
) -> None:
    """Refuse a caller who may not assume the role in this way."""
    arn = request["RoleArn"]
    keys = _keys(call, request, role, source_identity, authority.surroundings)
    principal = call.caller.principal
    trust = compiled(role.trust_policy, "trust", f"role/{role.name}")
    resource = Resource(arn=arn, tags=role.tags)
    for action in actions(has_tags=bool(request.get("Tags")), has_source=bool(source_identity)):
        context = RequestContext(action=action, principal_arn=principal.arn, keys=keys)
        reason = reason_against(resource, trust, principal, authority.layers, context)
        if reason is not None:
            logger.info("%s may not %s on %s: %s", principal.arn, action, arn, reason)
            raise denial(call, action, arn)


def _keys(
    call: Call,
    request: Any,
    role: Role,
    source_identity: str | None,
    surroundings: Surroundings,
) -> dict[str, Value]:
    """Gather the condition keys of the request [documented: the service authorization reference].

    `sts:RoleSessionName`, `sts:ExternalId` and their like are those of the request.
    """
    asked = Asked(
        scope=call.scope,
        principal=call.caller.principal,
        operation=call.operation.name,
        params=request,
        records=call.tx,
        service="sts",
    )
    named = [Named(request["RoleArn"])]
    keys = keys_of(asked, _KEYS, named, (role,), surroundings)
    given: dict[str, Value | None] = {
        "sts:RoleSessionName": request["RoleSessionName"],
        "sts:ExternalId": request.get("ExternalId"),
        "sts:SourceIdentity": source_identity,
        "sts:TransitiveTagKeys": tuple(request.get("TransitiveTagKeys") or ()) or None,
    }
    return keys | {key: value for key, value in given.items() if value is not None}
