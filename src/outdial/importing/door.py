"""The door for records that have their ids already: all of a state goes in, or nothing.

M7  Nothing that is there is replaced: the instance must be new, its aliases free, its numbers
    claimed by nobody.
M8  Both sides of a pair are put as they were read; a change that was on its way between them then
    is not, and stays on its own side until the record changes again.
M9  A claim and a change of a group that were in progress are through.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from outdial.domain.instance import Instance
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.replication import changes_home, side_home
from outdial.domain.resource import Resource, kinds
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.importing.checks import problems
from outdial.importing.errors import ImportRefusedError
from outdial.importing.state import KINDS, State
from outdial.store.transaction import Transaction, run

if TYPE_CHECKING:
    from outdial.store.transaction import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was imported: the ARNs of its instances, and how many records of each kind."""

    arns: tuple[str, ...]
    counts: dict[str, int]
    notes: tuple[str, ...]


def report(imported: Imported) -> dict[str, Any]:
    """Tell of an import as JSON."""
    return {
        "instances": list(imported.arns),
        "counts": {kind.replace("-", " "): count for kind, count in imported.counts.items()},
        "notes": list(imported.notes),
    }


def import_state(store: "Store", state: State, now: datetime) -> Imported:
    """Put a state into a store, in one transaction; ImportRefusedError says what is in the way."""
    _refuse(problems(state))

    def work(tx: Transaction) -> None:
        tx.lock(_homes(state))
        _refuse(_taken(state, tx))
        _put(state, tx, now)

    run(store, work, writes=True)
    order = list(KINDS)
    found = sorted((record.kind for record in state.sides[0].records), key=order.index)
    return Imported(
        arns=tuple(
            instance.scope.arn(instance.path) for side in state.sides for instance in side.instances
        ),
        counts={kind: found.count(kind) for kind in dict.fromkeys(found)},
        notes=state.notes,
    )


def _refuse(found: Iterator[str]) -> None:
    lines = list(found)
    if lines:
        raise ImportRefusedError(lines)


def _homes(state: State) -> tuple[str, ...]:
    instances = [instance for side in state.sides for instance in side.instances]
    return tuple(
        dict.fromkeys((*(each.home for each in instances), *(_home(each) for each in instances)))
    )


def _home(instance: Instance) -> str:
    return side_home(instance.id, instance.region, instance.replication)


def _taken(state: State, tx: Transaction) -> Iterator[str]:
    """Find what is there already."""
    for side in state.sides:
        (instance,) = side.instances
        if tx.find(Instance, instance.home, instance.id):
            yield (  # M7
                f"The instance {instance.id} is in {instance.region} already: delete it first, or"
                " import into another Outdial"
            )
            continue
        if not _is_empty(tx, instance):
            yield f"Something else has the id {instance.id} already"  # M7
        for record in side.records:
            for entry in record.entries:
                holder = tx.find_entry(entry)
                if holder and holder != record.address:
                    what = f"{entry.namespace.replace('-', ' ')} {entry.key}"
                    yield f"The {what} is taken already, by the {holder.kind} {holder.id}"  # M7
            if isinstance(record, PhoneNumber | TrafficDistributionGroup) and tx.find(
                type(record), record.home, record.id
            ):
                yield f"The {record.kind.replace('-', ' ')} {record.id} is there already"  # M7


def _is_empty(tx: Transaction, instance: Instance) -> bool:
    homes = (_home(instance), changes_home(instance.id))
    return not any(tx.count(kind, home, most=1) for home in homes for kind in kinds())


def _put(state: State, tx: Transaction, now: datetime) -> None:
    for side in state.sides:
        (instance,) = side.instances
        tx.see_as(instance.id, _home(instance))  # M8
        for kind in KINDS.values():
            for record in side.records:
                if type(record) is kind:
                    tx.put(_settled(record, now))


def _settled(record: Resource, now: datetime) -> Resource:
    """Have what was in progress be through."""
    if isinstance(record, PhoneNumber | TrafficDistributionGroup):
        return replace(record, ready_time=min(record.ready_time, now))  # M9
    return record
