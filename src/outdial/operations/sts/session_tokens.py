"""Sessions of users and of accounts' roots."""

from typing import TYPE_CHECKING

from outdial.access.resources import ANYONE
from outdial.call import Call
from outdial.domain.sts.durations import of_user
from outdial.domain.sts.session import Session
from outdial.operations.iam.changes import homes_of_account
from outdial.operations.sts.issuing import issue, refuse_device, refuse_session
from outdial.operations.sts.owners import owner_id
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import sts_shapes as shapes


@operation("GetSessionToken", service="sts", homes=homes_of_account, on=ANYONE)
def get_session_token(
    call: Call, request: "shapes.GetSessionTokenRequest"
) -> "shapes.GetSessionTokenResponse":
    """Give temporary credentials of the user or the root that calls.

    1. No permission is needed, and none can be denied [documented].
    2. Temporary credentials are AccessDenied [documented; the text observed].
    3. There are no devices of multi-factor authentication: a code of one is AccessDenied
       [chosen].
    """
    refuse_session(call)
    refuse_device(request)
    owner = owner_id(call)
    session = Session(
        id="",
        account=call.scope.account,
        secret="",
        token="",
        issued=call.now,
        expires=call.now + of_user(request.get("DurationSeconds"), is_root=owner is None),
        of="session-token",
        owner_id=owner,
        **call.stamp,
    )
    return {"Credentials": issue(call, request, session)}
