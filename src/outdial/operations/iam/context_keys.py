"""Which condition keys policies look at: what a simulation of them has to be given."""

from typing import TYPE_CHECKING

from outdial.access.resources import ANYTHING
from outdial.call import Call
from outdial.operations.iam.changes import homes_of_account
from outdial.operations.iam.simulated_policies import sent_policies
from outdial.operations.iam.simulated_principal import get_source
from outdial.registry import operation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outdial.access.policy.document import Policy
    from outdial.wire import iam_shapes as shapes


@operation(
    "GetContextKeysForPrincipalPolicy",
    service="iam",
    homes=homes_of_account,
    on=("{PolicySourceArn}",),
    keys=(),
)
def get_context_keys_for_principal_policy(
    call: Call, request: "shapes.GetContextKeysForPrincipalPolicyRequest"
) -> "shapes.GetContextKeysForPolicyResponse":
    """Name the condition keys in the policies of a user, group or role.

    1. Those of a user's groups and those that are sent count too; service control policies do not
       [documented], and neither does the boundary [inferred].
    """
    from outdial.access.layers import policies_of  # noqa: PLC0415 - rare

    own = policies_of(get_source(call, request["PolicySourceArn"]), call.tx)
    return {"ContextKeyNames": _keys([*own, *sent_policies(request, "PolicyInputList")])}


@operation(
    "GetContextKeysForCustomPolicy",
    service="iam",
    homes=homes_of_account,
    on=(ANYTHING,),
    keys=(),
)
def get_context_keys_for_custom_policy(
    _call: Call, request: "shapes.GetContextKeysForCustomPolicyRequest"
) -> "shapes.GetContextKeysForPolicyResponse":
    """Name the condition keys in the policies that are sent, each once, as they are written.

    1. Those that stand for text, such as `${aws:username}`, are named too [documented].
    """
    return {"ContextKeyNames": _keys(sent_policies(request, "PolicyInputList"))}


def _keys(policies: "Iterable[Policy]") -> list[str]:
    """Name keys in the order in which they stand; case makes no other key."""
    found: dict[str, str] = {}
    for policy in policies:
        for statement in policy.statements:
            for key in statement.keys:
                found.setdefault(key.lower(), key)
    return list(found.values())
