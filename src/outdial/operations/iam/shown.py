"""Users, groups, roles and policies as answers show them.

Lists show less than the answer about one entity: no tags, no boundary, not when a role was used
last [documented].
"""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from outdial.call import Call
from outdial.domain.iam.entity import ATTACHED, BOUNDARY, Identity
from outdial.domain.iam.group import Group
from outdial.domain.iam.managed_policy import ManagedPolicy
from outdial.domain.iam.role import Role
from outdial.domain.iam.user import User
from outdial.operations.iam.entities import arn_of

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes

EVERY = 100_000
"""More than may ever name one policy."""


def shown_user(call: Call, user: User) -> "shapes.User":
    """Show a user whole."""
    shown = listed_user(call, user)
    shown["PermissionsBoundary"] = shown_boundary(user)
    shown["Tags"] = shown_tags(user.tags) or None
    return shown


def listed_user(call: Call, user: User) -> "shapes.User":
    """Show a user in a list."""
    return {
        "Path": user.folder,
        "UserName": user.name,
        "UserId": user.id,
        "Arn": arn_of(call, user),
        "CreateDate": user.created,
    }


def shown_group(call: Call, group: Group) -> "shapes.Group":
    """Show a group."""
    return {
        "Path": group.folder,
        "GroupName": group.name,
        "GroupId": group.id,
        "Arn": arn_of(call, group),
        "CreateDate": group.created,
    }


def shown_role(call: Call, role: Role) -> "shapes.Role":
    """Show a role whole."""
    shown = listed_role(call, role)
    shown["PermissionsBoundary"] = shown_boundary(role)
    shown["Tags"] = shown_tags(role.tags) or None
    shown["RoleLastUsed"] = {"LastUsedDate": role.last_used, "Region": role.last_used_region}
    return shown


def listed_role(call: Call, role: Role) -> "shapes.Role":
    """Show a role in a list."""
    return {
        "Path": role.folder,
        "RoleName": role.name,
        "RoleId": role.id,
        "Arn": arn_of(call, role),
        "CreateDate": role.created,
        "AssumeRolePolicyDocument": role.trust_policy,
        "Description": role.description,
        "MaxSessionDuration": role.max_session_duration,
    }


def shown_policy(call: Call, policy: ManagedPolicy) -> "shapes.Policy":
    """Show a managed policy whole."""
    shown = listed_policy(call, policy)
    shown["Description"] = policy.description
    shown["Tags"] = shown_tags(policy.tags)
    return shown


def listed_policy(call: Call, policy: ManagedPolicy) -> "shapes.Policy":
    """Show a managed policy in a list."""
    uses = uses_of(call, policy)
    return {
        "PolicyName": policy.name,
        "PolicyId": policy.unique_id,
        "Arn": arn_of(call, policy),
        "Path": policy.folder,
        "DefaultVersionId": policy.default_version_id,
        "AttachmentCount": uses[ATTACHED],
        "PermissionsBoundaryUsageCount": uses[BOUNDARY],
        "IsAttachable": True,
        "CreateDate": policy.created,
        "UpdateDate": policy.updated,
    }


def uses_of(call: Call, policy: ManagedPolicy) -> Counter[str]:
    """Count how often the account's identities have a policy attached, and as their boundary."""
    users = call.tx.referrers(policy.address, limit=EVERY)
    return Counter(tie for tie, user in users if user.home == call.scope.account)


def shown_boundary(identity: Identity) -> "shapes.AttachedPermissionsBoundary | None":
    """Show the policy that bounds an identity."""
    if identity.boundary is None:
        return None
    return {
        "PermissionsBoundaryType": "PermissionsBoundaryPolicy",
        "PermissionsBoundaryArn": identity.boundary,
    }


def shown_tags(tags: Mapping[str, str]) -> "list[shapes.Tag]":
    """Show tags, in the order of their keys."""
    return [{"Key": key, "Value": tags[key]} for key in sorted(tags)]
