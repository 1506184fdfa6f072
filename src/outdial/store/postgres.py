"""The store on PostgreSQL, which any number of processes may share."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from psycopg.errors import LockNotAvailable
from psycopg_pool import PoolTimeout

from outdial.errors import ServiceUnavailableException
from outdial.store.cache import Cache
from outdial.store.durability import Durability
from outdial.store.errors import StoreError
from outdial.store.postgres_ahead import Ahead, Habits
from outdial.store.postgres_beginning import begin_reading, begin_writing
from outdial.store.postgres_connection import (
    MOST_CONNECTIONS,
    PATIENCE,
    Link,
    lent,
    open_pool,
)
from outdial.store.postgres_errors import is_lost, is_transient, is_undone, may_pass
from outdial.store.postgres_events import EventNumbers, Key, PostgresEvents, is_kept
from outdial.store.postgres_schema import migrate
from outdial.store.postgres_shared import PostgresShared
from outdial.store.postgres_together import ALONE, Together
from outdial.store.postgres_turns import Again, Need, Reading, Writing
from outdial.store.postgres_writes import Writes
from outdial.store.sql_transaction import SqlTransaction
from outdial.store.transaction import Failure, Job, run

if TYPE_CHECKING:
    from outdial.store.sql_sides import Turns

T = TypeVar("T")

logger = logging.getLogger("outdial")

MOST_TRIES = 10
"""So often is a job tried at most; each time, another one has got on."""

BUSY = "The store could not do it for now. Try again."
UNKNOWN = (
    "The connection to the database broke while the change was being made lasting, and there is no"
    " trace of it. Look whether it was made, or make it again."
)


class PostgresStore:
    """Runs work on a PostgreSQL database.

    The jobs of a batch that write share a transaction, and those that read another one; those that
    need one to themselves are run side by side. With `durability="off"` a commit does not wait for
    the disk. A job waits for a connection for as many seconds as there is patience.
    """

    def __init__(
        self, url: str, *, durability: Durability = "full", patience: float = PATIENCE
    ) -> None:
        self._numbers = EventNumbers()
        self._habits = Habits()
        self._pool = open_pool(url, durability, patience, prepare=migrate)
        self.shared = PostgresShared(url, self._pool, patience)
        self._threads = ThreadPoolExecutor(MOST_CONNECTIONS, "outdial-postgresql")

    def run_many(self, jobs: Sequence[Job]) -> list[Any]:
        """Run jobs; give each one's value, or its `Failure`, once all of them are durable."""
        if len(jobs) == 1:
            return [self._run(jobs[0])]
        outcomes: list[Any] = [ALONE] * len(jobs)
        first = [at for at, job in enumerate(jobs) if not job.follows]
        groups = [[at for at in first if jobs[at].writes is writes] for writes in (True, False)]
        groups = [group for group in groups if len(group) > 1]
        found = self._side_by_side(
            [partial(self._run_together, [jobs[at] for at in group]) for group in groups]
        )
        for group, several in zip(groups, found, strict=True):
            for at, outcome in zip(group, several, strict=True):
                outcomes[at] = outcome
        alone = [at for at in first if outcomes[at] is ALONE]
        for at, outcome in zip(
            alone,
            self._side_by_side([partial(self._run, jobs[at]) for at in alone]),
            strict=True,
        ):
            outcomes[at] = outcome
        return [
            self._run(job) if job.follows else outcome
            for job, outcome in zip(jobs, outcomes, strict=True)
        ]

    def _side_by_side(self, tasks: Sequence[Callable[[], T]]) -> list[T]:
        """Do tasks at the same time; give their values once all of them are done."""
        if len(tasks) == 1:
            return [tasks[0]()]
        started = [self._threads.submit(task) for task in tasks]
        wait(started)
        return [future.result() for future in started]

    def _run_together(self, jobs: Sequence[Job]) -> list[Any]:
        """Run jobs in one transaction; `ALONE` is the outcome of those that do not fit in."""
        try:
            with lent(self._pool) as link:
                together = Together(link, self._numbers, self._habits)
                outcomes = together.run(jobs)
                if not jobs[0].writes:
                    link.give_up()
                    return outcomes
                if self._commit(link, together.recorded):
                    return outcomes
                unknown = Failure(ServiceUnavailableException(UNKNOWN))
                return [ALONE if outcome is ALONE else unknown for outcome in outcomes]
        except PoolTimeout as error:
            return [_failure(error)] * len(jobs)
        except psycopg.Error as error:
            logger.debug("Jobs are begun again, each alone: %s", error)
            if is_lost(error):
                self._pool.check()
            if isinstance(error, LockNotAvailable):
                return self._busy(jobs, _failure(error))
            return [ALONE] * len(jobs)

    def _busy(self, jobs: Sequence[Job], busy: Failure) -> list[Any]:
        """Let nobody wait twice for the home that jobs waited for together in vain."""
        if len(self._habits.of(jobs).homes) > 1:
            return [ALONE] * len(jobs)
        return [busy if self._habits.of((job,)).homes else ALONE for job in jobs]

    def _run(self, job: Job) -> Any:
        """Run a job until it is done; a transaction that another one upset is begun again."""
        need = Need(writes=job.writes)
        tries = 0
        while tries < MOST_TRIES:
            try:
                return self._try(job, need)
            except Again as again:
                logger.debug("A job is begun again: it needs %s", again.need)
                tries += again.need == need
                need = again.need
            except psycopg.Error as error:
                tries += 1
                if tries == MOST_TRIES or not may_pass(error):
                    return _failure(error)
                if is_lost(error):
                    self._pool.check()
        return Failure(ServiceUnavailableException(BUSY))

    def _try(self, job: Job, need: Need) -> Any:
        with lent(self._pool) as link:
            ahead, needs = Ahead(), self._habits.of((job,))
            turns: Turns = Reading()
            if need.writes:
                needs.homes |= need.homes
                held = begin_writing(link, ahead, needs, waits=True)
                turns = Writing(link.execute, ahead, held)
            else:
                begin_reading(link, ahead, needs)
            writes = Writes(link, ahead, shared=False)
            events = PostgresEvents(writes.execute, self._numbers)
            tx = SqlTransaction(writes.execute, Cache(), turns, events)
            try:
                outcome = job.work(tx)
                self._habits.learn(job, ahead.missed)
            except (psycopg.Error, Again):
                raise
            except Exception as refusal:  # noqa: BLE001 it is this job's outcome
                link.give_up()
                return Failure(refusal)
            if not need.writes:
                link.give_up()
                return outcome
            writes.keep()
            writes.finish()
            return (
                outcome
                if self._commit(link, events.recorded)
                else Failure(ServiceUnavailableException(UNKNOWN))
            )

    def _commit(self, link: Link, recorded: Sequence[Key]) -> bool:
        """Make a transaction lasting; if nobody says whether it is, look for its events."""
        try:
            link.commit()
        except psycopg.Error as error:
            if is_undone(error):
                raise
            return self._is_kept(recorded)
        return True

    def _is_kept(self, recorded: Sequence[Key]) -> bool:
        for _ in range(MOST_TRIES):
            try:
                self._pool.check()
                with lent(self._pool) as link:
                    return is_kept(link.execute, recorded)
            except PoolTimeout:
                break
            except psycopg.Error:
                continue
        return False

    def reset(self) -> None:
        """Empty the store."""
        run(self, lambda tx: tx.whole.clear(), writes=True)

    def close(self) -> None:
        """Let go of the connections."""
        self._threads.shutdown()
        self.shared.close()
        self._pool.close()


def _failure(error: psycopg.Error) -> Failure:
    """Tell a client to try again later, unless the database is not to be had like this at all."""
    if is_transient(error):
        return Failure(ServiceUnavailableException(BUSY))
    return Failure(StoreError(f"The database could not be used: {error}"))
