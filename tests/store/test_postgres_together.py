"""Jobs that share a transaction on PostgreSQL: the same as alone, with one commit."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from outdial.domain.event import Event
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.queue import Queue
from outdial.errors import ServiceUnavailableException
from outdial.store.opening import open_store
from outdial.store.postgres import UNKNOWN
from outdial.store.transaction import Failure, Job, Store, Transaction
from sample_records import queue
from store.jobs import find, put
from store.test_postgres_lost import cut_all
from store.test_postgres_turns import NUMBER, SHOWING, count, counting
from store.waiting import until_somebody_waits
from store.wire_cutter import Cut, WireCutter, wire_cutter


@pytest.fixture
def cutter(postgres: Store, postgres_url: str) -> Iterator[tuple[WireCutter, Store]]:
    """Give a store that a wire cutter stands before, with two queues in it."""
    postgres.run_many([put(queue(1), queue(2))])
    with wire_cutter(postgres_url) as (cutter, url):
        store = open_store(url)
        yield cutter, store
        store.close()


def renaming(number: int, name: str, runs: list[str] | None = None) -> Job:
    """Make a job that gives a queue a name, and tells the trail."""

    def work(tx: Transaction) -> str:
        tx.lock(("instance",))
        found = tx.find(Queue, "instance", f"queue-{number}")
        assert found is not None
        tx.put(replace(found, name=name))
        tx.record(Event("home", number, f" name={name} ", b"{}"))
        if runs is not None:
            runs.append(name)
        return name

    return Job(work, writes=True)


def names(store: Store) -> list[str]:
    found: list[Queue] = store.run_many([find("queue-1"), find("queue-2")])
    return [queue.name for queue in found]


def transactions(url: str) -> int:
    """Count the transactions that wrote what there is."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(DISTINCT xmin::text) FROM resource").fetchone()
    assert row is not None
    number: int = row[0]
    return number


