"""Access keys: created, listed, switched on and off, and deleted."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.access.condition_keys import RESOURCE_TAG
from outdial.call import Call
from outdial.domain.iam.access_key import AccessKey, user_address
from outdial.domain.iam.unique_ids import LASTING_KEY, key_id
from outdial.domain.iam.user import User
from outdial.errors import AccessDeniedException
from outdial.iam_errors import (
    InvalidInputException,
    LimitExceededException,
    NoSuchEntityException,
)
from outdial.operations.iam import resources
from outdial.operations.iam.changes import homes_of_account, remove, save
from outdial.operations.iam.entities import user_or_caller
from outdial.operations.iam.pages import cut_page, every_naming
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes

MOST_KEYS = 2


@operation(
    "CreateAccessKey",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def create_access_key(
    call: Call, request: "shapes.CreateAccessKeyRequest"
) -> "shapes.CreateAccessKeyResponse":
    """Create an access key of a user, or of the one who calls; only this answer has its secret.

    1. A user has two keys at most, else LimitExceeded [documented].
    2. The `UserName` of a root's key is the account [chosen].
    """
    user = user_or_caller(call, request.get("UserName"))
    account, owner = call.scope.account, user.id if user else None
    others = list(every_naming(call, AccessKey, user_address(account, owner)))
    if len(others) >= MOST_KEYS:
        raise LimitExceededException(f"Cannot exceed quota for AccessKeysPerUser: {MOST_KEYS}")
    key = AccessKey(
        id=key_id(LASTING_KEY, call.world.new_id()),
        account=account,
        user_id=owner,
        secret=call.world.new_secret(),
        created=call.now,
        **call.stamp,
    )
    save(call, key)
    return {
        "AccessKey": {
            "UserName": _name(call, user),
            "AccessKeyId": key.id,
            "Status": key.status,
            "SecretAccessKey": key.secret,
            "CreateDate": key.created,
        }
    }


@operation(
    "ListAccessKeys",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def list_access_keys(
    call: Call, request: "shapes.ListAccessKeysRequest"
) -> "shapes.ListAccessKeysResponse":
    """List the access keys of a user, or of the one who calls, without their secrets."""
    user = user_or_caller(call, request.get("UserName"))
    owner = user_address(call.scope.account, user.id if user else None)
    page = cut_page(call, request, every_naming(call, AccessKey, owner), lambda key: key.id)
    return {
        "AccessKeyMetadata": [
            {
                "UserName": _name(call, user),
                "AccessKeyId": key.id,
                "Status": key.status,
                "CreateDate": key.created,
            }
            for key in page.items
        ],
        **page.ending,
    }


@operation(
    "UpdateAccessKey",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def update_access_key(call: Call, request: "shapes.UpdateAccessKeyRequest") -> None:
    """Switch an access key on or off; one that is Inactive is refused as if it were not there."""
    key = _get(call, request["AccessKeyId"], request.get("UserName"))
    status = request["Status"]
    if status == "Expired":
        raise InvalidInputException("Status must be Active or Inactive")
    save(call, replace(key, status=status, **call.stamp))


@operation(
    "DeleteAccessKey",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def delete_access_key(call: Call, request: "shapes.DeleteAccessKeyRequest") -> None:
    """Delete an access key, active or not."""
    remove(call, _get(call, request["AccessKeyId"], request.get("UserName")))


@operation(
    "GetAccessKeyLastUsed",
    service="iam",
    homes=homes_of_account,
    on=(resources.owner_of_key,),
    keys=(RESOURCE_TAG,),
)
def get_access_key_last_used(
    call: Call, request: "shapes.GetAccessKeyLastUsedRequest"
) -> "shapes.GetAccessKeyLastUsedResponse":
    """Tell whose an access key is, and when, where and for what it was used last.

    1. For a key that was never used, service and Region are `N/A` [documented].
    2. A key that is not the account's is AccessDenied [observed].
    """
    key = call.tx.find(AccessKey, call.scope.account, request["AccessKeyId"])
    if key is None:
        raise AccessDeniedException(
            f"User: {call.caller.arn} is not authorized to perform: iam:GetAccessKeyLastUsed"
            f" on resource: access key {request['AccessKeyId']}"
        )
    user = call.tx.find(User, key.account, key.user_id) if key.user_id else None
    return {
        "UserName": _name(call, user),
        "AccessKeyLastUsed": {
            "LastUsedDate": key.last_used,
            "ServiceName": key.last_used_service or "N/A",
            "Region": key.last_used_region or "N/A",
        },
    }


def _get(call: Call, access_key_id: str, user_name: str | None) -> AccessKey:
    user = user_or_caller(call, user_name)
    key = call.tx.find(AccessKey, call.scope.account, access_key_id)
    if key is None or key.user_id != (user.id if user else None):
        raise NoSuchEntityException(f"The Access Key with id {access_key_id} cannot be found.")
    return key


def _name(call: Call, user: User | None) -> str:
    return user.name if user else call.scope.account
