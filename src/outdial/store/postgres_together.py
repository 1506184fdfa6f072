"""Jobs that share a transaction on PostgreSQL: what one of them has read, the next ones know.

Ten calls then cost about as many statements as one, and one commit. That is safe where jobs would
have come one after another anyhow: whoever has the turn of a home keeps it to the end, and jobs
that read see one moment together. Nothing is written before its job has succeeded.

A job that does not fit in is left to be run alone: it would have to wait for a home, or makes a new
one, or reads what it has written itself.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import psycopg

from outdial.store.cache import Cache
from outdial.store.postgres_ahead import Ahead, Habits, Needs
from outdial.store.postgres_beginning import begin_reading, begin_writing
from outdial.store.postgres_connection import Link
from outdial.store.postgres_events import EventNumbers, Key, PostgresEvents
from outdial.store.postgres_turns import Again, Reading, Sharing
from outdial.store.postgres_writes import Alone, Writes
from outdial.store.sql_transaction import SqlTransaction
from outdial.store.transaction import Failure, Job

if TYPE_CHECKING:
    from outdial.store.sql_sides import Turns

ALONE = object()
"""The outcome of a job that has to have a transaction to itself; it did nothing here."""


class Together:
    """A transaction for jobs that all write or all read."""

    def __init__(self, link: Link, numbers: EventNumbers, habits: Habits) -> None:
        self._link = link
        self._numbers = numbers
        self._habits = habits
        self._cache = Cache()
        self._ahead = Ahead()
        self._writes = Writes(link, self._ahead, shared=True)
        self._turns: Turns = Reading()
        self.recorded: list[Key] = []

    def run(self, jobs: Sequence[Job]) -> list[Any]:
        """Run jobs, and write what they write; give each one's value, its `Failure`, or `ALONE`."""
        needs = self._habits.of(jobs)
        if jobs[0].writes:
            held = begin_writing(self._link, self._ahead, needs, waits=len(needs.homes) == 1)
            self._turns = Sharing(self._link.execute, self._ahead, held)
        else:
            begin_reading(self._link, self._ahead, needs)
        outcomes = [self._run(job) for job in jobs]
        self._writes.finish()
        return outcomes

    def _run(self, job: Job) -> Any:
        self._ahead.missed = Needs()
        outcome = self._work(job)
        self._habits.learn(job, self._ahead.missed)
        return outcome

    def _work(self, job: Job) -> Any:
        execute = self._writes.execute
        events = PostgresEvents(execute, self._numbers)
        tx = SqlTransaction(execute, self._cache, self._turns, events)
        try:
            outcome = job.work(tx)
        except psycopg.Error:
            raise  # no job of this transaction can stand
        except (Again, Alone):
            outcome = ALONE
        except Exception as refusal:  # noqa: BLE001 it is this job's outcome; its neighbours go on
            outcome = Failure(refusal)
        else:
            self._writes.keep()
            self._cache.settle(tx.changes)
            self.recorded += events.recorded
            return outcome
        tx.undo()
        self._writes.undo()
        return outcome
