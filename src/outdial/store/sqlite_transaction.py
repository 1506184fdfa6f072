"""One job's transaction on SQLite: a savepoint of its own, if it has neighbours and writes."""

import sqlite3
from datetime import datetime, timedelta
from typing import TypeVar

from outdial.domain.event import Cursor, Event, Found, Wanted
from outdial.domain.resource import Address, Entry, Reference, Resource, kinds
from outdial.store import records, sqlite_events
from outdial.store.cache import Cache
from outdial.store.transaction import Changed, Place, Remembered

R = TypeVar("R", bound=Resource)

KEPT = timedelta(hours=24)

FIND = "SELECT body FROM resource WHERE kind = ? AND home = ? AND id = ?"
FIND_NAMED = "SELECT body FROM resource WHERE kind = ? AND home = ? AND name = ?"
FIND_ENTRY = "SELECT kind, home, id FROM directory WHERE namespace = ? AND key = ?"
PAGE = "SELECT body FROM resource WHERE kind = ? AND home = ? AND id > ? ORDER BY id LIMIT ?"
PAGE_NAMING = """
SELECT resource.body FROM (
    SELECT DISTINCT kind, home, id FROM reference
    WHERE target_kind = ? AND target_home = ? AND target_id = ?
    AND kind = ? AND home = ? AND id > ? ORDER BY id LIMIT ?
) AS naming JOIN resource USING (kind, home, id) ORDER BY resource.id
"""
REFERRERS = """
SELECT relation, kind, home, id FROM reference
WHERE target_kind = ? AND target_home = ? AND target_id = ? LIMIT ?
"""
COUNT = "SELECT count(*) FROM resource WHERE kind = ? AND home = ?"
INSERT = "INSERT INTO resource (kind, home, id, name, body) VALUES (?, ?, ?, ?, ?)"
UPDATE_BODY = "UPDATE resource SET body = ? WHERE kind = ? AND home = ? AND id = ?"
UPDATE = "UPDATE resource SET body = ?, name = ? WHERE kind = ? AND home = ? AND id = ?"
DELETE = tuple(
    f"DELETE FROM {table} WHERE kind = ? AND home = ? AND id = ?"  # noqa: S608 our own names
    for table in ("resource", "reference", "directory")
)
DELETE_HOME = tuple(delete.removesuffix(" AND id = ?") for delete in DELETE)
ADD_REFERENCE = "INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?)"
DROP_REFERENCE = """
DELETE FROM reference WHERE kind = ? AND home = ? AND id = ?
AND relation = ? AND target_kind = ? AND target_home = ? AND target_id = ?
"""
ADD_ENTRY = "INSERT INTO directory VALUES (?, ?, ?, ?, ?)"
DROP_ENTRY = "DELETE FROM directory WHERE namespace = ? AND key = ?"
RECALL = """
SELECT digest, body FROM answer WHERE home = ? AND operation = ? AND token = ? AND until > ?
"""
REMEMBER = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?)"
FORGET = "DELETE FROM answer WHERE until <= ?"


