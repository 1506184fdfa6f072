"""Users: created, shown, listed, renamed and deleted."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from outdial.access.condition_keys import PERMISSIONS_BOUNDARY, REQUEST_TAG, RESOURCE_TAG, TAG_KEYS
from outdial.call import Call
from outdial.domain.arns import partition_of
from outdial.domain.iam.access_key import OWNER
from outdial.domain.iam.arns import IamArn
from outdial.domain.iam.unique_ids import USER, unique_id
from outdial.domain.iam.user import User
from outdial.iam_errors import DeleteConflictException
from outdial.operations.iam import resources
from outdial.operations.iam.changes import homes_of_account, remove, save
from outdial.operations.iam.deletion import refuse_with_policies
from outdial.operations.iam.entities import get_identity, refuse_taken, user_or_caller
from outdial.operations.iam.new_tags import new_tags
from outdial.operations.iam.pages import cut_page, every
from outdial.operations.iam.policy_arns import bounding_arn
from outdial.operations.iam.shown import listed_user, shown_user
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes

_ROOT_CREATED = datetime(2026, 1, 1, tzinfo=UTC)


@operation(
    "CreateUser",
    service="iam",
    homes=homes_of_account,
    on=(resources.new("user", "UserName"),),
    keys=(REQUEST_TAG, TAG_KEYS, PERMISSIONS_BOUNDARY),
)
def create_user(call: Call, request: "shapes.CreateUserRequest") -> "shapes.CreateUserResponse":
    """Create a user.

    1. A name differs from those of other users by more than the case of its letters
       [documented].
    2. A boundary that there is not is NoSuchEntity [documented].
    """
    name = request["UserName"]
    refuse_taken(call, User, name)
    user = User(
        id=unique_id(USER, call.world.new_id()),
        account=call.scope.account,
        name=name,
        folder=request.get("Path", "/"),
        created=call.now,
        boundary=bounding_arn(call, request.get("PermissionsBoundary")),
        tags=new_tags(request),
        **call.stamp,
    )
    save(call, user)
    return {"User": shown_user(call, user)}


@operation(
    "GetUser", service="iam", homes=homes_of_account, on=(resources.user,), keys=(RESOURCE_TAG,)
)
def get_user(call: Call, request: "shapes.GetUserRequest") -> "shapes.GetUserResponse":
    """Show a user.

    1. Without a name it is the user who calls [documented]; for the account's root, `UserId` is
       the account [observed], and so is `UserName`, and `CreateDate` is the same for all
       accounts [chosen].
    2. Called by a role's session, a name is needed, else ValidationError [observed].
    3. `PasswordLastUsed` is left out: nobody has a password here [chosen].
    """
    user = user_or_caller(call, request.get("UserName"))
    return {"User": shown_user(call, user) if user else _root(call)}


def _root(call: Call) -> "shapes.User":
    account = call.scope.account
    return {
        "Path": "/",
        "UserName": account,
        "UserId": account,
        "Arn": IamArn(partition_of(call.scope.region), account, "root").text,
        "CreateDate": _ROOT_CREATED,
    }


@operation(
    "ListUsers", service="iam", homes=homes_of_account, on=(resources.listed("user"),), keys=()
)
def list_users(call: Call, request: "shapes.ListUsersRequest") -> "shapes.ListUsersResponse":
    """List users, without their tags and boundaries.

    1. Lists of IAM are in the order of names, whatever the case of their letters [chosen].
    2. Pages hold 100 entries unless `MaxItems` says otherwise [documented].
    """
    prefix = request.get("PathPrefix", "/")
    users = (user for user in every(call, User) if user.folder.startswith(prefix))
    page = cut_page(call, request, users, lambda user: user.name.lower())
    return {"Users": [listed_user(call, user) for user in page.items], **page.ending}


@operation(
    "UpdateUser",
    service="iam",
    homes=homes_of_account,
    on=(resources.renamed_user,),
    keys=(RESOURCE_TAG,),
)
def update_user(call: Call, request: "shapes.UpdateUserRequest") -> None:
    """Rename or move a user, who keeps groups, policies and access keys.

    1. The ARN changes, `UserId` does not [documented].
    2. A new name that differs from the old one by the case of its letters only is
       EntityAlreadyExists [observed]; the same name is not [inferred].
    """
    user = get_identity(call, User, request["UserName"])
    name = request.get("NewUserName", user.name)
    if name != user.name:
        refuse_taken(call, User, name)
    folder = request.get("NewPath", user.folder)
    save(call, replace(user, name=name, folder=folder, **call.stamp))


@operation(
    "DeleteUser", service="iam", homes=homes_of_account, on=(resources.user,), keys=(RESOURCE_TAG,)
)
def delete_user(call: Call, request: "shapes.DeleteUserRequest") -> None:
    """Delete a user.

    1. A user in a group, with access keys, or with policies, inline or attached, is
       DeleteConflict [documented]; they are looked at in this order [chosen].
    2. A boundary goes with the user [inferred].
    """
    user = get_identity(call, User, request["UserName"])
    if user.group_ids:
        raise DeleteConflictException("Cannot delete entity, must remove users from group first.")
    if any(tie == OWNER for tie, _ in call.tx.referrers(user.address)):
        raise DeleteConflictException("Cannot delete entity, must delete access keys first.")
    refuse_with_policies(user)
    remove(call, user)
