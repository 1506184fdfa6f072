"""How users, groups and roles are found by their names, and how their ARNs are built."""

from typing import TypeVar

from outdial.call import Call
from outdial.domain.arns import partition_of
from outdial.domain.iam.arns import parse_iam_arn
from outdial.domain.iam.entity import Entity, Identity, name_key
from outdial.domain.iam.user import User
from outdial.iam_errors import (
    EntityAlreadyExistsException,
    NoSuchEntityException,
    ValidationError,
)

I = TypeVar("I", bound=Identity)  # noqa: E741 as short as the others


def arn_of(call: Call, entity: Entity) -> str:
    """Build an entity's ARN."""
    return entity.arn(partition_of(call.scope.region))


def get_identity(call: Call, kind: type[I], name: str) -> I:
    """Find a user, group or role."""
    found = call.tx.find_named(kind, call.scope.account, name_key(name))
    if found is None:
        raise NoSuchEntityException(f"The {kind.segment} with name {name} cannot be found.")
    return found


def refuse_taken(call: Call, kind: type[Identity], name: str) -> None:
    """Refuse the name of a user, group or role that there is."""
    if call.tx.find_named(kind, call.scope.account, name_key(name)):
        raise EntityAlreadyExistsException(
            f"{kind.segment.capitalize()} with name {name} already exists."
        )


def user_or_caller(call: Call, name: str | None) -> User | None:
    """Find the user of a name, or the one who calls if there is none; None is the root."""
    if name is not None:
        return get_identity(call, User, name)
    caller = parse_iam_arn(call.caller.arn)
    if caller is not None and caller.path == "root":
        return None
    if caller is None or not caller.path.startswith("user/"):
        raise ValidationError("Must specify userName when calling with non-User credentials")
    return get_identity(call, User, caller.name)
