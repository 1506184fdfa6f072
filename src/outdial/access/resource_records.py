"""The records that ARNs name, for what policies ask about them: there is no telling which exist.

A resource that does not exist has no tags and no type, just as one that has none.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from outdial.access.resources import Asked
from outdial.domain.arns import parse_arn
from outdial.domain.iam.arns import IamArn, parse_iam_arn
from outdial.domain.iam.entity import Entity, name_key
from outdial.domain.iam.group import Group
from outdial.domain.iam.managed_policy import ManagedPolicy
from outdial.domain.iam.role import Role
from outdial.domain.iam.user import User
from outdial.domain.instance import Instance
from outdial.domain.resource import Content, Resource
from outdial.domain.tagging import named_record
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup

Enter = Callable[[Instance], None]
"""Makes sure that an instance's contents are looked at as its Region sees them."""

_ENTITIES: Mapping[str, type[Entity]] = {
    kind.segment: kind for kind in (User, Group, Role, ManagedPolicy)
}


def find_record(arn: str, asked: Asked, enter: Enter, now: datetime) -> Resource | None:
    """Find what an ARN names in the account of the call."""
    entity = parse_iam_arn(arn)
    return _find_entity(entity, asked) if entity else _find_in_connect(arn, asked, enter, now)


def _find_entity(arn: IamArn, asked: Asked) -> Resource | None:
    kind = _ENTITIES.get(arn.path.partition("/")[0])
    if kind is None or arn.account != asked.scope.account:
        return None
    key = name_key(arn.name)
    if kind is ManagedPolicy:
        found: Entity | None = asked.records.find(ManagedPolicy, arn.account, key)
    else:
        found = asked.records.find_named(kind, arn.account, key)
    return found if found and found.arn(arn.partition) == arn.text else None


def _find_in_connect(text: str, asked: Asked, enter: Enter, now: datetime) -> Resource | None:
    arn = parse_arn(text)
    named = named_record(arn) if arn and arn.scope.account == asked.scope.account else None
    if arn is None or named is None:
        return None
    kind, home, record_id = named
    if issubclass(kind, Content):
        instance = asked.records.find(Instance, asked.scope.home, home)
        if instance is None or arn.scope != asked.scope:
            return None
        enter(instance)
    record = asked.records.find(kind, home, record_id)
    is_gone = isinstance(record, TrafficDistributionGroup) and record.is_gone(now)
    return None if is_gone else record
