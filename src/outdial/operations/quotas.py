"""What the service quotas refuse; the rules are in `domain/quotas.py`."""

from datetime import timedelta
from typing import Any

from outdial.access.identity import Caller
from outdial.call import Call
from outdial.domain.arns import Scope
from outdial.domain.instance import Instance, replicas_of
from outdial.domain.quotas import INSTANCE_WINDOW, InInstance, is_reached
from outdial.domain.resource import Content
from outdial.domain.tally import Tally, times_within
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup, source_of
from outdial.errors import (
    InvalidParameterException,
    LimitExceededException,
    ServiceQuotaExceededException,
)
from outdial.registry import homes_of_region
from outdial.store.transaction import EVERY

_INSTANCE_CHANGES = "instance-changes"


def homes_of_account(caller: Caller, params: dict[str, Any]) -> tuple[str, ...]:
    """Name the homes of the call, and of what is counted in all Regions of the account."""
    return (*homes_of_region(caller, params), caller.scope.account)


def refuse_full(call: Call, quota: InInstance, kind: type[Content], instance: Instance) -> None:
    """Refuse one more of a kind in an instance that has as many as it may."""
    most: int | None = getattr(call.quotas, quota)
    if most is not None and call.tx.count(kind, instance.id, most=most) >= most:
        raise LimitExceededException(_reached(most, quota, "the instance"))  # Q4


def refuse_instance(call: Call, scope: Scope) -> None:
    """Refuse one more instance in an account and Region."""
    most = call.quotas.instances
    if most is not None and call.tx.count(Instance, scope.home, most=most) >= most:
        raise ServiceQuotaExceededException(  # Q1
            _reached(most, "instances", f"the account in {scope.region}")
        )
    changes = len(_instance_changes(call))
    if is_reached(call.quotas.instance_changes, changes):
        raise ServiceQuotaExceededException(  # Q2
            "Your account has been flagged for an excessive number of creation and deletion"
            f" attempts: {changes} in {INSTANCE_WINDOW.days} days"
        )


def note_instance_change(call: Call) -> None:
    """Count a creation or a deletion of an instance."""
    if call.quotas.instance_changes is not None:
        add_to_tally(call, call.scope.account, _INSTANCE_CHANGES, INSTANCE_WINDOW)


def _instance_changes(call: Call) -> tuple[object, ...]:
    tally = call.tx.find(Tally, call.scope.account, _INSTANCE_CHANGES)
    return times_within(tally, INSTANCE_WINDOW, call.now)


def add_to_tally(call: Call, home: str, id_: str, window: timedelta) -> None:
    """Keep the time of the call in a tally, and let go of those before the window."""
    before = times_within(call.tx.find(Tally, home, id_), window, call.now)
    call.tx.put(Tally(id=id_, kept_in=home, times=(*before, call.now), **call.stamp))


def refuse_replica(call: Call) -> None:
    """Refuse one more replica in an account."""
    most = call.quotas.replicas
    if most is not None:
        there = call.tx.referrers(replicas_of(call.scope.account), limit=most + 1)
        if len(there) >= most:
            raise ServiceQuotaExceededException(_reached(most, "replicas", "the account"))  # Q3


def refuse_group(call: Call, instance: Instance) -> None:
    """Refuse one more traffic distribution group of a pair."""
    most, source = call.quotas.traffic_distribution_groups, source_of(instance)
    if most is None:
        return
    groups = call.tx.page_naming(
        TrafficDistributionGroup, source.home, source, after="", limit=EVERY
    )
    if sum(not group.is_gone(call.now) for group in groups) >= most:
        raise ServiceQuotaExceededException(  # Q3
            _reached(most, "traffic_distribution_groups", "the instance")
        )


def refuse_max_contacts(call: Call, value: int | None) -> None:
    """Refuse a queue to hold more contacts than its instance can have."""
    most = call.quotas.most_contacts
    if value is not None and most is not None and value > most:
        raise InvalidParameterException(  # Q8
            f"MaxContacts must be {most} at most, less than the instance's quotas of concurrent"
            f" calls, chats and tasks together; it is {value}"
        )


def _reached(most: int, quota: str, whose: str) -> str:
    return f"The quota of {most} {quota.replace('_', ' ')} of {whose} is reached"
