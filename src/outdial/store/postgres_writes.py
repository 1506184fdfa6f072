"""What jobs write on PostgreSQL, kept back until the end of their transaction.

So all of it is sent at once, the last body of a record is written once however often it changed,
and a job that is refused has nothing to take back. Whatever reads what is kept back has it written
first.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from outdial.store import sql
from outdial.store.postgres_ahead import Ahead
from outdial.store.postgres_connection import Link, Statement
from outdial.store.postgres_events import OLDEST, RECORD, RECORD_ALL

if TYPE_CHECKING:
    from outdial.store.place import Place

MOST = 512
"""So many statements of one job are kept back at most."""

_UPDATE_ALL = """
UPDATE resource SET body = new.body
FROM unnest(?::text[], ?::text[], ?::text[], ?::bytea[]) AS new (kind, home, id, body)
WHERE resource.kind = new.kind AND resource.home = new.home AND resource.id = new.id
"""
_WRITING = ("INSERT", "UPDATE", "DELETE")
_BODILESS = (sql.FIND_ENTRY, sql.REFERRERS, sql.COUNT, sql.NEXT_HOME)
"""What reads neither bodies of records nor events."""
_KINDS = {sql.FIND_NAMED: slice(0, 2), sql.PAGE: slice(0, 2), sql.PAGE_NAMING: slice(3, 5)}
"""What reads bodies of one kind and home: which of the values name these."""


class Alone(Exception):  # noqa: N818 it is no error
    """A job has to have a transaction to itself."""


class _Kept:
    """Statements that wait: the bodies are written first, then the others, then the events."""

    __slots__ = ("bodies", "events", "others")

    def __init__(self) -> None:
        self.bodies: dict[Place, bytes] = {}
        self.others: list[Statement] = []
        self.events: list[Sequence[Any]] = []

    def add(self, statement: str, values: Sequence[Any]) -> None:
        """Keep a statement."""
        if statement is RECORD:
            self.events.append(values)
        elif statement is sql.UPDATE_BODY and not self.others:
            body, kind, home, id_ = values
            self.bodies[kind, home, id_] = body
        else:
            self.others.append((statement, values))

    def take_over(self, later: "_Kept") -> None:
        """Keep also what another job wrote after this."""
        if self.others:
            self.others += later.updates()
        else:
            self.bodies |= later.bodies
        self.others += later.others
        self.events += later.events

    def updates(self) -> list[Statement]:
        """Give the statements that write the bodies."""
        return [(sql.UPDATE_BODY, (body, *place)) for place, body in self.bodies.items()]

    def statements(self) -> list[Statement]:
        """Give all, in order."""
        updates, events = self.updates(), [(RECORD, event) for event in self.events]
        if len(updates) > 1:
            rows = [(*place, body) for place, body in self.bodies.items()]
            updates = [(_UPDATE_ALL, _columns(rows))]
        if len(events) > 1:
            events = [(RECORD_ALL, _columns(self.events))]
        return [*updates, *self.others, *events]

    def may_hold(self, statement: str, values: Sequence[Any]) -> bool:
        """Tell whether anything that a statement reads may be kept back here."""
        if statement is OLDEST:  # what is old enough to be removed was written long ago
            return False
        if self.others:
            return True
        if statement in _BODILESS:
            return False
        if statement is sql.FIND:
            return values in self.bodies
        if statement in _KINDS:
            kind_and_home = tuple(values[_KINDS[statement]])
            return any(place[:2] == kind_and_home for place in self.bodies)
        return len(self) > 0

    def __len__(self) -> int:
        return len(self.bodies) + len(self.others) + len(self.events)


class Writes:
    """The writes of one transaction; where it is shared, what is written is certain to stay."""

    def __init__(self, link: Link, ahead: Ahead, *, shared: bool) -> None:
        self._link = link
        self._ahead = ahead
        self._shared = shared
        self._earlier = _Kept()
        self._own = _Kept()

    def execute(self, statement: str, values: Sequence[Any]) -> Any:
        """Run a statement that reads; keep one that writes, as nothing is read from it."""
        own = self._own
        if statement.lstrip().startswith(_WRITING):
            own.add(statement, values)
            if own.others:
                self._ahead.clear()
            if len(own) >= MOST:
                self._write()
            return None
        if own.may_hold(statement, values) or self._earlier.may_hold(statement, values):
            self._ahead.clear()
            self._write()
        return self._ahead.look_up(statement, values) or self._link.execute(statement, values)

    def keep(self) -> None:
        """End a job; its changes stand."""
        self._earlier.take_over(self._own)
        self._own = _Kept()

    def undo(self) -> None:
        """End a job; nothing of it stands."""
        self._own = _Kept()

    def finish(self) -> None:
        """Write all that the jobs left."""
        self._link.execute_all(self._earlier.statements())
        self._earlier = _Kept()

    def _write(self) -> None:
        """Write what is kept; what the job at work wrote must not need to be taken back."""
        if len(self._own):
            if self._shared:
                raise Alone
            self.keep()
        self.finish()


def _columns(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
