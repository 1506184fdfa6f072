"""Permissions boundaries of users and roles."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.access.condition_keys import PERMISSIONS_BOUNDARY, RESOURCE_TAG
from outdial.call import Call
from outdial.domain.iam.entity import Identity
from outdial.domain.iam.role import Role
from outdial.domain.iam.user import User
from outdial.operations.iam import resources
from outdial.operations.iam.changes import homes_of_account, save
from outdial.operations.iam.entities import get_identity
from outdial.operations.iam.policy_arns import bounding_arn
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes


@operation(
    "PutUserPermissionsBoundary",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG, PERMISSIONS_BOUNDARY),
)
def put_user_permissions_boundary(
    call: Call, request: "shapes.PutUserPermissionsBoundaryRequest"
) -> None:
    """Bound a user's permissions by a managed policy, instead of another one if there is."""
    boundary = bounding_arn(call, request["PermissionsBoundary"])
    _bound(call, get_identity(call, User, request["UserName"]), boundary)


@operation(
    "DeleteUserPermissionsBoundary",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG, PERMISSIONS_BOUNDARY),
)
def delete_user_permissions_boundary(
    call: Call, request: "shapes.DeleteUserPermissionsBoundaryRequest"
) -> None:
    """Take a user's permissions boundary away.

    1. Without one this is no error [chosen].
    """
    _bound(call, get_identity(call, User, request["UserName"]), None)


@operation(
    "PutRolePermissionsBoundary",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG, PERMISSIONS_BOUNDARY),
)
def put_role_permissions_boundary(
    call: Call, request: "shapes.PutRolePermissionsBoundaryRequest"
) -> None:
    """Bound a role's permissions by a managed policy, instead of another one if there is."""
    boundary = bounding_arn(call, request["PermissionsBoundary"])
    _bound(call, get_identity(call, Role, request["RoleName"]), boundary)


@operation(
    "DeleteRolePermissionsBoundary",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG, PERMISSIONS_BOUNDARY),
)
def delete_role_permissions_boundary(
    call: Call, request: "shapes.DeleteRolePermissionsBoundaryRequest"
) -> None:
    """Take a role's permissions boundary away.

    1. Without one this is no error [chosen].
    """
    _bound(call, get_identity(call, Role, request["RoleName"]), None)


def _bound(call: Call, identity: Identity, arn: str | None) -> None:
    save(call, replace(identity, boundary=arn, **call.stamp))
