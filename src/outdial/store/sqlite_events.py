"""The audit trail on SQLite: a table that only grows at its end, and is cut off at its beginning.

One index, by time, holds all that events are looked up by. An index for each would be faster to
look in, but each would have to be written with every call; so a look goes back through the time
index, a bounded way at once.
"""

from collections.abc import Callable, Sequence
from typing import Any

from outdial.domain.event import Cursor, Event, Found, Wanted
from outdial.store.sql_sides import FARTHEST

RECORD = "INSERT INTO event (home, time, facts, body) VALUES (?, ?, ?, ?)"
LOOK = """
SELECT number, home, time, facts, body FROM event
WHERE home = ? AND time BETWEEN ? AND ? AND (time, number) < (?, ?) AND instr(facts, ?)
ORDER BY time DESC, number DESC LIMIT ?
"""
NEWEST = "SELECT max(number) FROM event"
OLDEST = "SELECT min(number) FROM event"
TIME_OF = "SELECT time FROM event WHERE number >= ? ORDER BY number LIMIT 1"
FORGET = "DELETE FROM event WHERE number < (SELECT min(number) + ? FROM event) AND time < ?"
LAST_BEFORE = """
SELECT time, number FROM event WHERE home = ? AND time < ? ORDER BY time DESC, number DESC LIMIT 1
"""

Execute = Callable[[str, Sequence[Any]], Any]


class SqliteEvents:
    """The audit trail as one job sees it and adds to it."""

    def __init__(self, execute: Execute) -> None:
        self._execute = execute

    def record(self, event: Event) -> None:
        """Add an event."""
        self._execute(RECORD, event)

    def find(
        self, wanted: Wanted, before: Cursor | None, limit: int, farthest: int = FARTHEST
    ) -> Found:
        """Find the newest events of those that are asked for; the way back is bounded."""
        return _find(self._execute, wanted, before, limit, farthest)

    def forget(self, until: int, most: int) -> None:
        """Remove the oldest events from before a time, so many at most."""
        self._execute(FORGET, (most, until))


def _find(
    execute: Execute, wanted: Wanted, before: Cursor | None, limit: int, farthest: int
) -> Found:
    start = before or _end(execute)
    floor = _floor(execute, wanted, start, farthest)
    row = (wanted.home, floor, wanted.until, *start, wanted.fact, limit + 1)
    rows = execute(LOOK, row).fetchall()
    events = [Event(*found[1:]) for found in rows[:limit]]
    if len(rows) > limit:
        return Found(events, Cursor(rows[limit - 1][2], rows[limit - 1][0]))
    return Found(events, Cursor(floor, 0) if floor > wanted.since else None)


def _end(execute: Execute) -> Cursor:
    return Cursor(2**62, (execute(NEWEST, ()).fetchone()[0] or 0) + 1)


def _floor(execute: Execute, wanted: Wanted, start: Cursor, farthest: int) -> int:
    """Tell from when on events are looked through; numbers go with the time, but for set clocks."""
    if start.number == 0:
        start = _last_before(execute, wanted.home, start.time)
    farthest_number, oldest = start.number - farthest, execute(OLDEST, ()).fetchone()[0]
    if oldest is None or farthest_number <= oldest:
        return wanted.since
    floor: int = execute(TIME_OF, (farthest_number,)).fetchone()[0]
    return max(floor, wanted.since) if floor < start.time else wanted.since


def _last_before(execute: Execute, home: str, time: int) -> Cursor:
    found = execute(LAST_BEFORE, (home, time)).fetchone()
    return Cursor(found[0] + 1, found[1] + 1) if found else Cursor(time, 0)
