"""What waits to be written to the trail, and when it is."""

from collections import deque
from collections.abc import Hashable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from time import perf_counter
from typing import NamedTuple

from outdial.access.identity import Caller
from outdial.domain.event import Event
from outdial.store.transaction import Job, Transaction
from outdial.trail.record import event_of, refusal_of
from outdial.trail.witness import Witness
from outdial.wire.model import Operation

PATIENCE = 0.1
"""So many seconds may an event wait, where there is somebody who looks after it."""

MOST = 1024
"""So many events may wait; the next call takes them with it."""

MOST_HELD_AGAIN = MOST // 2
"""So many may wait again if they could not be written, so that not every call tries to."""

OFTEN = 64
MOST_FORGOTTEN = 256
"""Once in so many events, so many old ones are removed: four for one at most."""


class _Once:
    """What happened already in a period of so many seconds, each kind of it once."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._period = 0
        self._kinds: set[tuple[Hashable, ...]] = set()

    def has(self, kind: tuple[Hashable, ...], now: datetime) -> bool:
        """Tell whether such a thing happened in this period; from now on it has."""
        period = int(now.timestamp()) // self._seconds
        if period != self._period:
            self._period, self._kinds = period, set()
        has = kind in self._kinds
        self._kinds.add(kind)
        return has


class _Held(NamedTuple):
    """A call that changed nothing; its event is written when it is stored, not before."""

    seen: Witness
    caller: Caller
    now: datetime
    error: Exception | None


class Waiting(NamedTuple):
    """The job that writes events to the trail, and whose they are."""

    job: Job
    held: list[_Held]


class Trail:
    """The trail of one App."""

    def __init__(self) -> None:
        self._held: deque[_Held] = deque()
        self._since = 0.0
        self._count = 0
        self._refused = _Once(seconds=1)
        self._looked = _Once(seconds=60)

    @property
    def waits(self) -> bool:
        """Tell whether anything waits."""
        return bool(self._held)

    @property
    def is_due(self) -> bool:
        """Tell whether something has waited long enough."""
        return self.waits and perf_counter() - self._since >= PATIENCE

    def hold(self, seen: Witness, now: datetime, error: Exception | None) -> None:
        """Take a call that changed nothing; whoever calls without being known leaves no trail."""
        if seen.caller is None:  # T1
            return
        if seen.is_too_often(error) and self._is_told(seen.caller, seen.operation, now):  # T10
            return
        if seen.goes_on and error is None and self._has_looked(seen.caller, now):  # T11
            return
        if not self._held:
            self._since = perf_counter()
        self._held.append(_Held(seen, seen.caller, now, error))

    def _is_told(self, caller: Caller, operation: Operation, now: datetime) -> bool:
        """Tell whether such a refusal has its event of this second already, or else give it one."""
        return self._refused.has((caller.scope, operation.key), now)

    def _has_looked(self, caller: Caller, now: datetime) -> bool:
        """Tell whether such a look has its event of this minute already, or else give it one."""
        return self._looked.has((caller.scope, caller.access_key), now)

    def add(
        self, tx: Transaction, seen: Witness, now: datetime, answer: object, days: float
    ) -> None:
        """Tell of a call with its changes."""  # T2
        if seen.caller is not None:
            self._record(tx, event_of(seen, seen.caller, now, answer, tx), now, days)

    def job(self, beside: Sequence[Job], days: float) -> "Waiting | None":
        """Give the job that writes what waits, if it costs no commit of its own, or must be."""
        if not self._held:
            return None
        if len(self._held) < MOST and not any(job.writes or job.follows for job in beside):
            return None
        held = list(self._taken())
        return Waiting(Job(partial(self._write, held, days), writes=True), held)

    def hold_again(self, waiting: "Waiting") -> None:
        """Let wait again what could not be written; of too many, the oldest go."""
        self._since = perf_counter()
        self._held.extendleft(reversed(waiting.held[-MOST_HELD_AGAIN:]))

    def _taken(self) -> Iterator[_Held]:
        """Take what waits; another thread may do the same, for a backup."""
        with suppress(IndexError):
            while True:
                yield self._held.popleft()

    def clear(self) -> None:
        """Forget what waits."""
        self._held.clear()

    def _write(self, held: Sequence[_Held], days: float, tx: Transaction) -> None:
        for seen, caller, now, error in held:
            if error is None:
                event = event_of(seen, caller, now, None)
            else:
                event = refusal_of(seen, caller, now, error)
            self._record(tx, event, now, days)

    def _record(self, tx: Transaction, event: Event, now: datetime, days: float) -> None:
        tx.record(event)
        self._count += 1
        if self._count % OFTEN == 0:
            tx.forget_events(int((now - timedelta(days=days)).timestamp() * 1000), MOST_FORGOTTEN)
