"""Tags of users, roles and managed policies."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outdial.access.condition_keys import REQUEST_TAG, RESOURCE_TAG, TAG_KEYS
from outdial.call import Call
from outdial.domain.iam.entity import Entity
from outdial.domain.iam.role import Role
from outdial.domain.iam.tags import merged, without
from outdial.domain.iam.user import User
from outdial.operations.iam import resources
from outdial.operations.iam.changes import homes_of_account, save
from outdial.operations.iam.entities import get_identity
from outdial.operations.iam.new_tags import pairs
from outdial.operations.iam.pages import Ending, cut_page
from outdial.operations.iam.policy_arns import get_own_policy, get_policy
from outdial.operations.iam.shown import shown_tags
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes


@operation(
    "TagUser",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG, REQUEST_TAG, TAG_KEYS),
)
def tag_user(call: Call, request: "shapes.TagUserRequest") -> None:
    """Add tags to a user."""
    _tag(call, get_identity(call, User, request["UserName"]), request)


@operation(
    "UntagUser",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG, TAG_KEYS),
)
def untag_user(call: Call, request: "shapes.UntagUserRequest") -> None:
    """Remove tags from a user."""
    _untag(call, get_identity(call, User, request["UserName"]), request)


@operation(
    "ListUserTags",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def list_user_tags(
    call: Call, request: "shapes.ListUserTagsRequest"
) -> "shapes.ListUserTagsResponse":
    """List the tags of a user."""
    tags, ending = _page(call, get_identity(call, User, request["UserName"]), request)
    return {"Tags": tags, **ending}


@operation(
    "TagRole",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG, REQUEST_TAG, TAG_KEYS),
)
def tag_role(call: Call, request: "shapes.TagRoleRequest") -> None:
    """Add tags to a role."""
    _tag(call, get_identity(call, Role, request["RoleName"]), request)


@operation(
    "UntagRole",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG, TAG_KEYS),
)
def untag_role(call: Call, request: "shapes.UntagRoleRequest") -> None:
    """Remove tags from a role."""
    _untag(call, get_identity(call, Role, request["RoleName"]), request)


@operation(
    "ListRoleTags",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG,),
)
def list_role_tags(
    call: Call, request: "shapes.ListRoleTagsRequest"
) -> "shapes.ListRoleTagsResponse":
    """List the tags of a role."""
    tags, ending = _page(call, get_identity(call, Role, request["RoleName"]), request)
    return {"Tags": tags, **ending}


@operation(
    "TagPolicy",
    service="iam",
    homes=homes_of_account,
    on=("{PolicyArn}",),
    keys=(RESOURCE_TAG, REQUEST_TAG, TAG_KEYS),
)
def tag_policy(call: Call, request: "shapes.TagPolicyRequest") -> None:
    """Add tags to a managed policy."""
    _tag(call, get_own_policy(call, request["PolicyArn"]), request)


@operation(
    "UntagPolicy",
    service="iam",
    homes=homes_of_account,
    on=("{PolicyArn}",),
    keys=(RESOURCE_TAG, TAG_KEYS),
)
def untag_policy(call: Call, request: "shapes.UntagPolicyRequest") -> None:
    """Remove tags from a managed policy."""
    _untag(call, get_own_policy(call, request["PolicyArn"]), request)


@operation(
    "ListPolicyTags",
    service="iam",
    homes=homes_of_account,
    on=("{PolicyArn}",),
    keys=(RESOURCE_TAG,),
)
def list_policy_tags(
    call: Call, request: "shapes.ListPolicyTagsRequest"
) -> "shapes.ListPolicyTagsResponse":
    """List the tags of a managed policy."""
    tags, ending = _page(call, get_policy(call, request["PolicyArn"]), request)
    return {"Tags": tags, **ending}


def _tag(call: Call, entity: Entity, request: Mapping[str, Any]) -> None:
    save(call, replace(entity, tags=merged(entity.tags, pairs(request["Tags"]))))


def _untag(call: Call, entity: Entity, request: Mapping[str, Any]) -> None:
    save(call, replace(entity, tags=without(entity.tags, request["TagKeys"])))


def _page(
    call: Call, entity: Entity, request: Mapping[str, Any]
) -> "tuple[list[shapes.Tag], Ending]":
    page = cut_page(call, request, shown_tags(entity.tags), lambda tag: tag["Key"])
    return page.items, page.ending