def told(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [facts for (facts,) in connection.execute("SELECT facts FROM event ORDER BY facts")]


def test_jobs_of_a_batch_have_one_commit(postgres: Store, postgres_url: str) -> None:
    postgres.run_many([put(queue(1))])
    postgres.run_many([put(queue(2))])
    before = transactions(postgres_url)

    outcomes = postgres.run_many([renaming(1, "One"), renaming(2, "Two"), renaming(1, "First")])

    assert outcomes == ["One", "Two", "First"]
    assert names(postgres) == ["First", "Two"]
    assert told(postgres_url) == [" name=First ", " name=One ", " name=Two "]
    assert (before, transactions(postgres_url)) == (2, 1)


def test_a_refused_job_leaves_nothing_and_its_neighbours_stay(postgres: Store) -> None:
    postgres.run_many([put(queue(1), queue(2))])

    def refused(tx: Transaction) -> None:
        renaming(1, "Refused").work(tx)
        raise ValueError("refused after writing")

    outcomes = postgres.run_many(
        [renaming(1, "One"), Job(refused, writes=True), renaming(2, "Two")]
    )

    assert isinstance(outcomes[1], Failure)
    assert str(outcomes[1].error) == "refused after writing"
    assert (outcomes[0], outcomes[2]) == ("One", "Two")
    assert names(postgres) == ["One", "Two"]


def test_a_job_finds_what_its_neighbours_did_before_it(postgres: Store) -> None:
    postgres.run_many([put(queue(1, name="Before"), NUMBER)])

    def look(tx: Transaction) -> Any:
        tx.lock(("instance",))
        return (
            tx.find(Queue, "instance", "queue-1"),
            tx.find_named(Queue, "instance", "One"),
            [found.name for found in tx.page(Queue, "instance", after="", limit=9)],
            tx.count(Queue, "instance"),
        )

    outcomes = postgres.run_many(
        [counting(), renaming(1, "One"), put(queue(2)), Job(look, writes=True)]
    )

    one = queue(1, name="One")
    one = replace(one, max_contacts=(one.max_contacts or 0) + 1)
    assert outcomes == [None, "One", None, (one, one, ["One", "Queue 2"], 2)]


def test_a_job_reads_back_what_it_wrote_itself(postgres: Store) -> None:
    postgres.run_many([put(queue(1), NUMBER)])

    def work(tx: Transaction) -> Any:
        tx.lock(("instance", NUMBER.home))
        tx.put(SHOWING)
        return tx.referrers(NUMBER.address)

    outcomes = postgres.run_many([counting(), Job(work, writes=True), counting()])

    assert outcomes == [None, [("number", SHOWING.address)], None]


def test_who_would_have_to_wait_for_a_home_keeps_no_other_home(
    postgres: Store, postgres_url: str
) -> None:
    postgres.run_many([put(queue(1)), put(replace(queue(1), instance_id="busy"))])
    take = "SELECT 1 FROM home WHERE name = %s FOR UPDATE NOWAIT"

    with psycopg.connect(postgres_url) as busy, ThreadPoolExecutor() as threads:
        busy.execute(take, ("busy",))
        done = threads.submit(postgres.run_many, [counting(), counting("busy"), counting()])
        until_somebody_waits(postgres_url)
        with psycopg.connect(postgres_url) as other:
            other.execute(take, ("instance",))
        counted = count(postgres)
        busy.rollback()

        assert done.result() == [None, None, None]

    assert counted == count(postgres) == 2


def test_batches_that_lock_homes_in_any_order_get_on(postgres: Store, postgres_url: str) -> None:
    homes = ("instance", "elsewhere")
    postgres.run_many([put(*(replace(queue(1), instance_id=home) for home in homes))])
    other = open_store(postgres_url)
    batches = [[counting(home) for home in order] for order in (homes, homes[::-1])]

    def run(store: Store, batch: list[Job]) -> list[Any]:
        return [store.run_many(batch) for _ in range(20)]

    with ThreadPoolExecutor() as threads:
        done = list(threads.map(run, [postgres, other], batches))
    other.close()

    assert done == [[[None, None]] * 20] * 2
    assert count(postgres) == 40


def test_a_record_that_changed_since_a_neighbour_found_it_is_looked_at_again(
    postgres: Store,
) -> None:
    postgres.run_many([put(NUMBER, queue(1))])
    found: list[str | None] = []

    def look(tx: Transaction) -> None:
        tx.lock(("instance",))
        tx.find(PhoneNumber, NUMBER.home, NUMBER.id)
        if not found:
            postgres.run_many([put(replace(NUMBER, description="moved"))])

    def show(tx: Transaction) -> None:
        tx.lock(("instance",))
        number = tx.find(PhoneNumber, NUMBER.home, NUMBER.id)
        assert number is not None
        found.append(number.description)
        tx.put(SHOWING)

    outcomes = postgres.run_many([Job(look, writes=True), Job(show, writes=True)])

    assert outcomes == [None, None]
    assert found == [None, "moved"]


def test_reads_of_a_batch_see_one_moment(postgres: Store) -> None:
    postgres.run_many([put(queue(1), queue(2))])

    def first(tx: Transaction) -> Any:
        seen = tx.find(Queue, "instance", "queue-1")
        postgres.run_many([put(queue(1, name="Later"), queue(2, name="Later too"))])
        return seen

    def second(tx: Transaction) -> Any:
        return tx.page(Queue, "instance", after="", limit=9)

    outcomes = postgres.run_many([Job(first, writes=False), Job(second, writes=False)])

    assert outcomes == [queue(1), [queue(1), queue(2)]]


def test_a_read_that_has_something_to_write_does_so(postgres: Store) -> None:
    postgres.run_many([put(queue(1), queue(2))])
    writing = Job(renaming(1, "Written").work, writes=False)

    def look(tx: Transaction) -> Any:
        return tx.find(Queue, "instance", "queue-2")

    assert postgres.run_many([writing, Job(look, writes=False)]) == ["Written", queue(2)]
    assert names(postgres) == ["Written", "Queue 2"]


def test_a_lost_answer_to_their_commit_is_looked_up(cutter: tuple[WireCutter, Store]) -> None:
    wire, store = cutter
    wire.cuts = ["unanswered"]
    runs: list[str] = []

    outcomes = store.run_many([renaming(1, "One", runs), renaming(2, "Two", runs)])

    assert outcomes == runs == ["One", "Two"]
    assert wire.cuts == []
    assert names(store) == ["One", "Two"]


@pytest.mark.parametrize(
    ("cut", "recorded", "made"),
    [
        ("unsent", True, ["Queue 1", "Queue 2"]),
        ("unanswered", False, ["One", "Two"]),  # nobody can know
    ],
)
def test_without_a_trace_of_their_commit_all_are_told_so(
    cutter: tuple[WireCutter, Store], cut: Cut, *, recorded: bool, made: list[str]
) -> None:
    wire, store = cutter
    wire.cuts = [cut]
    jobs = [renaming(1, "One"), renaming(2, "Two")]
    if not recorded:
        jobs = [put(queue(1, name="One")), put(queue(2, name="Two"))]
        jobs = [Job(_locked(job), writes=True) for job in jobs]

    outcomes = store.run_many(jobs)

    assert [type(outcome) for outcome in outcomes] == [Failure, Failure]
    for outcome in outcomes:
        assert isinstance(outcome.error, ServiceUnavailableException)
        assert outcome.error.text == UNKNOWN
    assert names(store) == made


def test_jobs_whose_connection_breaks_before_the_commit_are_run_again(
    postgres: Store, postgres_url: str
) -> None:
    postgres.run_many([put(queue(1), queue(2))])
    runs: list[str] = []

    def breaking(tx: Transaction) -> str:
        name: str = renaming(2, "Two", runs).work(tx)
        if runs == ["One", "Two"]:
            cut_all(postgres_url)
        return name

    outcomes = postgres.run_many([renaming(1, "One", runs), Job(breaking, writes=True)])

    assert outcomes == ["One", "Two"]
    assert sorted(runs) == ["One", "One", "Two", "Two"]
    assert names(postgres) == ["One", "Two"]
    assert told(postgres_url) == [" name=One ", " name=Two "]


def _locked(job: Job) -> Any:
    def work(tx: Transaction) -> None:
        tx.lock(("instance",))
        job.work(tx)

    return work
