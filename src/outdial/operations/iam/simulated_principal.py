"""Whose policies a simulation is about, and who calls in it."""

from collections.abc import Mapping

from outdial.access.policy.context import Value
from outdial.access.principal import Principal
from outdial.call import Call
from outdial.domain.arns import partition_of
from outdial.domain.iam.arns import IamArn, parse_iam_arn
from outdial.domain.iam.entity import Identity, name_key
from outdial.domain.iam.group import Group
from outdial.domain.iam.role import Role
from outdial.domain.iam.user import User
from outdial.iam_errors import InvalidInputException, NoSuchEntityException

KINDS: Mapping[str, type[Identity]] = {kind.segment: kind for kind in (User, Group, Role)}


def get_source(call: Call, text: str) -> Identity:
    """Find the user, group or role whose ARN it is."""
    arn = _read_arn(text)
    found = _find(call, arn)
    if found is None:
        kind = arn.path.partition("/")[0]
        raise NoSuchEntityException(f"The {kind} with name {arn.name} cannot be found.")
    return found


def keys_of_caller(call: Call, text: str) -> dict[str, Value]:
    """Give the condition keys of a user, group or role that calls; it need not be there."""
    arn = _read_arn(text)
    found = _find(call, arn)
    kind = arn.path.partition("/")[0]
    if kind == Group.segment:
        return {"aws:PrincipalAccount": arn.account}
    principal = Principal(
        kind="user" if kind == User.segment else "assumed-role",
        account=arn.account,
        arn=text,
        user_id=found.id if found else "",
        name=arn.name,
        tags=found.tags if found else {},
    )
    keys = principal.keys()
    if kind == Role.segment or found is None:
        del keys["aws:userid"]  # a session's name is part of it
    return keys


def _read_arn(text: str) -> IamArn:
    arn = parse_iam_arn(text)
    if arn is None or arn.path.partition("/")[0] not in KINDS or not arn.name:
        raise InvalidInputException(
            f"Invalid Entity Arn: {text} does not clearly define entity type and name."
        )
    return arn


def _find(call: Call, arn: IamArn) -> Identity | None:
    if arn.account != call.scope.account:
        return None
    kind = KINDS[arn.path.partition("/")[0]]
    found = call.tx.find_named(kind, arn.account, name_key(arn.name))
    partition = partition_of(call.scope.region)
    return found if found and found.arn(partition) == arn.text else None
