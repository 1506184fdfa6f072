"""Who called, as events tell it: the element `userIdentity`, and the user name of look-ups."""

from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from outdial.access.identity import Caller
from outdial.access.principal import Principal, PrincipalKind, root_of
from outdial.domain.arns import Scope, partition_of

_TYPES: dict[PrincipalKind, str] = {
    "root": "Root",
    "user": "IAMUser",
    "assumed-role": "AssumedRole",
    "federated-user": "FederatedUser",
}


class _Told(NamedTuple):
    """All of a caller that is told."""

    kind: PrincipalKind
    account: str
    arn: str
    user_id: str
    name: str
    access_key: str
    role_arn: str = ""
    owner_id: str = ""
    issued: datetime | None = None
    source_identity: str = ""


def username_of(caller: Caller) -> str:
    """Give the name by which a caller's events are looked up: the user's, or the session's."""
    known = caller.known
    return "root" if known is None else known.name or known.kind


def identity_of(caller: Caller) -> bytes:
    """Write the element; it is the same for each call of a caller, and so is made once."""
    if caller.known is None:
        return _root(caller.scope, caller.access_key)
    told, session = _told(caller.known, caller.access_key), caller.session
    if session is not None:
        told = told._replace(
            role_arn=session.role_arn,
            owner_id=session.owner_id or "",
            issued=session.issued,
            source_identity=session.source_identity or "",
        )
    return _identity(told)


@lru_cache(maxsize=1024)
def _root(scope: Scope, access_key: str) -> bytes:
    """Write the element of whoever counts as the root of an account."""
    return _identity(_told(root_of(scope.account, partition_of(scope.region)), access_key))


def _told(principal: Principal, access_key: str) -> _Told:
    return _Told(
        principal.kind,
        principal.account,
        principal.arn,
        principal.user_id,
        principal.name,
        access_key,
    )


@lru_cache(maxsize=1024)
def _identity(told: _Told) -> bytes:
    identity: dict[str, Any] = {
        "type": _TYPES[told.kind],
        "principalId": told.user_id,
        "arn": told.arn,
        "accountId": told.account,
    }
    if told.access_key:
        identity["accessKeyId"] = told.access_key
    if told.kind == "user":
        identity["userName"] = told.name
    if told.issued is not None:
        identity["sessionContext"] = _session(told, told.issued)
    return msgspec.json.encode(identity)


def _session(told: _Told, issued: datetime) -> dict[str, Any]:
    attributes = {"creationDate": f"{issued:%Y-%m-%dT%H:%M:%SZ}", "mfaAuthenticated": "false"}
    context: dict[str, Any] = {"attributes": attributes}
    if told.kind == "assumed-role":
        context["sessionIssuer"] = {
            "type": "Role",
            "principalId": told.user_id.partition(":")[0],
            "arn": told.role_arn,
            "accountId": told.account,
            "userName": told.role_arn.rpartition("/")[2],
        }
    elif told.kind == "federated-user":
        context["sessionIssuer"] = {
            "type": "IAMUser" if told.owner_id else "Root",
            "principalId": told.owner_id or told.account,
            "accountId": told.account,
        }
    if told.source_identity:
        context["sourceIdentity"] = told.source_identity
    return context
