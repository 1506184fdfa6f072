"""A plan: what would become of each queue, and then what has become of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from outdial.console.editing.configuration import Configuration
from outdial.console.sessions import Session

State = Literal["making", "ready", "applying", "ended"]
"""A plan is made; then it waits; then it is applied; and then it has come to an end, or a stop."""

MOST_ROWS = 150_000
"""So many queues are changed by one plan, at most: each takes some hundred bytes of memory."""


class Row(NamedTuple):
    """A queue: what it had when it was read, and what it is to have."""

    id: str
    name: str
    before: Configuration
    after: Configuration


class Unfit(NamedTuple):
    """A queue that cannot change, and why."""

    id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose a plan is: it is shown to one session alone; a visitor may have several of these."""

    access_key: str
    session: Session | None


@dataclass(slots=True, kw_only=True, eq=False)
class Plan:
    """What one thread makes and applies, and others look at.

    The rows are in the order in which they are applied: those before `at` are done, or have
    `failed` with the words of an error. `looked` is how many queues were looked at, `already` how
    many of them need no change. `problem` says why it could not be made, and `end` why applying
    it ended before all was done.
    """

    id: str
    owner: Owner
    region: str
    instance: str
    deeds: Sequence[str] = ()
    undoes: str = ""
    state: State = "making"
    looked: int = 0
    already: int = 0
    rows: list[Row] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)
    problem: str = ""
    at: int = 0
    failed: dict[int, str] = field(default_factory=dict)
    end: str = ""

    @property
    def done(self) -> int:
        """Tell how many queues were changed."""
        return self.at - len(self.failed)

    @property
    def left(self) -> int:
        """Tell how many queues were not come to yet."""
        return len(self.rows) - self.at

    @property
    def size(self) -> int:
        """Tell how many queues are remembered."""
        return len(self.rows) + len(self.unfit)

    @property
    def is_at_work(self) -> bool:
        """Tell whether something goes on with it."""
        return self.state in {"making", "applying"}

    @property
    def can_apply(self) -> bool:
        """Tell whether it can be begun or gone on with."""
        return bool(not self.is_at_work and self.left and not self.problem)

    @property
    def can_undo(self) -> bool:
        """Tell whether there is anything to roll back, and nothing more to come."""
        return self.state == "ended" and self.done > 0

    def changed(self) -> Iterator[Row]:
        """Give the queues that were changed."""
        failed = set(self.failed)
        return (row for at, row in enumerate(self.rows[: self.at]) if at not in failed)
