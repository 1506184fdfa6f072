"""One job's transaction in SQL: the same for every database, but for how jobs take turns."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from outdial.domain.event import Cursor, Event, Found, Wanted
from outdial.domain.resource import Address, Entry, Reference, Resource, kinds
from outdial.store import records, sql
from outdial.store.cache import Cache
from outdial.store.place import Changed, Place
from outdial.store.sql_sides import EventLog, Turns
from outdial.store.transaction import EVERY, Remembered
from outdial.store.whole import Whole

R = TypeVar("R", bound=Resource)

KEPT = timedelta(hours=24)

Execute = Callable[[str, Sequence[Any]], Any]
"""Runs a statement of `sql` with its values, and gives what its rows are fetched from."""


class SqlTransaction:
    """The records as one job sees and changes them."""

    def __init__(self, execute: Execute, cache: Cache, turns: Turns, events: EventLog) -> None:
        self._execute = execute
        self._cache = cache
        self._turns = turns
        self._events = events
        self._seen_as: dict[str, str] = {}
        self._at = self._seen_as.get
        self.changes: dict[Place, Changed | None] = {}
        self.before: dict[Place, Changed | None] = {}

    def lock(self, homes: tuple[str, ...]) -> None:
        """Wait for the turn to change these homes; what was read before may have changed since."""
        if self._turns.lock(homes):
            self._cache.clear()

    def see_as(self, home: str, actual: str) -> None:
        """Lead every look at a home, and every change in it, to another one from here on."""
        self._seen_as[home] = actual

    def find(self, kind: type[R], home: str, id: str) -> R | None:  # noqa: A002 the word
        """Find a record by its id."""
        found = self._find(kind, (kind.kind, self._at(home, home), id))
        return None if found is None else found[0]  # type: ignore[return-value] # by its kind

    def _find(self, kind: type[Resource], place: Place) -> Changed | None:
        if place in self.changes:
            return self.changes[place]
        cached = self._cache.get(place)
        if cached is not None:
            return cached
        row = self._execute(sql.FIND, place).fetchone()
        if row is None:
            return None
        found = (records.decode(kind, row[0]), row[0])
        self._cache.keep(place, found)
        return found

    def find_named(self, kind: type[R], home: str, name: str) -> R | None:
        """Find a record by its unique name."""
        row = self._execute(sql.FIND_NAMED, (kind.kind, self._at(home, home), name)).fetchone()
        return None if row is None else records.decode(kind, row[0])

    def find_entry(self, entry: Entry) -> Address | None:
        """Find the record that holds a key among all homes."""
        holder = self._cache.holder(entry)
        if holder is None:
            row = self._execute(sql.FIND_ENTRY, entry).fetchone()
            if row is None:
                return None
            holder = Address(*row)
            self._cache.keep_holder(entry, holder)
        return holder

    def page(self, kind: type[R], home: str, *, after: str, limit: int) -> list[R]:
        """Read the next records of a home in the order of their ids, `after` an id or ''."""
        rows = self._execute(sql.PAGE, (kind.kind, self._at(home, home), after, limit)).fetchall()
        return [records.decode(kind, body) for (body,) in rows]

    def page_naming(
        self, kind: type[R], home: str, target: Address, *, after: str, limit: int
    ) -> list[R]:
        """Read the next records of a home that name `target`, in the order of their ids."""
        place = self._place(target)
        self._turns.ask_who_names(place)
        values = (*place, kind.kind, self._at(home, home), after, limit)
        rows = self._execute(sql.PAGE_NAMING, values).fetchall()
        return [records.decode(kind, body) for (body,) in rows]

    def referrers(self, target: Address, *, limit: int = 10) -> list[tuple[str, Address]]:
        """List what names a record: the tie and where it comes from."""
        place = self._place(target)
        self._turns.ask_who_names(place)
        rows = self._execute(sql.REFERRERS, (*place, limit)).fetchall()
        homes = {actual: home for home, actual in self._seen_as.items()}
        return [
            (relation, Address(kind, homes.get(home, home), id_))
            for relation, kind, home, id_ in rows
        ]

    def count(self, kind: type[R], home: str, *, most: int = EVERY) -> int:
        """Count the records of a home, so many at most: counting costs by how many there are."""
        row = self._execute(sql.COUNT, (kind.kind, self._at(home, home), most)).fetchone()
        count: int = row[0]
        return count

    def homes(self, kind: type[R], within: str) -> list[str]:
        """List the homes below another one that have records of a kind, by a look-up for each."""
        homes: list[str] = []
        last, end = f"{within}/", f"{within}0"  # the character after a slash
        while row := self._execute(sql.NEXT_HOME, (kind.kind, last, end)).fetchone():
            last = row[0]
            homes.append(last)
        return homes

    def put(self, record: Resource) -> None:
        """Write a record, its references and its entries; the former version is replaced."""
        place = self._place(record)
        self._turns.write(place[1])
        before = self._find(type(record), place)
        self.before.setdefault(place, before)
        body = records.encode(record, before and before[1])
        if before is None:
            self._insert(record, place, body)
        else:
            self._replace(before[0], record, place, body)
        self.changes[place] = (record, body)

    def delete(self, record: Resource) -> None:
        """Delete a record, its references and its entries; what names it is left as it is."""
        place = self._place(record)
        self._turns.write(place[1])
        if place not in self.before:
            self.before[place] = self._find(type(record), place)
        self._cache.forget_holders()
        for delete in sql.DELETE:
            self._execute(delete, place)
        self.changes[place] = None

    def delete_home(self, home: str) -> None:
        """Delete everything that lives in a home."""
        self._turns.write(home)
        for kind in kinds():
            for delete in sql.DELETE_HOME:
                self._execute(delete, (kind.kind, home))
        self._turns.leave(home)
        self._cache.clear()
        self.changes = {place: kept for place, kept in self.changes.items() if place[1] != home}

    def recall(self, home: str, operation: str, token: str, now: datetime) -> Remembered | None:
        """Find the answer that a client token got in the last 24 hours."""
        row = self._execute(sql.RECALL, (home, operation, token, now.timestamp())).fetchone()
        return None if row is None else Remembered(digest=row[0], answer=row[1])

    def remember(
        self, home: str, operation: str, token: str, remembered: Remembered, now: datetime
    ) -> None:
        """Keep the answer that a client token got, for 24 hours from now."""
        self._turns.write()
        self._execute(sql.FORGET, (now.timestamp(),))
        until = now + KEPT
        row = (home, operation, token, remembered.digest, remembered.answer, until.timestamp())
        self._execute(sql.REMEMBER, row)

    def record(self, event: Event) -> None:
        """Add an event to the audit trail."""
        self._turns.write()
        self._events.record(event)

    def find_events(self, wanted: Wanted, before: Cursor | None, limit: int) -> Found:
        """Find the newest events of those that are asked for, a bounded way back."""
        return self._events.find(wanted, before, limit)

    def forget_events(self, until: int, most: int) -> None:
        """Remove the oldest events from before a time, so many at most."""
        self._turns.write()
        self._events.forget(until, most)

    @property
    def whole(self) -> Whole:
        """Everything that the store has, for copies and checks; changes there pass no cache."""
        self._cache.clear()
        return Whole(self._execute, self._turns, self._events)

    def undo(self) -> None:
        """Take nothing for changed any more."""
        if self.changes:
            self._cache.forget_holders()
        self.changes.clear()
        self.before.clear()

    def _insert(self, record: Resource, place: Place, body: bytes) -> None:
        self._execute(sql.INSERT, (*place, record.unique_name, body))
        for reference in record.references:
            self._add_reference(place, reference)
        for entry in record.entries:
            self._execute(sql.ADD_ENTRY, (*entry, *place))

    def _replace(self, before: Resource, record: Resource, place: Place, body: bytes) -> None:
        if record.unique_name == before.unique_name:
            self._execute(sql.UPDATE_BODY, (body, *place))
        else:
            self._execute(sql.UPDATE, (body, record.unique_name, *place))
        if record.references != before.references:
            self._replace_references(before, record, place)
        if record.entries != before.entries:
            self._replace_entries(before, record, place)

    def _replace_references(self, before: Resource, after: Resource, place: Place) -> None:
        old, new = set(before.references), set(after.references)
        for reference in old - new:
            values = (*place, reference.relation, *self._place(reference.target))
            self._execute(sql.DROP_REFERENCE, values)
        for reference in new - old:
            self._add_reference(place, reference)

    def _add_reference(self, place: Place, reference: Reference) -> None:
        target = self._place(reference.target)
        self._turns.name(target, self.changes.get(target) or self._cache.get(target))
        self._execute(sql.ADD_REFERENCE, (*place, reference.relation, *target))

    def _replace_entries(self, before: Resource, after: Resource, place: Place) -> None:
        self._cache.forget_holders()
        old, new = set(before.entries), set(after.entries)
        for entry in old - new:
            self._execute(sql.DROP_ENTRY, entry)
        for entry in new - old:
            self._execute(sql.ADD_ENTRY, (*entry, *place))

    def _place(self, record: Resource | Address) -> Place:
        home = record.home
        return (record.kind, self._at(home, home), record.id)
