"""Mirroring: what changes in one instance of a replicated pair, changes in the other.

Each side has a home of its own in the store, and looks at nothing else. Without a delay a change
is made on both sides in one transaction. With one it waits as a record among the pair's changes;
there is no timer: whoever next looks at either side makes the changes that are due, in order.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from outdial.domain.arns import Scope
from outdial.domain.instance import Instance
from outdial.domain.replication import MirroredChange, Replication, changes_home, side_home
from outdial.domain.resource import Resource, kinds
from outdial.store import records
from outdial.store.transaction import Changed, Place, Transaction

_ALL = -1
"""A page without a limit."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The two sides of a replicated instance, in one transaction."""

    tx: Transaction
    instance_id: str
    replication: Replication

    def see(self, region: str) -> None:
        """Lead the transaction to the contents as a Region sees them."""
        self.tx.see_as(self.instance_id, side_home(self.instance_id, region, self.replication))

    def copy(self) -> None:
        """Copy all that the source contains to the replica, which is new."""
        for kind in kinds():
            self.see(self.replication.source_region)
            contents = self.tx.page(kind, self.instance_id, after="", limit=_ALL)
            self.see(self.replication.replica_region)
            for record in contents:
                self.tx.put(record)
        self.see(self.replication.source_region)

    def waiting(self) -> list[MirroredChange]:
        """List the changes that are on their way, the first due first."""
        home = changes_home(self.instance_id)
        return self.tx.page(MirroredChange, home, after="", limit=_ALL)

    def arrive(self, now: datetime) -> None:
        """Make the changes that are due."""
        waiting = self.waiting()
        for change in waiting:
            if change.due > now:
                return
            if _is_superseded(change, waiting) or self.make(change):
                self.tx.delete(change)

    def make(self, change: MirroredChange) -> bool:
        """Make a change on its side, unless what is there is later; False if it has to wait."""
        self.see(change.to_region)
        kind = kind_named(change.record_kind)
        there = self.tx.find(kind, self.instance_id, change.record_id)
        if there and (there.last_modified_time, there.last_modified_region) > change.order:
            return True  # P4
        if change.body is None:
            if there:
                self.tx.delete(there)
            return True
        record = records.decode(kind, change.body.encode())
        if self._is_name_taken(record):
            return False  # P5
        self.tx.put(record)
        return True

    def _is_name_taken(self, record: Resource) -> bool:
        name = record.unique_name
        holder = name and self.tx.find_named(type(record), self.instance_id, name)
        return bool(holder and holder.id != record.id)


def _is_superseded(change: MirroredChange, waiting: list[MirroredChange]) -> bool:
    """Tell whether a later change to the same record comes from where this one goes to."""
    return any(
        other.record_id == change.record_id
        and other.to_region != change.to_region
        and other.order > change.order
        for other in waiting
    )


def kind_named(name: str) -> type[Resource]:
    """Find a kind of records by its name."""
    return next(kind for kind in kinds() if kind.kind == name)


@dataclass(frozen=True, slots=True)
class Sides:
    """Which side of replicated instances a call is on, and what it has to carry across."""

    tx: Transaction
    scope: Scope
    now: datetime
    delay: timedelta
    _entered: dict[str, Pair] = field(default_factory=dict)
    _arrived: dict[Place, Changed | None] = field(default_factory=dict)

    def enter(self, instance: Instance) -> None:
        """Lead the call to an instance's contents as its Region sees them, up to date."""
        if instance.replication is None or instance.id in self._entered:
            return
        pair = Pair(self.tx, instance.id, instance.replication)
        before = dict(self.tx.changes)
        pair.arrive(self.now)
        pair.see(instance.region)
        self._entered[instance.id] = pair
        self._arrived.update(
            (place, changed)
            for place, changed in self.tx.changes.items()
            if before.get(place) is not changed or place not in before
        )

    def carry(self) -> None:
        """Carry what the call changed to the other sides, at once or after the delay."""
        if not self._entered:
            return
        for index, (place, changed) in enumerate(list(self.tx.changes.items())):
            arrived = place in self._arrived and self._arrived[place] is changed
            pair = self._entered.get(place[1].partition("@")[0])
            if pair is not None and not arrived:
                self._send(pair, self._change(pair, index, place, changed))

    def _send(self, pair: Pair, change: MirroredChange) -> None:
        if self.delay or not pair.make(change):
            self.tx.put(change)
        pair.see(self.scope.region)

    def _change(
        self, pair: Pair, index: int, place: Place, changed: Changed | None
    ) -> MirroredChange:
        kind, _, record_id = place
        due = self.now + self.delay
        return MirroredChange(
            id=f"{due:%Y-%m-%dT%H:%M:%S.%f} {self.scope.region} {index:06} {record_id}",
            instance_id=pair.instance_id,
            to_region=pair.replication.other(self.scope.region),
            record_kind=kind,
            record_id=record_id,
            record_name=changed and changed[0].unique_name,
            body=changed and changed[1].decode(),
            due=due,
            last_modified_time=self.now,
            last_modified_region=self.scope.region,
        )
