"""How jobs take turns on PostgreSQL: one that writes locks its homes, one that reads nothing.

A home is locked as a row of its own. What an operation says that it changes is locked before it
reads there; a home that turns out to be missing among these, and a job that was to read but has
something to write, are begun again with what they need.

Jobs that share a transaction hold what any of them has locked. Having locked something, they wait
for nobody any more, so that no two transactions ever wait for each other because of what was put
together by chance: a job that would have to wait has to be run alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from outdial.store.place import Changed, Place
from outdial.store.postgres_ahead import Ahead
from outdial.store.postgres_writes import Alone
from outdial.store.sql_transaction import Execute

LOCK = "SELECT name FROM home WHERE name = ANY(?) ORDER BY name FOR UPDATE"
LOCK_NOW = f"{LOCK} SKIP LOCKED"
_ADD = "INSERT INTO home (name) VALUES (?) ON CONFLICT DO NOTHING"
_LEAVE = "DELETE FROM home WHERE name = ?"
_LEAVE_ALL = "DELETE FROM home"
_NAME = "SELECT body FROM resource WHERE kind = ? AND home = ? AND id = ? FOR KEY SHARE"
_NAME_NOW = f"{_NAME} SKIP LOCKED"
_ASK = "SELECT 1 FROM resource WHERE kind = ? AND home = ? AND id = ? FOR UPDATE"
_ASK_NOW = f"{_ASK} SKIP LOCKED"

# The sides of a replicated instance and the changes between them are locked with the instance:
# their homes are called by its own, and what follows one of these.
_PART = re.compile("[@#]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a job needs from its beginning."""

    writes: bool
    homes: frozenset[str] = frozenset()


class Again(Exception):  # noqa: N818 it is no error
    """A job has to be begun again, with what it needs."""

    def __init__(self, need: Need) -> None:
        super().__init__()
        self.need = need


class Reading:
    """The turn of a job that reads: it sees one moment, and holds nothing."""

    def lock(self, homes: Sequence[str]) -> bool:  # noqa: ARG002
        """Tell that nothing changes for this job."""
        return False

    def write(self, home: str | None = None) -> None:  # noqa: ARG002
        """Begin again as one that writes."""
        raise Again(Need(writes=True))

    def leave(self, home: str) -> None:
        """Be of no use: a write comes first."""

    def leave_all(self) -> None:
        """Begin again as one that writes."""
        self.write()

    def name(self, place: Place, known: Changed | None) -> None:
        """Be of no use, as before."""

    def ask_who_names(self, place: Place) -> None:
        """Need not keep anyone away."""


class Writing:
    """The turn of a job that writes."""

    def __init__(self, execute: Execute, ahead: Ahead, held: set[str]) -> None:
        self._execute = execute
        self._ahead = ahead
        self._held = held
        self._asked: set[Place] = set()

    def lock(self, homes: Sequence[str]) -> bool:
        """Wait for the turn to change homes; tell whether there was one to wait for."""
        names = {_guard(home) for home in homes}
        self._ahead.missed.homes |= names
        return self._lock(names - self._held)

    def write(self, home: str | None = None) -> None:
        """Make sure that a home is held: one that is new is made, and nobody else can have it."""
        if home is None:
            return
        name = _guard(home)
        if name not in self._held:
            if not self._execute(_ADD, (name,)).rowcount:
                raise self._again(name)
            self._held.add(name)

    def leave(self, home: str) -> None:
        """Remove the row of a home."""
        if home in self._held:
            self._execute(_LEAVE, (home,))

    def leave_all(self) -> None:
        """Wait for all who write, and remove the rows of all homes."""
        self._execute(_LEAVE_ALL, ())
        self._held.clear()

    def name(self, place: Place, known: Changed | None) -> None:
        """Hold a record in a home that is not held, if it still is what this job took it for."""
        if _guard(place[1]) in self._held:
            return
        row = self._execute(_NAME, place).fetchone()
        if known is not None and (row is None or row[0] != known[1]):
            raise self._again()

    def ask_who_names(self, place: Place) -> None:
        """Lock a record, so that nobody names it from now on."""
        if place not in self._asked:
            self._execute(_ASK, place)
            self._asked.add(place)

    def _lock(self, names: "set[str] | frozenset[str]") -> bool:
        if names:
            self._ahead.clear()
            rows = self._execute(LOCK, (sorted(names),)).fetchall()
            self._held.update(name for (name,) in rows)
        return bool(names)

    def _again(self, *more: str) -> Again:
        return Again(Need(writes=True, homes=frozenset((*self._held, *more))))


class Sharing:
    """The turn of several jobs that write, one after another in one transaction."""

    def __init__(self, execute: Execute, ahead: Ahead, held: set[str]) -> None:
        self._execute = execute
        self._ahead = ahead
        self._held = held
        self._named: dict[Place, bytes] = {}
        self._asked: set[Place] = set()

    def lock(self, homes: Sequence[str]) -> bool:
        """Hold homes: the first time wait for them, then take only what nobody else has."""
        names = {_guard(home) for home in homes}
        self._ahead.missed.homes |= names
        names -= self._held
        if not names:
            return False
        self._ahead.clear()
        statement = LOCK_NOW if self._held else LOCK
        got = {name for (name,) in self._execute(statement, (sorted(names),)).fetchall()}
        if self._held and got != names:
            raise Alone
        self._held |= got
        return True

    def write(self, home: str | None = None) -> None:
        """Make sure that a home is held; one that is new is nothing to share."""
        if home is not None and _guard(home) not in self._held:
            raise Alone

    def leave(self, home: str) -> None:  # noqa: ARG002
        """Be of no use: nobody deletes a home in company."""
        raise Alone

    def leave_all(self) -> None:
        """Be of no use, as before."""
        raise Alone

    def name(self, place: Place, known: Changed | None) -> None:
        """Hold a record in a home that is not held, if it still is what the job took it for."""
        if _guard(place[1]) in self._held:
            return
        body = self._named.get(place)
        if body is None:
            row = self._execute(_NAME_NOW, place).fetchone()
            if row is None:
                raise Alone
            body = self._named[place] = row[0]
        if known is not None and body != known[1]:
            raise Alone

    def ask_who_names(self, place: Place) -> None:
        """Lock a record, so that nobody else names it from now on."""
        if place not in self._asked:
            if self._execute(_ASK_NOW, place).fetchone() is None:
                raise Alone
            self._asked.add(place)


def _guard(home: str) -> str:
    return _PART.split(home, 1)[0]
