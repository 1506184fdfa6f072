"""Policies that stand in users, groups and roles themselves."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outdial.access.condition_keys import PERMISSIONS_BOUNDARY, RESOURCE_TAG
from outdial.call import Call
from outdial.domain.iam.entity import Identity
from outdial.domain.iam.group import Group
from outdial.domain.iam.role import Role
from outdial.domain.iam.sizes import refuse_large_inline
from outdial.domain.iam.user import User
from outdial.iam_errors import NoSuchEntityException
from outdial.operations.iam import resources
from outdial.operations.iam.changes import homes_of_account, save
from outdial.operations.iam.documents import checked
from outdial.operations.iam.entities import get_identity
from outdial.operations.iam.pages import Ending, cut_page
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes


@operation(
    "PutUserPolicy",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG, PERMISSIONS_BOUNDARY),
)
def put_user_policy(call: Call, request: "shapes.PutUserPolicyRequest") -> None:
    """Put an inline policy into a user; one of the same name is replaced."""
    _put(call, get_identity(call, User, request["UserName"]), request)


@operation(
    "GetUserPolicy",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def get_user_policy(
    call: Call, request: "shapes.GetUserPolicyRequest"
) -> "shapes.GetUserPolicyResponse":
    """Show an inline policy of a user, as it was sent."""
    user = get_identity(call, User, request["UserName"])
    return {
        "UserName": user.name,
        "PolicyName": request["PolicyName"],
        "PolicyDocument": _get(user, request["PolicyName"]),
    }


@operation(
    "DeleteUserPolicy",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG, PERMISSIONS_BOUNDARY),
)
def delete_user_policy(call: Call, request: "shapes.DeleteUserPolicyRequest") -> None:
    """Delete an inline policy of a user."""
    _delete(call, get_identity(call, User, request["UserName"]), request["PolicyName"])


@operation(
    "ListUserPolicies",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def list_user_policies(
    call: Call, request: "shapes.ListUserPoliciesRequest"
) -> "shapes.ListUserPoliciesResponse":
    """List the names of a user's inline policies."""
    names, ending = _page(call, get_identity(call, User, request["UserName"]), request)
    return {"PolicyNames": names, **ending}


@operation("PutGroupPolicy", service="iam", homes=homes_of_account, on=(resources.group,), keys=())
def put_group_policy(call: Call, request: "shapes.PutGroupPolicyRequest") -> None:
    """Put an inline policy into a group; one of the same name is replaced."""
    _put(call, get_identity(call, Group, request["GroupName"]), request)


@operation("GetGroupPolicy", service="iam", homes=homes_of_account, on=(resources.group,), keys=())
def get_group_policy(
    call: Call, request: "shapes.GetGroupPolicyRequest"
) -> "shapes.GetGroupPolicyResponse":
    """Show an inline policy of a group, as it was sent."""
    group = get_identity(call, Group, request["GroupName"])
    return {
        "GroupName": group.name,
        "PolicyName": request["PolicyName"],
        "PolicyDocument": _get(group, request["PolicyName"]),
    }


@operation(
    "DeleteGroupPolicy", service="iam", homes=homes_of_account, on=(resources.group,), keys=()
)
def delete_group_policy(call: Call, request: "shapes.DeleteGroupPolicyRequest") -> None:
    """Delete an inline policy of a group."""
    _delete(call, get_identity(call, Group, request["GroupName"]), request["PolicyName"])


@operation(
    "ListGroupPolicies", service="iam", homes=homes_of_account, on=(resources.group,), keys=()
)
def list_group_policies(
    call: Call, request: "shapes.ListGroupPoliciesRequest"
) -> "shapes.ListGroupPoliciesResponse":
    """List the names of a group's inline policies."""
    names, ending = _page(call, get_identity(call, Group, request["GroupName"]), request)
    return {"PolicyNames": names, **ending}


@operation(
    "PutRolePolicy",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG, PERMISSIONS_BOUNDARY),
)
def put_role_policy(call: Call, request: "shapes.PutRolePolicyRequest") -> None:
    """Put an inline policy into a role; one of the same name is replaced."""
    _put(call, get_identity(call, Role, request["RoleName"]), request)


@operation(
    "GetRolePolicy",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG,),
)
def get_role_policy(
    call: Call, request: "shapes.GetRolePolicyRequest"
) -> "shapes.GetRolePolicyResponse":
    """Show an inline policy of a role, as it was sent."""
    role = get_identity(call, Role, request["RoleName"])
    return {
        "RoleName": role.name,
        "PolicyName": request["PolicyName"],
        "PolicyDocument": _get(role, request["PolicyName"]),
    }


@operation(
    "DeleteRolePolicy",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG, PERMISSIONS_BOUNDARY),
)
def delete_role_policy(call: Call, request: "shapes.DeleteRolePolicyRequest") -> None:
    """Delete an inline policy of a role."""
    _delete(call, get_identity(call, Role, request["RoleName"]), request["PolicyName"])


@operation(
    "ListRolePolicies",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG,),
)
def list_role_policies(
    call: Call, request: "shapes.ListRolePoliciesRequest"
) -> "shapes.ListRolePoliciesResponse":
    """List the names of a role's inline policies."""
    names, ending = _page(call, get_identity(call, Role, request["RoleName"]), request)
    return {"PolicyNames": names, **ending}


def _put(call: Call, identity: Identity, request: Mapping[str, Any]) -> None:
    document = checked(request["PolicyDocument"], "identity")
    policies = {**identity.inline_policies, request["PolicyName"]: document}
    changed = replace(identity, inline_policies=policies, **call.stamp)
    refuse_large_inline(changed)
    save(call, changed)


def _get(identity: Identity, name: str) -> str:
    document = identity.inline_policies.get(name)
    if document is None:
        raise NoSuchEntityException(
            f"The {identity.segment} policy with name {name} cannot be found."
        )
    return document


def _delete(call: Call, identity: Identity, name: str) -> None:
    _get(identity, name)
    left = {key: value for key, value in identity.inline_policies.items() if key != name}
    save(call, replace(identity, inline_policies=left, **call.stamp))


def _page(call: Call, identity: Identity, request: Mapping[str, Any]) -> tuple[list[str], Ending]:
    page = cut_page(call, request, identity.inline_policies, str)
    return page.items, page.ending
