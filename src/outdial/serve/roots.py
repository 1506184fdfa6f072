"""Who may see and do what is for operators only: the root of any account."""

from outdial.access.gate import authenticate
from outdial.access.identity import Caller, identify
from outdial.app import App
from outdial.errors import AccessDeniedException, InvalidSignatureException
from outdial.http import Request
from outdial.store.transaction import Transaction, run

_SERVICES = ("connect", "outdial")


def refuse_all_but_roots(app: App, request: Request) -> None:
    """Refuse a request unless a root signed it, for Connect or for Outdial."""
    claimed = identify(request)

    def work(tx: Transaction) -> Caller:
        return authenticate(request, claimed, tx, app.settings, app.world.now())

    caller = run(app.store, work, writes=False)
    if caller.service not in _SERVICES:
        raise InvalidSignatureException(
            "Credential should be scoped to correct service: 'connect'. "
        )
    if caller.principal.kind != "root":
        raise AccessDeniedException(f"User: {caller.arn} is not the root of an account")
