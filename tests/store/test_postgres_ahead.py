"""What jobs of a subject needed before is locked and read at once, and never taken for granted."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from outdial.domain.event import Event
from outdial.domain.phone_number import PhoneNumber, claim_of
from outdial.domain.queue import Queue
from outdial.store import postgres_connection
from outdial.store.opening import open_store
from outdial.store.postgres import BUSY
from outdial.store.postgres_ahead import MOST_EACH, MOST_SUBJECTS, Habits, Needs
from outdial.store.transaction import Job, Store, Transaction
from sample_records import queue
from store.jobs import find, put
from store.test_postgres_turns import NUMBER, SHOWING, count, counting
from store.wire_cutter import WireCutter, wire_cutter

BATCH = 8
ENOUGH = 6
"""So often is a statement run until it is prepared and everything is remembered, and once more."""


@pytest.fixture
def counted(postgres: Store, postgres_url: str) -> Iterator[tuple[WireCutter, Store]]:
    """Give a store whose exchanges with the database are counted, and queues in it."""
    postgres.run_many([put(NUMBER, *(queue(number) for number in range(1, BATCH + 1)))])
    with wire_cutter(postgres_url) as (wire, url):
        store = open_store(url)
        yield wire, store
        store.close()


def showing(number: int, name: str) -> Job:
    """Look at all that an update looks at, change a queue, and tell the trail."""

    def work(tx: Transaction) -> None:
        assert tx.find_entry(claim_of(NUMBER.number)) == NUMBER.address
        tx.lock(("instance",))
        assert tx.find(PhoneNumber, NUMBER.home, NUMBER.id) == NUMBER
        found = tx.find(Queue, "instance", f"queue-{number}")
        assert found is not None
        tx.put(replace(found, description=name))
        tx.record(Event("home", 1, " event=1 ", b"{}"))

    return Job(work, writes=True, subject=number)


def looking(number: int) -> Job:
    """Look at a queue."""
    return Job(
        lambda tx: tx.find(Queue, "instance", f"queue-{number}"), writes=False, subject=-number
    )


@pytest.mark.parametrize("size", [1, BATCH])
def test_a_batch_of_updates_takes_three_exchanges_however_long(
    counted: tuple[WireCutter, Store], size: int
) -> None:
    wire, store = counted

    def update(name: str) -> None:
        outcomes = store.run_many([showing(number, name) for number in range(1, size + 1)])
        assert outcomes == [None] * size

    for number in range(ENOUGH):
        update(f"Change {number}")
    before = wire.exchanges
    update("Last")

    assert wire.exchanges - before == 3  # begin, lock and read; write; commit
    assert store.run_many([find("queue-1")]) == [replace(queue(1), description="Last")]


@pytest.mark.parametrize("size", [1, BATCH])
def test_a_batch_of_reads_takes_two_exchanges_however_long(
    counted: tuple[WireCutter, Store], size: int
) -> None:
    wire, store = counted
    jobs = [looking(number) for number in range(1, size + 1)]

    for _ in range(ENOUGH):
        store.run_many(jobs)
    before = wire.exchanges
    outcomes = store.run_many(jobs)

    assert wire.exchanges - before == 2  # begin and read; end
    assert outcomes == [queue(number) for number in range(1, size + 1)]


def test_what_another_server_changed_is_seen(postgres: Store, postgres_url: str) -> None:
    postgres.run_many([put(queue(1))])
    other = open_store(postgres_url)

    def run(store: Store) -> list[Any]:
        jobs = [replace(counting(), subject=1)] * 3
        return [store.run_many(jobs[: 1 + number % 3]) for number in range(15)]

    with ThreadPoolExecutor() as threads:
        done = list(threads.map(run, [postgres, other]))
    read = [store.run_many([looking(1)] * 2) for store in (postgres, other)]
    other.close()

    assert done == [[[None] * (1 + number % 3) for number in range(15)]] * 2
    assert count(postgres) == 60
    assert read == [[replace(queue(1), max_contacts=60)] * 2] * 2


def test_what_a_neighbour_deleted_or_made_is_seen(postgres: Store) -> None:
    postgres.run_many([put(queue(1), queue(2))])

    def remove(tx: Transaction) -> None:
        tx.lock(("instance",))
        tx.delete(queue(1))

    def look(tx: Transaction) -> Any:
        tx.lock(("instance",))
        return [tx.find(Queue, "instance", f"queue-{number}") for number in (1, 2, 3)]

    known = Job(look, writes=True, subject=1)
    postgres.run_many([known])

    outcomes = postgres.run_many([Job(remove, writes=True), put(queue(3)), known, known])

    assert outcomes == [None, None, *[[None, queue(2), queue(3)]] * 2]


def test_a_subject_that_needs_something_else_by_now_gets_it(postgres: Store) -> None:
    postgres.run_many([put(queue(1), NUMBER, replace(queue(1), instance_id="elsewhere"))])
    postgres.run_many([replace(counting(), subject=1)])

    outcomes = postgres.run_many(
        [
            replace(counting("elsewhere"), subject=1),
            replace(put(SHOWING), subject=1),
            replace(counting("nowhere-yet"), subject=2, work=lambda tx: tx.lock(("nowhere",))),
        ]
    )

    assert outcomes == [None, None, None]
    assert postgres.run_many([find("queue-1")]) == [SHOWING]


def test_jobs_that_wait_for_a_home_together_in_vain_do_not_wait_again(
    postgres: Store, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_connection, "_SETTINGS", ("SET lock_timeout = '200ms'",))
    postgres.run_many([put(queue(1), replace(queue(1), instance_id="elsewhere"))])
    store = open_store(postgres_url)
    runs = []

    def work(tx: Transaction) -> None:
        runs.append(tx)
        counting().work(tx)

    known, elsewhere = Job(work, writes=True, subject=1), counting("elsewhere")
    store.run_many([known])
    with psycopg.connect(postgres_url) as busy:
        busy.execute("SELECT 1 FROM home WHERE name = 'instance' FOR UPDATE")
        *refused, done = store.run_many([known, known, elsewhere])
    store.close()

    assert [str(outcome.error) for outcome in refused] == [BUSY, BUSY]
    assert done is None
    assert len(runs) == 1


def test_no_more_is_remembered_than_is_good() -> None:
    habits = Habits()

    def job(subject: int | None) -> Job:
        return Job(lambda _: None, writes=True, subject=subject)

    def needs(*homes: str) -> Needs:
        return Needs(homes=set(homes))

    for subject in range(MOST_SUBJECTS + 1):
        habits.learn(job(subject), needs("home", str(subject)))
    habits.learn(job(None), needs("nobody's"))
    habits.learn(job(1), needs("more"))
    habits.learn(job(2), needs(*map(str, range(MOST_EACH))))

    assert habits.of([job(0), job(None)]) == Needs()
    assert habits.of([job(1), job(3)]) == needs("home", "1", "3", "more")
    assert habits.of([job(2)]) == Needs()
