"""What jobs are likely to need, locked and read with the first words to the database.

A job has a subject, and who asks the same thing of the same subject once more needs nearly the same
records again. So each subject's homes and records are remembered, and a transaction begins with all
that its jobs needed last time, in one exchange instead of one for each. It is read anew then, as it
would be later: a wrong guess costs a little time, and nothing else.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from outdial.store import sql

if TYPE_CHECKING:
    from outdial.domain.resource import Entry
    from outdial.store.place import Place
    from outdial.store.transaction import Job

MOST_SUBJECTS = 4096
MOST_EACH = 32
"""So many records of a subject are remembered; one that needs more is no matter of routine."""

READ = """
SELECT kind, home, id, (
    SELECT body FROM resource WHERE resource.kind = wanted.kind
    AND resource.home = wanted.home AND resource.id = wanted.id
) FROM unnest(?::text[], ?::text[], ?::text[]) AS wanted (kind, home, id)
"""
READ_ENTRIES = """
SELECT wanted.namespace, wanted.key, directory.kind, directory.home, directory.id
FROM unnest(?::text[], ?::text[]) AS wanted (namespace, key)
LEFT JOIN directory USING (namespace, key)
"""


@dataclass(slots=True)
class Needs:
    """Homes that jobs lock, records that they look at by id, and entries."""

    homes: set[str] = field(default_factory=set)
    places: "set[Place]" = field(default_factory=set)
    entries: "set[Entry]" = field(default_factory=set)

    def add(self, more: "Needs") -> None:
        """Add what others need."""
        self.homes |= more.homes
        self.places |= more.places
        self.entries |= more.entries

    def __len__(self) -> int:
        return len(self.homes) + len(self.places) + len(self.entries)


class Habits:
    """What the jobs of each subject needed, of those that came last; threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._needs: OrderedDict[int, Needs] = OrderedDict()

    def of(self, jobs: "Iterable[Job]") -> Needs:
        """Tell what jobs are likely to need."""
        together = Needs()
        with self._lock:
            for job in jobs:
                needs = None if job.subject is None else self._needs.get(job.subject)
                if needs is not None:
                    together.add(needs)
        return together

    def learn(self, job: "Job", more: Needs) -> None:
        """Remember what a job needed beside what was known."""
        if job.subject is None or not more:
            return
        with self._lock:
            needs = self._needs.pop(job.subject, None) or Needs()
            needs.add(more)
            if len(needs) > MOST_EACH:
                return
            self._needs[job.subject] = needs
            if len(self._needs) > MOST_SUBJECTS:
                self._needs.popitem(last=False)


class Row:
    """A result that was there before it was asked for."""

    __slots__ = ("_row",)

    def __init__(self, row: tuple[Any, ...] | None) -> None:
        self._row = row

    def fetchone(self) -> tuple[Any, ...] | None:
        """Give the row, None if there is none."""
        return self._row


class Ahead:
    """What was read at the beginning of a transaction; the first who asks for it gets it."""

    def __init__(self) -> None:
        self._bodies: dict[Any, tuple[Any, ...] | None] = {}
        self._holders: dict[Any, tuple[Any, ...] | None] = {}
        self.missed = Needs()
        """What was asked for, and was not there."""

    def take(self, needs: Needs, found: Sequence[Sequence[Sequence[Any]]]) -> None:
        """Take in what the statements of `reading` found."""
        results = iter(found)
        for kind, home, id_, body in next(results) if needs.places else ():
            self._bodies[kind, home, id_] = None if body is None else (body,)
        for namespace, key, *holder in next(results) if needs.entries else ():
            self._holders[namespace, key] = None if holder[0] is None else tuple(holder)

    def look_up(self, statement: str, values: Any) -> Row | None:
        """Answer a statement, if it asks for what is here."""
        if statement is sql.FIND:
            found = self._bodies
            if values not in found:
                self.missed.places.add(values)
        elif statement is sql.FIND_ENTRY:
            found = self._holders
            if values not in found:
                self.missed.entries.add(values)
        else:
            return None
        return Row(found.pop(values)) if values in found else None

    def clear(self) -> None:
        """Forget it: it may have changed since."""
        self._bodies.clear()
        self._holders.clear()


def reading(needs: Needs) -> list[tuple[str, Sequence[Any]]]:
    """List the statements that read what is likely to be needed."""
    statements: list[tuple[str, Sequence[Any]]] = []
    if needs.places:
        statements.append((READ, _columns(needs.places)))
    if needs.entries:
        statements.append((READ_ENTRIES, _columns(needs.entries)))
    return statements


def _columns(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    return [list(column) for column in zip(*rows, strict=True)]
