"""The audit trail on PostgreSQL: a table in the order of time, home by home.

An event's number tells apart, and keeps in order, what one process records within a millisecond;
it is one that no other transaction has, so that the event tells whether its transaction was
committed.
"""

import secrets
from collections.abc import Sequence
from itertools import count

from outdial.domain.event import Cursor, Event, Found, Wanted
from outdial.store.sql_sides import FARTHEST
from outdial.store.sql_transaction import Execute

RECORD = "INSERT INTO event (home, time, number, facts, body) VALUES (?, ?, ?, ?, ?)"
RECORD_ALL = """
INSERT INTO event (home, time, number, facts, body)
SELECT * FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::bytea[])
"""
_LOOK = """
SELECT number, home, time, facts, body FROM (
    SELECT number, home, time, facts, body FROM event
    WHERE home = ? AND time BETWEEN ? AND ? AND (time, number) < (?, ?)
    ORDER BY time DESC, number DESC LIMIT ?
) AS near WHERE strpos(facts, ?) > 0 ORDER BY time DESC, number DESC LIMIT ?
"""
_LAST = """
SELECT time, number FROM event
WHERE home = ? AND time BETWEEN ? AND ? AND (time, number) < (?, ?)
ORDER BY time DESC, number DESC LIMIT 1 OFFSET ?
"""
OLDEST = """
SELECT time, number FROM event WHERE home = ? AND time < ? ORDER BY time, number LIMIT ?
"""
_REMOVE = "DELETE FROM event WHERE home = ? AND (time, number) <= (?, ?)"
# It locks, and so is a transaction that writes: its end waits for a standby as theirs would have.
# After a crash, a primary shows what no standby has, and what is lost if it crashes for good.
_IS_KEPT = "SELECT 1 FROM event WHERE home = ? AND time = ? AND number = ? FOR UPDATE"

_END = Cursor(2**62, 2**62)

Key = tuple[str, int, int]
"""The home, the time and the number of an event."""


class EventNumbers:
    """Numbers that rise, and that no other process has."""

    def __init__(self) -> None:
        self._own = secrets.randbits(24)
        self._count = count()

    def next(self) -> int:
        """Give the next one."""
        return next(self._count) << 24 | self._own


class PostgresEvents:
    """The audit trail as one job sees it and adds to it."""

    def __init__(self, execute: Execute, numbers: EventNumbers) -> None:
        self._execute = execute
        self._numbers = numbers
        self.recorded: list[Key] = []

    def record(self, event: Event) -> None:
        """Add an event."""
        key = (event.home, event.time, self._numbers.next())
        self._execute(RECORD, (*key, event.facts, event.body))
        self.recorded.append(key)

    def find(
        self, wanted: Wanted, before: Cursor | None, limit: int, farthest: int = FARTHEST
    ) -> Found:
        """Find the newest events of those that are asked for; the way back is bounded."""
        near = (wanted.home, wanted.since, wanted.until, *(before or _END))
        rows = self._execute(_LOOK, (*near, farthest, wanted.fact, limit + 1)).fetchall()
        events = [Event(*found[1:]) for found in rows[:limit]]
        if len(rows) > limit:
            return Found(events, Cursor(rows[limit - 1][2], rows[limit - 1][0]))
        last = self._execute(_LAST, (*near, farthest - 1)).fetchone()
        return Found(events, last and Cursor(*last))

    def forget(self, until: int, most: int) -> None:
        """Remove the oldest events from before a time in the homes that this job records in."""
        for home in sorted({key[0] for key in self.recorded}):
            oldest = self._execute(OLDEST, (home, until, most)).fetchall()
            if oldest:
                self._execute(_REMOVE, (home, *oldest[-1]))


def is_kept(execute: Execute, recorded: Sequence[Key]) -> bool:
    """Tell whether the transaction that recorded events was committed."""
    return bool(recorded) and execute(_IS_KEPT, recorded[0]).fetchone() is not None
