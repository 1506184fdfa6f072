"""Connections to PostgreSQL that break off: a change is made once and whole, or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from outdial.domain.event import Event
from outdial.domain.queue import Queue
from outdial.errors import ServiceUnavailableException
from outdial.store.opening import open_store
from outdial.store.postgres import BUSY, UNKNOWN, PostgresStore
from outdial.store.transaction import Failure, Job, Store, Transaction, run
from postgres_server import binaries, running_server
from sample_records import queue
from store.jobs import find, put
from store.wire_cutter import Cut, WireCutter, wire_cutter


def count_up(*, recorded: bool = True) -> Job:
    """Count up in a queue, and tell the trail of it."""

    def work(tx: Transaction) -> Any:
        tx.lock(("instance",))
        found = tx.find(Queue, "instance", "queue-1")
        assert found is not None
        number = (found.max_contacts or 0) + 1
        tx.put(replace(found, max_contacts=number))
        tx.put(queue(2, name=f"Number {number}"))
        if recorded:
            tx.record(Event("home", 1, " request=1 ", b"{}"))
        return number

    return Job(work, writes=True)


@pytest.fixture
def cutter(postgres: Store, postgres_url: str) -> Iterator[tuple[WireCutter, Store]]:  # noqa: ARG001
    """Give a store that a wire cutter stands before."""
    with wire_cutter(postgres_url) as (cutter, url):
        store = open_store(url)
        store.run_many([put(queue(1))])
        yield cutter, store
        store.close()


def numbers(store: Store) -> Any:
    """Tell how far both records of the change have come."""
    first, second = store.run_many([find("queue-1"), find("queue-2")])
    return first.max_contacts, second and second.name


def test_a_commit_whose_answer_was_lost_is_looked_up_and_not_made_again(
    cutter: tuple[WireCutter, Store],
) -> None:
    wire, store = cutter
    wire.cuts = ["unanswered"]

    outcomes = store.run_many([count_up()])

    assert outcomes == [1]
    assert wire.cuts == []
    assert numbers(store) == (1, "Number 1")


@pytest.mark.parametrize(
    ("cut", "job", "made"),
    [
        ("unsent", count_up(), (None, None)),
        ("unsent", count_up(recorded=False), (None, None)),
        ("unanswered", count_up(recorded=False), (1, "Number 1")),  # nobody can know
    ],
)
def test_a_commit_without_a_trace_is_told_to_be_unknown(
    cutter: tuple[WireCutter, Store], cut: Cut, job: Job, made: Any
) -> None:
    wire, store = cutter
    wire.cuts = [cut]

    with pytest.raises(ServiceUnavailableException) as refusal:
        run(store, job.work, writes=True)

    assert (refusal.value.text, refusal.value.status) == (UNKNOWN, 503)
    assert numbers(store) == made


def test_the_next_change_finds_a_connection(cutter: tuple[WireCutter, Store]) -> None:
    wire, store = cutter
    wire.cuts = ["unsent", "unanswered", "unsent"]

    outcomes = [store.run_many([count_up()])[0] for _ in range(4)]

    assert [type(outcome) for outcome in outcomes] == [Failure, int, Failure, int]
    assert numbers(store) == (2, "Number 2")


def test_a_job_whose_connection_breaks_before_the_commit_is_run_again(
    postgres: Store, postgres_url: str
) -> None:
    postgres.run_many([put(queue(1))])
    runs = []

    def work(tx: Transaction) -> Any:
        number = count_up().work(tx)
        runs.append(number)
        if len(runs) == 1:
            cut_all(postgres_url)
        tx.put(queue(3))
        return number

    assert postgres.run_many([Job(work, writes=True)]) == [1]
    assert runs == [1, 1]
    assert numbers(postgres) == (1, "Number 1")


def test_reads_find_a_connection_when_all_of_them_broke(postgres: Store, postgres_url: str) -> None:
    postgres.run_many([put(queue(1))])
    cut_all(postgres_url)

    assert postgres.run_many([find("queue-1")]) == [queue(1)]


def cut_all(url: str) -> None:
    """End all connections to the database but our own."""
    import psycopg  # noqa: PLC0415 is not always there

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )


@pytest.mark.skipif(binaries() is None, reason="PostgreSQL is not installed")
def test_while_the_server_is_down_callers_are_told_to_try_again() -> None:
    with running_server("fsync=off") as server:
        store = PostgresStore(server.url, patience=0.3)
        store.run_many([put(queue(1))])
        server.stop("immediate")

        outcome = store.run_many([count_up()])[0]
        server.start()
        after = store.run_many([count_up()])
        store.close()

    assert isinstance(outcome, Failure)
    assert isinstance(outcome.error, ServiceUnavailableException)
    assert outcome.error.text == BUSY
    assert after == [1]