class SqliteTransaction:
    """The records as one job sees and changes them."""

    def __init__(self, connection: sqlite3.Connection, cache: Cache, *, alone: bool) -> None:
        self._execute = connection.execute
        self._cache = cache
        self._alone = alone
        self._writing = False
        self._seen_as: dict[str, str] = {}
        self._at = self._seen_as.get
        self.changes: dict[Place, Changed | None] = {}
        self.before: dict[Place, Changed | None] = {}

    def lock(self, homes: tuple[str, ...]) -> None:
        """Need not wait: the one connection runs one job after another."""

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
        row = self._execute(FIND, place).fetchone()
        if row is None:
            return None
        found = (records.decode(kind, row[0]), row[0])
        self._cache.keep(place, found)
        return found

    def find_named(self, kind: type[R], home: str, name: str) -> R | None:
        """Find a record by its unique name."""
        row = self._execute(FIND_NAMED, (kind.kind, self._at(home, home), name)).fetchone()
        return None if row is None else records.decode(kind, row[0])

    def find_entry(self, entry: Entry) -> Address | None:
        """Find the record that holds a key among all homes."""
        row = self._execute(FIND_ENTRY, (entry.namespace, entry.key)).fetchone()
        return None if row is None else Address(*row)

    def page(self, kind: type[R], home: str, *, after: str, limit: int) -> list[R]:
        """Read the next records of a home in the order of their ids, `after` an id or ''."""
        rows = self._execute(PAGE, (kind.kind, self._at(home, home), after, limit)).fetchall()
        return [records.decode(kind, body) for (body,) in rows]

    def page_naming(
        self, kind: type[R], home: str, target: Address, *, after: str, limit: int
    ) -> list[R]:
        """Read the next records of a home that name `target`, in the order of their ids."""
        place = (*self._place(target), kind.kind, self._at(home, home), after, limit)
        return [
            records.decode(kind, body) for (body,) in self._execute(PAGE_NAMING, place).fetchall()
        ]

    def referrers(self, target: Address, *, limit: int = 10) -> list[tuple[str, Address]]:
        """List what names a record: the tie and where it comes from."""
        rows = self._execute(REFERRERS, (*self._place(target), limit)).fetchall()
        homes = {actual: home for home, actual in self._seen_as.items()}
        return [
            (relation, Address(kind, homes.get(home, home), id_))
            for relation, kind, home, id_ in rows
        ]

    def count(self, kind: type[R], home: str) -> int:
        """Count the records of a home."""
        count: int = self._execute(COUNT, (kind.kind, self._at(home, home))).fetchone()[0]
        return count

    def put(self, record: Resource) -> None:
        """Write a record, its references and its entries; the former version is replaced."""
        self._begin_writing()
        place = self._place(record)
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
        self._begin_writing()
        place = self._place(record)
        if place not in self.before:
            self.before[place] = self._find(type(record), place)
        for delete in DELETE:
            self._execute(delete, place)
        self.changes[place] = None

    def delete_home(self, home: str) -> None:
        """Delete everything that lives in a home."""
        self._begin_writing()
        for kind in kinds():
            for delete in DELETE_HOME:
                self._execute(delete, (kind.kind, home))
        self._cache.clear()
        self.changes = {place: kept for place, kept in self.changes.items() if place[1] != home}

    def recall(self, home: str, operation: str, token: str, now: datetime) -> Remembered | None:
        """Find the answer that a client token got in the last 24 hours."""
        row = self._execute(RECALL, (home, operation, token, now.timestamp())).fetchone()
        return None if row is None else Remembered(digest=row[0], answer=row[1])

    def remember(
        self, home: str, operation: str, token: str, remembered: Remembered, now: datetime
    ) -> None:
        """Keep the answer that a client token got, for 24 hours from now."""
        self._begin_writing()
        self._execute(FORGET, (now.timestamp(),))
        until = now + KEPT
        row = (home, operation, token, remembered.digest, remembered.answer, until.timestamp())
        self._execute(REMEMBER, row)

    def record(self, event: Event) -> None:
        """Add an event to the audit trail."""
        self._begin_writing()
        self._execute(sqlite_events.RECORD, event)

    def find_events(self, wanted: Wanted, before: Cursor | None, limit: int) -> Found:
        """Find the newest events of those that are asked for, a bounded way back."""
        return sqlite_events.find_events(self._execute, wanted, before, limit)

    def forget_events(self, until: int, most: int) -> None:
        """Remove the oldest events from before a time, so many at most."""
        self._begin_writing()
        self._execute(sqlite_events.FORGET, (most, until))

    def undo(self) -> None:
        """Take back all that this job wrote; one that is alone goes with its transaction."""
        self.changes.clear()
        self.before.clear()
        if self._writing and not self._alone:
            self._execute("ROLLBACK TO job")

    def end(self) -> None:
        """Close the job's savepoint, if it has one."""
        if self._writing and not self._alone:
            self._execute("RELEASE job")

    def _begin_writing(self) -> None:
        if not self._writing and not self._alone:
            self._execute("SAVEPOINT job")
        self._writing = True

    def _insert(self, record: Resource, place: Place, body: bytes) -> None:
        self._execute(INSERT, (*place, record.unique_name, body))
        for reference in record.references:
            self._execute(ADD_REFERENCE, (*place, *self._columns(reference)))
        for entry in record.entries:
            self._execute(ADD_ENTRY, (entry.namespace, entry.key, *place))

    def _replace(self, before: Resource, record: Resource, place: Place, body: bytes) -> None:
        if record.unique_name == before.unique_name:
            self._execute(UPDATE_BODY, (body, *place))
        else:
            self._execute(UPDATE, (body, record.unique_name, *place))
        if record.references != before.references:
            self._replace_references(before, record, place)
        if record.entries != before.entries:
            self._replace_entries(before, record, place)

    def _replace_references(self, before: Resource, after: Resource, place: Place) -> None:
        old, new = set(before.references), set(after.references)
        for reference in old - new:
            self._execute(DROP_REFERENCE, (*place, *self._columns(reference)))
        for reference in new - old:
            self._execute(ADD_REFERENCE, (*place, *self._columns(reference)))

    def _replace_entries(self, before: Resource, after: Resource, place: Place) -> None:
        old, new = set(before.entries), set(after.entries)
        for entry in old - new:
            self._execute(DROP_ENTRY, (entry.namespace, entry.key))
        for entry in new - old:
            self._execute(ADD_ENTRY, (entry.namespace, entry.key, *place))

    def _place(self, record: Resource | Address) -> Place:
        home = record.home
        return (record.kind, self._at(home, home), record.id)

    def _columns(self, reference: Reference) -> tuple[str, str, str, str]:
        return (reference.relation, *self._place(reference.target))
