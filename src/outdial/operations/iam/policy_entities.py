"""Who has a managed policy."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from outdial.access.condition_keys import RESOURCE_TAG
from outdial.call import Call
from outdial.domain.iam.entity import ATTACHED, BOUNDARY, Identity
from outdial.domain.iam.group import Group
from outdial.domain.iam.managed_policy import ManagedPolicy
from outdial.domain.iam.role import Role
from outdial.domain.iam.user import User
from outdial.operations.iam.changes import homes_of_account
from outdial.operations.iam.pages import cut_page
from outdial.operations.iam.policy_arns import get_policy
from outdial.operations.iam.shown import EVERY
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes

_KINDS: dict[str, type[Identity]] = {"Group": Group, "User": User, "Role": Role}
_TIES = {"PermissionsPolicy": ATTACHED, "PermissionsBoundary": BOUNDARY}


@operation(
    "ListEntitiesForPolicy",
    service="iam",
    homes=homes_of_account,
    on=("{PolicyArn}",),
    keys=(RESOURCE_TAG,),
)
def list_entities_for_policy(
    call: Call, request: "shapes.ListEntitiesForPolicyRequest"
) -> "shapes.ListEntitiesForPolicyResponse":
    """List the users, groups and roles that have a managed policy attached, or as a boundary.

    1. An entity that has it as both is listed once [chosen].
    """
    policy = get_policy(call, request["PolicyArn"])
    prefix = request.get("PathPrefix", "/")
    entities = (each for each in _entities(call, policy, request) if each.folder.startswith(prefix))
    page = cut_page(call, request, entities, lambda each: f"{each.segment}/{each.name.lower()}")
    return {
        "PolicyGroups": [
            {"GroupName": group.name, "GroupId": group.id}
            for group in page.items
            if isinstance(group, Group)
        ],
        "PolicyUsers": [
            {"UserName": user.name, "UserId": user.id}
            for user in page.items
            if isinstance(user, User)
        ],
        "PolicyRoles": [
            {"RoleName": role.name, "RoleId": role.id}
            for role in page.items
            if isinstance(role, Role)
        ],
        **page.ending,
    }


def _entities(call: Call, policy: ManagedPolicy, request: Any) -> Iterator[Identity]:
    wanted = request.get("EntityFilter")
    tie = _TIES.get(request.get("PolicyUsageFilter", ""))
    users = call.tx.referrers(policy.address, limit=EVERY)
    holders = {each for named, each in users if tie in (None, named)}
    for name, kind in _KINDS.items():
        if wanted in (None, name):
            for holder in holders:
                if (holder.kind, holder.home) == (kind.kind, call.scope.account):
                    entity = call.tx.find(kind, holder.home, holder.id)
                    if entity:
                        yield entity
