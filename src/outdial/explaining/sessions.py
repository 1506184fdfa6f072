"""Which sessions of roles and federated users there are: IAM has no operation that lists them."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from outdial.access.keyring import principal_of
from outdial.domain.arns import Scope, partition_of
from outdial.domain.sts.session import Session
from outdial.store.transaction import Transaction, run

if TYPE_CHECKING:
    from outdial.app import App

MOST = 5_000
"""So many sessions are looked through, those that have ended among them."""

_CHUNK = 500


class Living(NamedTuple):
    """The ARNs of sessions that have not ended, in order; `is_cut` if there may be others."""

    arns: tuple[str, ...]
    is_cut: bool


def living_sessions(app: "App", scope: Scope) -> Living:
    """List the sessions of an account that are no user's own, each ARN once."""
    now = app.world.now()
    return run(app.store, lambda tx: _living(tx, scope, now), writes=False)


def _living(tx: Transaction, scope: Scope, now: datetime) -> Living:
    partition, arns, after = partition_of(scope.region), set(), ""
    for _ in range(MOST // _CHUNK):
        found = tx.page(Session, scope.account, after=after, limit=_CHUNK)
        for session in found:
            if session.of != "session-token" and session.expires > now:
                principal = principal_of(session, partition, tx)
                arns.add(principal.arn if principal else "")
        if len(found) < _CHUNK:
            return Living(tuple(sorted(arns - {""})), is_cut=False)
        after = found[-1].id
    return Living(tuple(sorted(arns - {""})), is_cut=True)
