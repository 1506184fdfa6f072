"""Sessions of federated users: of whom a user vouches for."""

from typing import TYPE_CHECKING

from outdial.access.condition_keys import REQUEST_TAG, TAG_KEYS
from outdial.call import Call
from outdial.domain.arns import partition_of
from outdial.domain.sts.durations import of_user
from outdial.domain.sts.packing import packed_size
from outdial.domain.sts.session import Session
from outdial.domain.sts.session_tags import session_tags
from outdial.operations.iam.changes import homes_of_account
from outdial.operations.iam.new_tags import pairs
from outdial.operations.sts.issuing import issue, refuse_session
from outdial.operations.sts.owners import owner_id
from outdial.operations.sts.session_policies import session_policies
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import sts_shapes as shapes


@operation(
    "GetFederationToken",
    service="sts",
    homes=homes_of_account,
    on=("federated-user/{Name}",),
    keys=(REQUEST_TAG, TAG_KEYS),
)
def get_federation_token(
    call: Call, request: "shapes.GetFederationTokenRequest"
) -> "shapes.GetFederationTokenResponse":
    """Give temporary credentials for somebody whom the user or the root that calls vouches for.

    1. What the session may do is what both the user's policies and the session policies allow;
       without session policies that is nothing [documented].
    2. Temporary credentials are AccessDenied [documented; the text observed].
    3. A session policy that does not exist is ValidationError [chosen].
    """
    refuse_session(call)
    owner, tags = owner_id(call), session_tags(pairs(request.get("Tags") or ()))
    policies = session_policies(call, request, call.scope.account)
    packed = packed_size(request.get("Policy"), policies["policy_arns"], tags.tags)
    session = Session(
        id="",
        account=call.scope.account,
        secret="",
        token="",
        issued=call.now,
        expires=call.now + of_user(request.get("DurationSeconds"), is_root=owner is None),
        of="federated-user",
        owner_id=owner,
        name=request["Name"],
        tags=tags.tags,
        **policies,
        **call.stamp,
    )
    account, partition = call.scope.account, partition_of(call.scope.region)
    return {
        "Credentials": issue(call, request, session),
        "FederatedUser": {
            "FederatedUserId": f"{account}:{session.name}",
            "Arn": f"arn:{partition}:sts::{account}:federated-user/{session.name}",
        },
        "PackedPolicySize": packed,
    }
