"""An account's IAM as a whole."""

from typing import TYPE_CHECKING, Any

from outdial.access.resources import ANYTHING
from outdial.call import Call
from outdial.domain.iam.access_key import AccessKey, user_address
from outdial.domain.iam.group import Group
from outdial.domain.iam.managed_policy import MOST_VERSIONS, ManagedPolicy
from outdial.domain.iam.role import Role
from outdial.domain.iam.sizes import INLINE, MANAGED, TRUST
from outdial.domain.iam.user import User
from outdial.operations.iam.access_keys import MOST_KEYS
from outdial.operations.iam.changes import homes_of_account
from outdial.operations.iam.memberships import MOST_GROUPS
from outdial.operations.iam.pages import every_naming
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes


@operation("GetAccountSummary", service="iam", homes=homes_of_account, on=(ANYTHING,), keys=())
def get_account_summary(call: Call, _request: dict[str, Any]) -> "shapes.GetAccountSummaryResponse":
    """Count what the account has of IAM, and tell its quotas.

    1. Of the documented entries those are answered that are about what is served [chosen].
    """
    account, count = call.scope.account, call.tx.count
    root_keys = every_naming(call, AccessKey, user_address(account, None))
    return {
        "SummaryMap": {
            "Users": count(User, account),
            "Groups": count(Group, account),
            "Roles": count(Role, account),
            "Policies": count(ManagedPolicy, account),
            "AccountAccessKeysPresent": int(any(root_keys)),
            "AccountMFAEnabled": 0,
            "AccountPasswordPresent": 0,
            "MFADevices": 0,
            "MFADevicesInUse": 0,
            "InstanceProfiles": 0,
            "Providers": 0,
            "ServerCertificates": 0,
            **_QUOTAS,
        }
    }


_QUOTAS = {
    "AccessKeysPerUserQuota": MOST_KEYS,
    "AssumeRolePolicySizeQuota": TRUST,
    "GroupPolicySizeQuota": INLINE["group"],
    "GroupsPerUserQuota": MOST_GROUPS,
    "PolicySizeQuota": MANAGED,
    "RolePolicySizeQuota": INLINE["role"],
    "UserPolicySizeQuota": INLINE["user"],
    "VersionsPerPolicyQuota": MOST_VERSIONS,
}


@operation("ListAccountAliases", service="iam", homes=homes_of_account, on=(ANYTHING,), keys=())
def list_account_aliases(
    _call: Call, _request: "shapes.ListAccountAliasesRequest"
) -> "shapes.ListAccountAliasesResponse":
    """List the account's aliases.

    1. There are none [chosen].
    """
    return {"AccountAliases": [], "IsTruncated": False}
