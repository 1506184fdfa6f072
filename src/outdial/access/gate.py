"""The gate: whether a request comes from whom it says, as far as that is asked for.

G1   With the dial on `off` nothing is verified: a key that is known names its own account and
     principal, one of twelve digits the account, and any other nobody's. [chosen]
G2   Otherwise a request has to be signed with a key that is known, and for the service and the
     Region that it was led to. [documented]
G3   Temporary credentials of a user or a federated user cannot call IAM; IAM says of them that
     they are invalid. [documented; the error observed]
"""

from datetime import datetime
from typing import TYPE_CHECKING

from outdial.access.identity import Caller
from outdial.access.keyring import Credential, find_credential
from outdial.access.sigv4 import verify
from outdial.domain.arns import Scope
from outdial.errors import UnrecognizedClientException
from outdial.http import Request

if TYPE_CHECKING:
    from outdial.settings import Settings
    from outdial.store.transaction import Transaction


def authenticate(
    request: Request, claimed: Caller, tx: "Transaction", settings: "Settings", now: datetime
) -> Caller:
    """Tell who really calls, or refuse the request."""
    credential = find_credential(claimed.access_key, claimed.scope.region, tx, settings)
    if settings.auth == "off":
        return claimed if credential is None else _known(claimed, credential)  # G1
    keys = {credential.key.id: credential.key} if credential else {}
    verify(  # G2
        request,
        keys.get,
        now=now,
        skew=settings.clock_skew,
        service=claimed.service,
        region=claimed.scope.region,
    )
    if credential is None or _is_barred(claimed, credential):
        raise UnrecognizedClientException("The security token included in the request is invalid.")
    return _known(claimed, credential)


def _is_barred(claimed: Caller, credential: Credential) -> bool:
    session = credential.session
    return claimed.service == "iam" and session is not None and session.of != "assumed-role"  # G3


def _known(claimed: Caller, credential: Credential) -> Caller:
    principal = credential.principal
    scope = Scope(principal.account, claimed.scope.region)
    return Caller(scope, claimed.service, claimed.access_key, principal, credential.session)
