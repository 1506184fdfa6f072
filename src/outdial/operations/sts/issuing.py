"""How sessions are begun, and how those that are over leave the store."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outdial.call import Call
from outdial.domain.iam.unique_ids import SESSION_KEY, key_id
from outdial.domain.sts.session import Session
from outdial.errors import AccessDeniedException

if TYPE_CHECKING:
    from outdial.wire import sts_shapes as shapes

_TOKEN_BEGINS = "IQoJb3JpZ2luX2Vj"  # noqa: S105 as real ones do; no secret
_LOOKED_AT = 10
"""So many sessions are looked at whenever one is begun, to find those that are over."""


def issue(call: Call, request: Any, session: Session) -> "shapes.Credentials":
    """Begin a session with a new key, and give its credentials.

    The token is as long as `MinimumSessionTokenSize` says, if that is longer than it would be.
    """
    token = _TOKEN_BEGINS + call.world.new_secret() + call.world.new_secret()
    session = replace(
        session,
        id=key_id(SESSION_KEY, call.world.new_id()),
        secret=call.world.new_secret(),
        token=token.ljust(request.get("MinimumSessionTokenSize") or 0, "A"),
    )
    for old in _neighbours(call, session):
        if old.expires <= call.now:
            call.tx.delete(old)
    call.tx.put(session)
    return {
        "AccessKeyId": session.id,
        "SecretAccessKey": session.secret,
        "SessionToken": session.token,
        "Expiration": session.expires,
    }


def _neighbours(call: Call, session: Session) -> Iterator[Session]:
    """Read the sessions whose ids follow the new one's, after the last the first again.

    New ids fall anywhere among the others, so that in time each session has its turn, and no
    session that is begun has to read them all.
    """
    account = session.account
    following = call.tx.page(Session, account, after=session.id, limit=_LOOKED_AT)
    yield from following
    if len(following) < _LOOKED_AT:
        yield from call.tx.page(Session, account, after="", limit=_LOOKED_AT - len(following))


def refuse_session(call: Call) -> None:
    """Refuse a caller who has temporary credentials [documented; the text observed]."""
    if call.caller.session is not None:
        raise AccessDeniedException(f"Cannot call {call.operation.name} with session credentials")


def refuse_device(request: Any) -> None:
    """Refuse the code of a device: nobody has any [chosen; the text observed]."""
    if request.get("SerialNumber") or request.get("TokenCode"):
        raise AccessDeniedException(
            "MultiFactorAuthentication failed, unable to validate MFA code. "
            " Please verify your MFA serial number is valid and associated with this user."
        )
