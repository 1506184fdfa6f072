"""Who calls."""

from typing import TYPE_CHECKING

from outdial.access.resources import ANYONE
from outdial.call import Call
from outdial.operations.iam.changes import homes_of_account
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import sts_shapes as shapes


@operation("GetCallerIdentity", service="sts", homes=homes_of_account, on=ANYONE)
def get_caller_identity(
    call: Call, _request: "shapes.GetCallerIdentityRequest"
) -> "shapes.GetCallerIdentityResponse":
    """Tell the account, the id and the ARN of the one who calls.

    1. No permission is needed, and none can be denied [documented].
    2. While identities are not checked, whoever has no key that is known is the root of the
       account that the key names, or of 000000000000 [chosen].
    """
    principal = call.caller.principal
    return {"UserId": principal.user_id, "Account": principal.account, "Arn": principal.arn}
