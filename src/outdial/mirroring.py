"""Mirroring: what changes in one instance of a replicated pair, changes in the other.

Each side has a home of its own in the store, and looks at nothing else. Without a delay a change
is made on both sides in one transaction. With one it waits as a record among the pair's changes;
there is no timer: whoever next looks at either side makes the changes that are due, in order.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from outdial.domain.arns import Scope
from outdial.domain.instance import Instance
from outdial.domain.replication import (
    MirroredChange,
    MirroringCount,
    Replication,
    change_id,
    changes_home,
    side_home,
)
from outdial.domain.resource import Resource, kinds
from outdial.store import records
from outdial.store.place import Changed, Place
from outdial.store.transaction import R, Transaction

_CHUNK = 100
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Pair:
    """The two sides of a replicated instance, in one transaction, which is on one of them."""

    tx: Transaction
    instance_id: str
    replication: Replication
    region: str

    def home(self, region: str) -> str:
        """Name the home of the contents as a Region sees them."""
        return side_home(self.instance_id, region, self.replication)

    def see(self, region: str) -> None:
        """Lead the transaction to the contents as a Region sees them."""
        self.tx.see_as(self.instance_id, self.home(region))

    @contextmanager
    def seen_from(self, region: str) -> Iterator[None]:
        """Lead the transaction to the contents as a Region sees them, and back."""
        self.see(region)
        yield
        self.see(self.region)

    def copy(self) -> None:
        """Copy all that the source contains to the replica, which is new."""
        for kind in kinds():
            contents = list(_every(self.tx, kind, self.instance_id))
            with self.seen_from(self.replication.replica_region):
                for record in contents:
                    self.tx.put(record)

    def end(self) -> None:
        """Part the sides: what is on its way arrives, the replica's side is emptied and left."""
        self.arrive(_END_OF_TIME)
        self.tx.delete_home(changes_home(self.instance_id))
        self.tx.delete_home(self.home(self.replication.replica_region))
        self.see(self.replication.source_region)

    def waiting(self) -> Iterator[MirroredChange]:
        """List the changes that are on their way, in order."""
        return _every(self.tx, MirroredChange, changes_home(self.instance_id))

    def due(self, now: datetime) -> Iterator[MirroredChange]:
        """List the changes that should have arrived, in order."""
        return takewhile(lambda change: change.due <= now, self.waiting())

    def stuck(self, now: datetime) -> list[MirroredChange]:
        """List the changes that wait for a name, unless a later one to the record is on its way."""
        last = {(change.record, change.to_region): change for change in self.waiting()}
        return [change for change in last.values() if change.due <= now]  # P5

    def arrive(self, now: datetime) -> None:
        """Make the changes that are due; one may free the name that an earlier one waits for."""
        while sum(self._arrives(change) for change in self.due(now)):
            pass

    def send(self, change: MirroredChange, now: datetime) -> None:
        """Make a new change on the other side, or let it wait if it is not due or has no place."""
        count = self.tx.find(MirroringCount, changes_home(self.instance_id), MirroringCount.only_id)
        number = count.number + 1 if count else 1
        change = replace(change, id=change_id(change.due, number), number=number)
        if change.due <= now and self._settle(change):
            return
        self.tx.put(change)
        self.tx.put(
            MirroringCount(
                id=MirroringCount.only_id,
                instance_id=self.instance_id,
                number=number,
                last_modified_time=change.last_modified_time,
                last_modified_region=change.last_modified_region,
            )
        )

    def _arrives(self, change: MirroredChange) -> bool:
        """Settle a change that was waiting, unless another one has just taken its place."""
        still_waits = self.tx.find(MirroredChange, change.home, change.id) is not None
        return still_waits and self._settle(change)

    def _settle(self, change: MirroredChange) -> bool:
        """Make a change, or give it up for a later one; False if it has to wait."""
        waiting = list(_every_to(self.tx, change))
        is_overruled = any(
            one.to_region != change.to_region and one.is_later_than(change) for one in waiting
        )
        if not is_overruled and not self._make(change):
            return False  # P5
        for one in waiting:
            if not one.is_later_than(change):
                self.tx.delete(one)  # P4, P6
        return True

    def _make(self, change: MirroredChange) -> bool:
        with self.seen_from(change.to_region):
            record, there = record_of(change), self.find(change)
            if record is None:
                if there:
                    self.tx.delete(there)  # P7
                return True
            if self._is_name_taken(record):
                return False
            self.tx.put(record)
            return True

    def find(self, change: MirroredChange) -> Resource | None:
        """Find the record of a change on the side that is seen."""
        return self.tx.find(_kind_named(change.record_kind), self.instance_id, change.record_id)

    def _is_name_taken(self, record: Resource) -> bool:
        name = record.unique_name
        holder = name and self.tx.find_named(type(record), self.instance_id, name)
        return bool(holder and holder.id != record.id)


