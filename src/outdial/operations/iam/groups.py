"""Groups: created, shown with their members, listed, renamed and deleted."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.call import Call
from outdial.domain.iam.group import Group
from outdial.domain.iam.unique_ids import GROUP, unique_id
from outdial.domain.iam.user import User
from outdial.iam_errors import DeleteConflictException
from outdial.operations.iam import resources
from outdial.operations.iam.changes import homes_of_account, remove, save
from outdial.operations.iam.deletion import refuse_with_policies
from outdial.operations.iam.entities import get_identity, refuse_taken
from outdial.operations.iam.pages import cut_page, every, every_naming
from outdial.operations.iam.shown import listed_user, shown_group
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes


@operation(
    "CreateGroup",
    service="iam",
    homes=homes_of_account,
    on=(resources.new("group", "GroupName"),),
    keys=(),
)
def create_group(call: Call, request: "shapes.CreateGroupRequest") -> "shapes.CreateGroupResponse":
    """Create a group.

    1. A name differs from those of other groups by more than the case of its letters
       [documented].
    """
    name = request["GroupName"]
    refuse_taken(call, Group, name)
    group = Group(
        id=unique_id(GROUP, call.world.new_id()),
        account=call.scope.account,
        name=name,
        folder=request.get("Path", "/"),
        created=call.now,
        **call.stamp,
    )
    save(call, group)
    return {"Group": shown_group(call, group)}


@operation("GetGroup", service="iam", homes=homes_of_account, on=(resources.group,), keys=())
def get_group(call: Call, request: "shapes.GetGroupRequest") -> "shapes.GetGroupResponse":
    """Show a group and its members, which are paged."""
    group = get_identity(call, Group, request["GroupName"])
    members = every_naming(call, User, group.address)
    page = cut_page(call, request, members, lambda user: user.name.lower())
    return {
        "Group": shown_group(call, group),
        "Users": [listed_user(call, user) for user in page.items],
        **page.ending,
    }


@operation(
    "ListGroups", service="iam", homes=homes_of_account, on=(resources.listed("group"),), keys=()
)
def list_groups(call: Call, request: "shapes.ListGroupsRequest") -> "shapes.ListGroupsResponse":
    """List groups."""
    prefix = request.get("PathPrefix", "/")
    groups = (group for group in every(call, Group) if group.folder.startswith(prefix))
    page = cut_page(call, request, groups, lambda group: group.name.lower())
    return {"Groups": [shown_group(call, group) for group in page.items], **page.ending}


@operation(
    "UpdateGroup", service="iam", homes=homes_of_account, on=(resources.renamed_group,), keys=()
)
def update_group(call: Call, request: "shapes.UpdateGroupRequest") -> None:
    """Rename or move a group, which keeps its members and policies.

    1. The ARN changes, `GroupId` does not [documented].
    """
    group = get_identity(call, Group, request["GroupName"])
    name = request.get("NewGroupName", group.name)
    if name != group.name:
        refuse_taken(call, Group, name)
    folder = request.get("NewPath", group.folder)
    save(call, replace(group, name=name, folder=folder, **call.stamp))


@operation("DeleteGroup", service="iam", homes=homes_of_account, on=(resources.group,), keys=())
def delete_group(call: Call, request: "shapes.DeleteGroupRequest") -> None:
    """Delete a group.

    1. A group with members, or with policies, inline or attached, is DeleteConflict [documented].
    """
    group = get_identity(call, Group, request["GroupName"])
    if call.tx.referrers(group.address, limit=1):
        raise DeleteConflictException("Cannot delete entity, must remove users from group first.")
    refuse_with_policies(group)
    remove(call, group)
