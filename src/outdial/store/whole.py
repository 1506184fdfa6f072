"""Everything that a store has, row by row: for copies, and to see whether all of it fits."""

from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from typing import Any, NamedTuple

from outdial.domain.event import Event
from outdial.domain.resource import Entry
from outdial.store import sql
from outdial.store.derived import Derived, Tie
from outdial.store.place import Place
from outdial.store.sql_sides import EventLog, Turns

PAGE = 1000
MOST_READ = 100_000
"""So many events are held at once, of all homes together."""

_TABLES = ("resource", "reference", "directory", "answer", "event")
_COUNTED = {"records": "resource", "answers": "answer", "events": "event"}

_HOMES = "SELECT DISTINCT home, kind FROM resource ORDER BY home, kind"
_RECORDS = """
SELECT id, name, body FROM resource WHERE kind = ? AND home = ? AND id > ? ORDER BY id LIMIT ?
"""
_ANSWERS = """
SELECT home, operation, token, digest, body, until FROM answer
WHERE (home, operation, token) > (?, ?, ?) ORDER BY home, operation, token LIMIT ?
"""
_EVENT_HOMES = "SELECT DISTINCT home FROM event ORDER BY home"
_EVENTS = """
SELECT number, home, time, facts, body FROM event
WHERE home = ? AND (time, number) > (?, ?) ORDER BY time, number LIMIT ?
"""
_TIES = """
SELECT id, relation, target_kind, target_home, target_id FROM reference
WHERE kind = ? AND home = ? AND id BETWEEN ? AND ?
"""
_ENTRIES = """
SELECT id, namespace, key FROM directory WHERE kind = ? AND home = ? AND id BETWEEN ? AND ?
"""
_ORPHANS = """
SELECT DISTINCT side.kind, side.home, side.id FROM {table} AS side LEFT JOIN resource
ON resource.kind = side.kind AND resource.home = side.home AND resource.id = side.id
WHERE resource.id IS NULL ORDER BY side.kind, side.home, side.id
"""
_NAME = "UPDATE resource SET name = ? WHERE kind = ? AND home = ? AND id = ?"

Execute = Callable[[str, Sequence[Any]], Any]


class Row(NamedTuple):
    """A record as the database has it."""

    kind: str
    home: str
    id: str
    name: str | None
    body: bytes

    @property
    def place(self) -> Place:
        """Where it stands."""
        return (self.kind, self.home, self.id)


class KeptAnswer(NamedTuple):
    """The answer that a client token got."""

    home: str
    operation: str
    token: str
    digest: bytes
    body: bytes
    until: float


class Whole:
    """All that one transaction sees."""

    def __init__(self, execute: Execute, turns: Turns, events: EventLog) -> None:
        self._execute = execute
        self._turns = turns
        self._events = events

    def counts(self) -> dict[str, int]:
        """Count what there is."""
        return {what: self._count(table) for what, table in _COUNTED.items()}

    def is_empty(self) -> bool:
        """Tell whether there are neither records nor answers; an old event does not count."""
        return not (self._count("resource") or self._count("answer"))

    def groups(self) -> list[tuple[str, str]]:
        """List which kinds of records there are in which home: homes and kinds, in order."""
        return [(row[0], row[1]) for row in self._execute(_HOMES, ()).fetchall()]

    def pages(self, home: str, kind: str) -> Iterator[list[Row]]:
        """Read a home's records of a kind, in the order of their ids."""
        after = ""
        while rows := self._execute(_RECORDS, (kind, home, after, PAGE)).fetchall():
            yield [Row(kind, home, *row) for row in rows]
            after = rows[-1][0]

    def records(self) -> Iterator[Row]:
        """Read all records, home by home."""
        for home, kind in self.groups():
            for page in self.pages(home, kind):
                yield from page

    def answers(self) -> Iterator[KeptAnswer]:
        """Read all answers."""
        after = ("", "", "")
        while rows := self._execute(_ANSWERS, (*after, PAGE)).fetchall():
            yield from (KeptAnswer(*row) for row in rows)
            after = rows[-1][:3]

    def events(self) -> Iterator[Event]:
        """Read all events in the order of time."""
        homes = [row[0] for row in self._execute(_EVENT_HOMES, ()).fetchall()]
        limit = max(10, min(PAGE, MOST_READ // (len(homes) or 1)))
        yield from merge(*(self._events_of(home, limit) for home in homes), key=_time)

    def _events_of(self, home: str, limit: int) -> Iterator[Event]:
        after = (-(2**62), 0)
        while rows := self._execute(_EVENTS, (home, *after, limit)).fetchall():
            yield from (Event(*row[1:]) for row in rows)
            after = (rows[-1][2], rows[-1][0])

    def beside(self, page: Sequence[Row]) -> dict[str, Derived]:
        """Read what stands beside the records of a page, by their ids."""
        first, last = page[0], page[-1]
        ends = (first.kind, first.home, first.id, last.id)
        ties: dict[str, set[Tie]] = {}
        for id_, *tie in self._execute(_TIES, ends).fetchall():
            ties.setdefault(id_, set()).add(tuple(tie))
        entries: dict[str, set[Entry]] = {}
        for id_, *entry in self._execute(_ENTRIES, ends).fetchall():
            entries.setdefault(id_, set()).add(Entry(*entry))
        return {
            row.id: Derived(
                row.name, frozenset(ties.get(row.id, ())), frozenset(entries.get(row.id, ()))
            )
            for row in page
        }

    def orphans(self) -> list[Place]:
        """List whose references and entries are there though the record is not."""
        found = {
            (row[0], row[1], row[2])
            for table in ("reference", "directory")
            for row in self._execute(_ORPHANS.format(table=table), ()).fetchall()
        }
        return sorted(found)

    def clear(self) -> None:
        """Remove everything."""
        self._turns.leave_all()
        for table in _TABLES:
            self._execute(f"DELETE FROM {table}", ())  # noqa: S608 our own names

    def clear_trail(self) -> None:
        """Remove all events."""
        self._turns.write()
        self._execute("DELETE FROM event", ())

    def add(self, place: Place, body: bytes, derived: Derived) -> None:
        """Add a record, and what stands beside it."""
        self._turns.write(place[1])
        self._execute(sql.INSERT, (*place, derived.name, body))
        self._add_beside(place, derived)

    def strip(self, place: Place) -> None:
        """Remove what stands beside a record, or where there is none any more."""
        self._turns.write(place[1])
        self._execute(_NAME, (None, *place))
        for delete in sql.DELETE[1:]:
            self._execute(delete, place)

    def dress(self, place: Place, derived: Derived) -> None:
        """Put beside a record what was removed."""
        self._execute(_NAME, (derived.name, *place))
        self._add_beside(place, derived)

    def add_answer(self, answer: KeptAnswer) -> None:
        """Add an answer."""
        self._turns.write()
        self._execute(sql.REMEMBER, answer)

    def add_event(self, event: Event) -> None:
        """Add an event."""
        self._turns.write()
        self._events.record(event)

    def _add_beside(self, place: Place, derived: Derived) -> None:
        for tie in derived.ties:
            self._execute(sql.ADD_REFERENCE, (*place, *tie))
        for entry in derived.entries:
            self._execute(sql.ADD_ENTRY, (*entry, *place))

    def _count(self, table: str) -> int:
        count: int = self._execute(f"SELECT count(*) FROM {table}", ()).fetchone()[0]  # noqa: S608
        return count


def _time(event: Event) -> int:
    return event.time