def _every(tx: Transaction, kind: type[R], home: str) -> Iterator[R]:
    """Read all records of a home, which may change meanwhile."""
    after = ""
    while found := tx.page(kind, home, after=after, limit=_CHUNK):
        yield from found
        after = found[-1].id


def _every_to(tx: Transaction, change: MirroredChange) -> Iterator[MirroredChange]:
    """Find the waiting changes to the record that a change is to."""
    after = ""
    while found := tx.page_naming(
        MirroredChange, change.home, change.record, after=after, limit=_CHUNK
    ):
        yield from found
        after = found[-1].id


def record_of(change: MirroredChange) -> Resource | None:
    """Read the record as the change makes it, None if it deletes it."""
    if change.body is None:
        return None
    return records.decode(_kind_named(change.record_kind), change.body.encode())


def _kind_named(name: str) -> type[Resource]:
    return next(kind for kind in kinds() if kind.kind == name)


@dataclass(slots=True)
class Sides:
    """Which side of replicated instances a call is on, and what it has to carry across."""

    tx: Transaction
    scope: Scope
    now: datetime
    delay: timedelta
    _entered: dict[str, Pair] = field(default_factory=dict)
    _arrived: dict[Place, Changed | None] = field(default_factory=dict)

    def enter(self, instance: Instance) -> None:
        """Lead the call to an instance's contents as its Region sees them, up to date.

        Whatever changes contents enters their instance first; else nothing is carried.
        """
        if instance.replication is None or instance.id in self._entered:
            return
        pair = Pair(self.tx, instance.id, instance.replication, self.scope.region)
        before = dict(self.tx.changes)
        pair.see(self.scope.region)
        pair.arrive(self.now)
        self._entered[instance.id] = pair
        arrived = {
            place: changed
            for place, changed in self.tx.changes.items()
            if place not in before or before[place] is not changed
        }
        self._arrived.update(arrived)
        self.tx.before.update(arrived)  # the call finds them so

    def own(self, record: Resource) -> None:
        """Take a record's change as the call's own, though what arrived made the same of it."""
        pair = self._entered.get(record.home)
        if pair is not None:
            self._arrived.pop((record.kind, pair.home(self.scope.region), record.id), None)

    def carry(self) -> None:
        """Carry what the call changed to the other sides, at once or after the delay."""
        for pair in self._entered.values():
            home = pair.home(self.scope.region)
            for place, changed in list(self.tx.changes.items()):
                if place[1] == home and not self._has_arrived(place, changed):
                    pair.send(self._change(pair, place, changed), self.now)

    def _has_arrived(self, place: Place, changed: Changed | None) -> bool:
        return place in self._arrived and self._arrived[place] is changed

    def _change(self, pair: Pair, place: Place, changed: Changed | None) -> MirroredChange:
        kind, _, record_id = place
        return MirroredChange(
            id="",
            instance_id=pair.instance_id,
            number=0,
            to_region=pair.replication.other(self.scope.region),
            record_kind=kind,
            record_id=record_id,
            record_name=changed and changed[0].unique_name,
            body=changed and changed[1].decode(),
            due=self.now + self.delay,
            last_modified_time=self.now,
            last_modified_region=self.scope.region,
        )
