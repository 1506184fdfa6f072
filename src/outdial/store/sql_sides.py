"""What each database has of its own: how jobs take turns, and how it keeps the audit trail."""

from collections.abc import Sequence
from typing import Protocol

from outdial.domain.event import Cursor, Event, Found, Wanted
from outdial.store.place import Changed, Place


class Turns(Protocol):
    """How a job makes sure of what it reads and changes while other jobs do the same."""

    def lock(self, homes: Sequence[str]) -> bool:
        """Wait for the turn to change homes; tell whether others may have changed them so long."""
        ...

    def write(self, home: str | None = None) -> None:
        """Make ready to write in a home, or something that lives in none."""
        ...

    def leave(self, home: str) -> None:
        """Take note that everything in a home was deleted."""
        ...

    def leave_all(self) -> None:
        """Make ready to delete everything."""
        ...

    def name(self, place: Place, known: Changed | None) -> None:
        """Hold a record as this job knows it, since one that it writes is to name it."""
        ...

    def ask_who_names(self, place: Place) -> None:
        """Keep other jobs from naming a record, if this one may change what does."""
        ...


FARTHEST = 50_000
"""So many events are looked through at once: some tens of milliseconds."""


class EventLog(Protocol):
    """The audit trail as one job sees it and adds to it."""

    def record(self, event: Event) -> None:
        """Add an event."""
        ...

    def find(
        self, wanted: Wanted, before: Cursor | None, limit: int, farthest: int = FARTHEST
    ) -> Found:
        """Find the newest events of those that are asked for; the way back is bounded.

        If it ended too early there is a cursor nevertheless, and the look goes on from there.
        """
        ...

    def forget(self, until: int, most: int) -> None:
        """Remove the oldest events from before a time, about so many."""
        ...
