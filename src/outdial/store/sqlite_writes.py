"""What the jobs of one commit write on SQLite, kept back until its end.

Each statement costs several microseconds and lets another thread in, so that the store would wait
for it to let go again. So the last body of a record is written once however often it changed, the
events of all jobs go in one statement, and a job that fails before anything of it was written has
nothing to take back. Whatever reads what is kept back has it written first.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from outdial.store import sql
from outdial.store.place import Place
from outdial.store.sqlite_events import RECORD

MOST = 512
"""So many statements are kept back at most."""

_AT_ONCE = 128
"""So many events go in one statement."""

_WRITING = ("INSERT", "UPDATE", "DELETE")
_ONE_EVENT = "(?, ?, ?, ?)"
_EVENTS = RECORD.removesuffix(_ONE_EVENT)

Execute = Callable[[str, Sequence[Any]], Any]


class _Kept:
    """Statements that wait: the bodies are written first, then the others, then the events."""

    __slots__ = ("bodies", "events", "others")

    def __init__(self) -> None:
        self.bodies: dict[Place, bytes] = {}
        self.others: list[tuple[str, Sequence[Any]]] = []
        self.events: list[Sequence[Any]] = []

    def add(self, statement: str, values: Sequence[Any]) -> None:
        """Keep a statement."""
        if statement is RECORD:
            self.events.append(values)
        elif statement is sql.UPDATE_BODY and not self.others:
            self.bodies[_place(values)] = values[0]
        else:
            self.others.append((statement, values))

    def take_over(self, later: "_Kept") -> None:
        """Keep also what another job wrote after this."""
        if self.others:
            self.others += [(sql.UPDATE_BODY, (later.bodies[at], *at)) for at in later.bodies]
        else:
            self.bodies |= later.bodies
        self.others += later.others
        self.events += later.events

    def write(self, execute: Execute) -> None:
        """Write all."""
        for place, body in self.bodies.items():
            execute(sql.UPDATE_BODY, (body, *place))
        for statement, values in self.others:
            execute(statement, values)
        for start in range(0, len(self.events), _AT_ONCE):
            events = self.events[start : start + _AT_ONCE]
            rows = ", ".join([_ONE_EVENT] * len(events))
            execute(_EVENTS + rows, tuple(chain.from_iterable(events)))

    def __bool__(self) -> bool:
        return bool(self.others or self.bodies or self.events)

    def may_hold(self, statement: str, values: Sequence[Any]) -> bool:
        """Tell whether anything that a statement reads may be kept back here."""
        if statement is sql.FIND:
            return bool(self.others) or values in self.bodies
        if statement is sql.FIND_ENTRY:
            return bool(self.others)
        return bool(self)


def _place(values: Sequence[Any]) -> Place:
    _, kind, home, id_ = values
    return (kind, home, id_)


class Writes:
    """The writes of one commit, and the turn of the job that is at work."""

    def __init__(self, execute: Execute, *, alone: bool) -> None:
        self._execute = execute
        self._alone = alone
        self._earlier = _Kept()
        self._own = _Kept()
        self._has_savepoint = False

    def execute(self, statement: str, values: Sequence[Any]) -> Any:
        """Run a statement that reads; keep one that writes, as nothing is read from it."""
        own = self._own
        if statement.lstrip().startswith(_WRITING):
            own.add(statement, values)
            if len(own.others) + len(own.events) >= MOST:
                self._write()
            return None
        if own.may_hold(statement, values) or self._earlier.may_hold(statement, values):
            self._write()
        return self._execute(statement, values)

    def keep(self) -> None:
        """End a job; its changes stand."""
        self._earlier.take_over(self._own)
        self._own = _Kept()
        if self._has_savepoint:
            self._execute("RELEASE job", ())
            self._has_savepoint = False

    def undo(self) -> None:
        """End a job; nothing of it stands."""
        self._own = _Kept()
        if self._has_savepoint:
            self._execute("ROLLBACK TO job", ())
            self._execute("RELEASE job", ())
            self._has_savepoint = False

    def finish(self) -> None:
        """Write all that the jobs left."""
        self._earlier.write(self._execute)

    def _write(self) -> None:
        """Write what is kept, so that what the job at work wrote can be taken back alone."""
        self._earlier.write(self._execute)
        self._earlier = _Kept()
        if not self._own:
            return
        if not self._alone and not self._has_savepoint:
            self._execute("SAVEPOINT job", ())
            self._has_savepoint = True
        self._own.write(self._execute)
        self._own = _Kept()
