"""Roles: created, shown, listed, changed and deleted."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.access.condition_keys import PERMISSIONS_BOUNDARY, REQUEST_TAG, RESOURCE_TAG, TAG_KEYS
from outdial.call import Call
from outdial.domain.iam.role import DEFAULT_SESSION, Role
from outdial.domain.iam.sizes import refuse_large_trust
from outdial.domain.iam.unique_ids import ROLE, unique_id
from outdial.operations.iam import resources
from outdial.operations.iam.changes import homes_of_account, remove, save
from outdial.operations.iam.deletion import refuse_with_policies
from outdial.operations.iam.documents import checked
from outdial.operations.iam.entities import get_identity, refuse_taken
from outdial.operations.iam.new_tags import new_tags
from outdial.operations.iam.pages import cut_page, every
from outdial.operations.iam.policy_arns import bounding_arn
from outdial.operations.iam.shown import listed_role, shown_role
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes


@operation(
    "CreateRole",
    service="iam",
    homes=homes_of_account,
    on=(resources.new("role", "RoleName"),),
    keys=(REQUEST_TAG, TAG_KEYS, PERMISSIONS_BOUNDARY),
)
def create_role(call: Call, request: "shapes.CreateRoleRequest") -> "shapes.CreateRoleResponse":
    """Create a role with its trust policy.

    1. A name differs from those of other roles by more than the case of its letters [documented].
    2. Sessions last an hour at most unless `MaxSessionDuration` says otherwise [documented].
    3. A boundary that there is not is NoSuchEntity, though the operation does not declare it
       [inferred].
    4. Principals of the trust policy need not be there [chosen].
    5. `MaxSigninSessionDuration` is passed over: nobody signs in to a console here [chosen].
    """
    name = request["RoleName"]
    refuse_taken(call, Role, name)
    role = Role(
        id=unique_id(ROLE, call.world.new_id()),
        account=call.scope.account,
        name=name,
        folder=request.get("Path", "/"),
        trust_policy=_trust(request["AssumeRolePolicyDocument"]),
        description=request.get("Description"),
        max_session_duration=request.get("MaxSessionDuration", DEFAULT_SESSION),
        created=call.now,
        boundary=bounding_arn(call, request.get("PermissionsBoundary")),
        tags=new_tags(request),
        **call.stamp,
    )
    save(call, role)
    shown = shown_role(call, role)
    del shown["RoleLastUsed"]
    return {"Role": shown}


def _trust(document: str) -> str:
    refuse_large_trust(document)
    return checked(document, "trust")


@operation(
    "GetRole", service="iam", homes=homes_of_account, on=(resources.role,), keys=(RESOURCE_TAG,)
)
def get_role(call: Call, request: "shapes.GetRoleRequest") -> "shapes.GetRoleResponse":
    """Show a role."""
    return {"Role": shown_role(call, get_identity(call, Role, request["RoleName"]))}


@operation(
    "ListRoles", service="iam", homes=homes_of_account, on=(resources.listed("role"),), keys=()
)
def list_roles(call: Call, request: "shapes.ListRolesRequest") -> "shapes.ListRolesResponse":
    """List roles, without their tags and boundaries, and not when they were used last."""
    prefix = request.get("PathPrefix", "/")
    roles = (role for role in every(call, Role) if role.folder.startswith(prefix))
    page = cut_page(call, request, roles, lambda role: role.name.lower())
    return {"Roles": [listed_role(call, role) for role in page.items], **page.ending}


@operation(
    "UpdateRole", service="iam", homes=homes_of_account, on=(resources.role,), keys=(RESOURCE_TAG,)
)
def update_role(call: Call, request: "shapes.UpdateRoleRequest") -> "shapes.UpdateRoleResponse":
    """Change a role's description and how long its sessions last.

    1. Without `MaxSessionDuration` sessions last an hour again [documented].
    2. Without `Description` the description stays [chosen].
    """
    role = get_identity(call, Role, request["RoleName"])
    changed = replace(
        role,
        description=request.get("Description", role.description),
        max_session_duration=request.get("MaxSessionDuration", DEFAULT_SESSION),
        **call.stamp,
    )
    save(call, changed)
    return {}


@operation(
    "UpdateRoleDescription",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG,),
)
def update_role_description(
    call: Call, request: "shapes.UpdateRoleDescriptionRequest"
) -> "shapes.UpdateRoleDescriptionResponse":
    """Change a role's description."""
    role = get_identity(call, Role, request["RoleName"])
    changed = replace(role, description=request["Description"], **call.stamp)
    save(call, changed)
    return {"Role": shown_role(call, changed)}


@operation(
    "UpdateAssumeRolePolicy",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG,),
)
def update_assume_role_policy(call: Call, request: "shapes.UpdateAssumeRolePolicyRequest") -> None:
    """Replace a role's trust policy; sessions that there are go on [documented]."""
    role = get_identity(call, Role, request["RoleName"])
    save(call, replace(role, trust_policy=_trust(request["PolicyDocument"]), **call.stamp))


@operation(
    "DeleteRole", service="iam", homes=homes_of_account, on=(resources.role,), keys=(RESOURCE_TAG,)
)
def delete_role(call: Call, request: "shapes.DeleteRoleRequest") -> None:
    """Delete a role.

    1. A role with policies, inline or attached, is DeleteConflict [documented].
    2. A boundary goes with the role [inferred].
    """
    role = get_identity(call, Role, request["RoleName"])
    refuse_with_policies(role)
    remove(call, role)
