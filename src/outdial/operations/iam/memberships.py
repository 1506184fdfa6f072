"""Which users are in which groups."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.access.condition_keys import RESOURCE_TAG
from outdial.call import Call
from outdial.domain.iam.group import Group
from outdial.domain.iam.user import User
from outdial.iam_errors import LimitExceededException
from outdial.operations.iam import resources
from outdial.operations.iam.changes import homes_of_account, save
from outdial.operations.iam.entities import get_identity
from outdial.operations.iam.pages import cut_page
from outdial.operations.iam.shown import shown_group
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes

MOST_GROUPS = 10


@operation("AddUserToGroup", service="iam", homes=homes_of_account, on=(resources.group,), keys=())
def add_user_to_group(call: Call, request: "shapes.AddUserToGroupRequest") -> None:
    """Put a user into a group.

    1. A user who is in it already stays in it [observed].
    2. A user is in 10 groups at most, else LimitExceeded [documented].
    """
    group = get_identity(call, Group, request["GroupName"])
    user = get_identity(call, User, request["UserName"])
    if group.id in user.group_ids:
        return
    if len(user.group_ids) >= MOST_GROUPS:
        raise LimitExceededException(f"Cannot exceed quota for GroupsPerUser: {MOST_GROUPS}")
    save(call, replace(user, group_ids=(*user.group_ids, group.id), **call.stamp))


@operation(
    "RemoveUserFromGroup", service="iam", homes=homes_of_account, on=(resources.group,), keys=()
)
def remove_user_from_group(call: Call, request: "shapes.RemoveUserFromGroupRequest") -> None:
    """Take a user out of a group.

    1. To take out a user who is not in it is no error [observed].
    """
    group = get_identity(call, Group, request["GroupName"])
    user = get_identity(call, User, request["UserName"])
    left = tuple(group_id for group_id in user.group_ids if group_id != group.id)
    save(call, replace(user, group_ids=left, **call.stamp))


@operation(
    "ListGroupsForUser",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def list_groups_for_user(
    call: Call, request: "shapes.ListGroupsForUserRequest"
) -> "shapes.ListGroupsForUserResponse":
    """List the groups that a user is in."""
    user = get_identity(call, User, request["UserName"])
    page = cut_page(call, request, _groups(call, user), lambda group: group.name.lower())
    return {"Groups": [shown_group(call, group) for group in page.items], **page.ending}


def _groups(call: Call, user: User) -> Iterator[Group]:
    for group_id in user.group_ids:
        if group := call.tx.find(Group, user.account, group_id):
            yield group
