"""What the work of one request may do with the store; every database offers it alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from outdial.domain.event import Cursor, Event, Found, Wanted
from outdial.domain.resource import Address, Entry, Resource
from outdial.store.place import Changed, Place
from outdial.store.whole import Whole

R = TypeVar("R", bound=Resource)
T = TypeVar("T")


EVERY = 2**31 - 1
"""The limit of a page that has everything on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """The answer that a client token got: a digest of the input, and the answer's JSON."""

    digest: bytes
    answer: bytes


class Transaction(Protocol):
    """One request's view of the store: all of its changes are kept, or none."""

    @property
    def changes(self) -> Mapping[Place, Changed | None]:
        """What was changed so far: by kind, actual home and id, None for what was deleted."""
        ...

    @property
    def before(self) -> dict[Place, Changed | None]:
        """What stood at the places of the changes before the first one, None for nothing."""
        ...

    def lock(self, homes: tuple[str, ...]) -> None:
        """Wait for the turn to change these homes, in this order; reads need no turn."""
        ...

    def see_as(self, home: str, actual: str) -> None:
        """Lead every look at a home, and every change in it, to another one from here on."""
        ...

    def find(self, kind: type[R], home: str, id: str) -> R | None:  # noqa: A002 the word
        """Find a record by its id."""
        ...

    def find_named(self, kind: type[R], home: str, name: str) -> R | None:
        """Find a record by its unique name."""
        ...

    def find_entry(self, entry: Entry) -> Address | None:
        """Find the record that holds a key among all homes."""
        ...

    def page(self, kind: type[R], home: str, *, after: str, limit: int) -> list[R]:
        """Read the next records of a home in the order of their ids, `after` an id or ''."""
        ...

    def page_naming(
        self, kind: type[R], home: str, target: Address, *, after: str, limit: int
    ) -> list[R]:
        """Read the next records of a home that name `target`, in the order of their ids."""
        ...

    def referrers(self, target: Address, *, limit: int = 10) -> list[tuple[str, Address]]:
        """List what names a record: the tie and where it comes from."""
        ...

    def count(self, kind: type[R], home: str, *, most: int = EVERY) -> int:
        """Count the records of a home, so many at most: counting costs by how many there are."""
        ...

    def homes(self, kind: type[R], within: str) -> list[str]:
        """List the homes below another one that have records of a kind, by a look-up for each."""
        ...

    def put(self, record: Resource) -> None:
        """Write a record, its references and its entries; the former version is replaced."""
        ...

    def delete(self, record: Resource) -> None:
        """Delete a record, its references and its entries; what names it is left as it is."""
        ...

    def delete_home(self, home: str) -> None:
        """Delete everything that lives in a home."""
        ...

    def recall(self, home: str, operation: str, token: str, now: datetime) -> Remembered | None:
        """Find the answer that a client token got in the last 24 hours."""
        ...

    def remember(
        self, home: str, operation: str, token: str, remembered: Remembered, now: datetime
    ) -> None:
        """Keep the answer that a client token got, for 24 hours from now."""
        ...

    def record(self, event: Event) -> None:
        """Add an event to the audit trail."""
        ...

    def find_events(self, wanted: Wanted, before: Cursor | None, limit: int) -> Found:
        """Find the newest events of those that are asked for, a bounded way back."""
        ...

    def forget_events(self, until: int, most: int) -> None:
        """Remove the oldest events from before a time, so many at most."""
        ...

    @property
    def whole(self) -> Whole:
        """Everything that the store has, for copies and checks."""
        ...


@dataclass(slots=True)
class Job:
    """Work for the store: it may be run again, so it does nothing outside its transaction."""

    work: Callable[[Transaction], Any]
    writes: bool
    follows: bool = False
    """Whether it has to see what the other jobs of its batch did; the rest may run side by side."""
    subject: int | None = None
    """Jobs of one subject are likely to need the same records; it promises nothing."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The outcome of a job that raised: nothing of it is kept."""

    error: Exception


class Store(Protocol):
    """Keeps the records and runs the work on them."""

    def run_many(self, jobs: Sequence[Job]) -> list[Any]:
        """Run jobs; give each one's value, or its `Failure`, once all of them are durable."""
        ...

    def reset(self) -> None:
        """Empty the store."""
        ...

    def close(self) -> None:
        """Let go of the database; the store is of no use afterwards."""
        ...


def run(store: Store, work: Callable[[Transaction], T], *, writes: bool) -> T:
    """Run one job by itself, and raise what it raised."""
    outcome = store.run_many((Job(work, writes),))[0]
    if isinstance(outcome, Failure):
        raise outcome.error
    return outcome  # type: ignore[no-any-return] # the work's own value
