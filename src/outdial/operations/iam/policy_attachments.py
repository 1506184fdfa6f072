"""Managed policies that are attached to users, groups and roles."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outdial.access.condition_keys import PERMISSIONS_BOUNDARY, POLICY_ARN, RESOURCE_TAG
from outdial.call import Call
from outdial.domain.iam.arns import parse_iam_arn
from outdial.domain.iam.entity import Identity
from outdial.domain.iam.group import Group
from outdial.domain.iam.role import Role
from outdial.domain.iam.user import User
from outdial.iam_errors import NoSuchEntityException
from outdial.operations.iam import resources
from outdial.operations.iam.changes import homes_of_account, save
from outdial.operations.iam.entities import get_identity
from outdial.operations.iam.pages import Ending, cut_page
from outdial.operations.iam.policy_arns import attached_arn, read_arn
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes


@operation(
    "AttachUserPolicy",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG, PERMISSIONS_BOUNDARY, POLICY_ARN),
)
def attach_user_policy(call: Call, request: "shapes.AttachUserPolicyRequest") -> None:
    """Attach a managed policy to a user.

    1. A policy that is attached already stays so [documented].
    2. How many policies may be attached is not limited [chosen].
    """
    _attach(call, get_identity(call, User, request["UserName"]), request["PolicyArn"])


@operation(
    "DetachUserPolicy",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG, PERMISSIONS_BOUNDARY, POLICY_ARN),
)
def detach_user_policy(call: Call, request: "shapes.DetachUserPolicyRequest") -> None:
    """Detach a managed policy from a user.

    1. A policy that is not attached is NoSuchEntity [documented].
    """
    _detach(call, get_identity(call, User, request["UserName"]), request["PolicyArn"])


@operation(
    "ListAttachedUserPolicies",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def list_attached_user_policies(
    call: Call, request: "shapes.ListAttachedUserPoliciesRequest"
) -> "shapes.ListAttachedUserPoliciesResponse":
    """List the managed policies that are attached to a user."""
    policies, ending = _page(call, get_identity(call, User, request["UserName"]), request)
    return {"AttachedPolicies": policies, **ending}


@operation(
    "AttachGroupPolicy",
    service="iam",
    homes=homes_of_account,
    on=(resources.group,),
    keys=(POLICY_ARN,),
)
def attach_group_policy(call: Call, request: "shapes.AttachGroupPolicyRequest") -> None:
    """Attach a managed policy to a group.

    1. A policy that is attached already stays so [documented].
    2. How many policies may be attached is not limited [chosen].
    """
    _attach(call, get_identity(call, Group, request["GroupName"]), request["PolicyArn"])


@operation(
    "DetachGroupPolicy",
    service="iam",
    homes=homes_of_account,
    on=(resources.group,),
    keys=(POLICY_ARN,),
)
def detach_group_policy(call: Call, request: "shapes.DetachGroupPolicyRequest") -> None:
    """Detach a managed policy from a group.

    1. A policy that is not attached is NoSuchEntity [documented].
    """
    _detach(call, get_identity(call, Group, request["GroupName"]), request["PolicyArn"])


@operation(
    "ListAttachedGroupPolicies",
    service="iam",
    homes=homes_of_account,
    on=(resources.group,),
    keys=(),
)
def list_attached_group_policies(
    call: Call, request: "shapes.ListAttachedGroupPoliciesRequest"
) -> "shapes.ListAttachedGroupPoliciesResponse":
    """List the managed policies that are attached to a group."""
    policies, ending = _page(call, get_identity(call, Group, request["GroupName"]), request)
    return {"AttachedPolicies": policies, **ending}


@operation(
    "AttachRolePolicy",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG, PERMISSIONS_BOUNDARY, POLICY_ARN),
)
def attach_role_policy(call: Call, request: "shapes.AttachRolePolicyRequest") -> None:
    """Attach a managed policy to a role.

    1. A policy that is attached already stays so [documented].
    2. How many policies may be attached is not limited [chosen].
    """
    _attach(call, get_identity(call, Role, request["RoleName"]), request["PolicyArn"])


@operation(
    "DetachRolePolicy",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG, PERMISSIONS_BOUNDARY, POLICY_ARN),
)
def detach_role_policy(call: Call, request: "shapes.DetachRolePolicyRequest") -> None:
    """Detach a managed policy from a role.

    1. A policy that is not attached is NoSuchEntity [documented].
    """
    _detach(call, get_identity(call, Role, request["RoleName"]), request["PolicyArn"])


@operation(
    "ListAttachedRolePolicies",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG,),
)
def list_attached_role_policies(
    call: Call, request: "shapes.ListAttachedRolePoliciesRequest"
) -> "shapes.ListAttachedRolePoliciesResponse":
    """List the managed policies that are attached to a role."""
    policies, ending = _page(call, get_identity(call, Role, request["RoleName"]), request)
    return {"AttachedPolicies": policies, **ending}


def _attach(call: Call, identity: Identity, text: str) -> None:
    arn = attached_arn(call, text)
    if arn not in identity.attached:
        save(call, replace(identity, attached=(*identity.attached, arn), **call.stamp))


def _detach(call: Call, identity: Identity, text: str) -> None:
    arn = read_arn(call, text).text
    if arn not in identity.attached:
        raise NoSuchEntityException(f"Policy {text} was not found.")
    left = tuple(other for other in identity.attached if other != arn)
    save(call, replace(identity, attached=left, **call.stamp))


def _page(
    call: Call, identity: Identity, request: Mapping[str, Any]
) -> "tuple[list[shapes.AttachedPolicy], Ending]":
    prefix = f"policy{request.get('PathPrefix', '/')}"
    arns = (arn for text in identity.attached if (arn := parse_iam_arn(text)))
    found = (arn for arn in arns if arn.path.startswith(prefix))
    page = cut_page(call, request, found, lambda arn: f"{arn.name.lower()}/{arn.account}")
    return [{"PolicyName": arn.name, "PolicyArn": arn.text} for arn in page.items], page.ending
