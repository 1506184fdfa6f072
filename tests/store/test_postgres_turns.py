"""Jobs side by side on PostgreSQL: writers of one home take turns, nobody else waits."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Any

from outdial.domain.outbound_caller import CallerNumber, OutboundCaller
from outdial.domain.phone_number import PhoneNumber, claim_of
from outdial.domain.queue import Queue
from outdial.store.errors import StoreError
from outdial.store.opening import open_store
from outdial.store.transaction import Failure, Job, Store, Transaction, run
from sample_records import NOW, queue
from store.jobs import find, put, side_by_side
from store.waiting import until_somebody_waits

WAIT = 10.0

NUMBER = PhoneNumber(
    id="number",
    account="123456789012",
    region="us-east-1",
    number="+12065550100",
    country="US",
    type="DID",
    ready_time=NOW,
    last_modified_time=NOW,
    last_modified_region="us-east-1",
)
SHOWING = replace(
    queue(1), outbound_caller=OutboundCaller(number=CallerNumber(arn=NUMBER.arn, by_id=True))
)
"""The queue, when it shows the number."""


def counting(home: str = "instance") -> Job:
    """Make a job that adds one to what it finds."""

    def work(tx: Transaction) -> None:
        tx.lock((home,))
        found = tx.find(Queue, home, "queue-1")
        assert found is not None
        tx.put(replace(found, max_contacts=(found.max_contacts or 0) + 1))

    return Job(work, writes=True)


def count(store: Store) -> int | None:
    found = store.run_many([find("queue-1")])[0]
    assert isinstance(found, Queue)
    return found.max_contacts


def test_writers_of_one_home_take_turns(postgres: Store, postgres_url: str) -> None:
    postgres.run_many([put(queue(1))])
    other = open_store(postgres_url)

    with ThreadPoolExecutor() as threads:
        stores = [postgres, other]
        done = list(threads.map(lambda store: store.run_many([counting()] * 50), stores))
    other.close()

    assert done == [[None] * 50] * 2
    assert count(postgres) == 100


def test_writers_that_lock_nothing_in_advance_take_turns_all_the_same(postgres: Store) -> None:
    postgres.run_many([put(queue(1))])

    def work(tx: Transaction) -> None:
        found = tx.find(Queue, "instance", "queue-1")
        assert found is not None
        tx.put(replace(found, max_contacts=(found.max_contacts or 0) + 1))

    side_by_side(postgres, *[Job(work, writes=True)] * 20)

    assert count(postgres) == 20


def test_writers_of_a_new_home_take_turns(postgres: Store) -> None:
    def work(tx: Transaction) -> int:
        tx.lock(("instance",))
        number = tx.count(Queue, "instance") + 1
        tx.put(queue(number))
        return number

    outcomes = side_by_side(postgres, *[Job(work, writes=True)] * 8)

    assert sorted(outcomes) == list(range(1, 9))


def test_a_writer_keeps_neither_readers_waiting_nor_writers_of_other_homes(
    postgres: Store,
) -> None:
    postgres.run_many([put(queue(1), replace(queue(1), instance_id="elsewhere"))])

    def work(tx: Transaction) -> Any:
        tx.lock(("instance",))
        tx.put(queue(1, name="Changed"))
        return [postgres.run_many([job])[0] for job in (find("queue-1"), counting("elsewhere"))]

    assert run(postgres, work, writes=True) == [queue(1), None]
    assert postgres.run_many([find("queue-1")]) == [queue(1, name="Changed")]


def test_a_reader_sees_one_moment(postgres: Store) -> None:
    postgres.run_many([put(queue(1), queue(2))])

    def work(tx: Transaction) -> Any:
        first = tx.find(Queue, "instance", "queue-1")
        postgres.run_many([put(queue(1, name="Later"), queue(2, name="Later too"))])
        return first, tx.find(Queue, "instance", "queue-2")

    assert run(postgres, work, writes=False) == (queue(1), queue(2))


def test_a_job_that_was_to_read_may_write_after_all(postgres: Store) -> None:
    postgres.run_many([put(queue(1))])

    outcomes = postgres.run_many([Job(counting().work, writes=False)])

    assert outcomes == [None]
    assert count(postgres) == 1


def test_a_key_that_many_want_is_had_by_one(postgres: Store) -> None:
    def claiming(owner: str) -> Job:
        """Look whether the number is free, and take it; the accounts have no home in common."""

        def work(tx: Transaction) -> None:
            tx.lock((f"{owner}/us-east-1",))
            if tx.find_entry(claim_of(NUMBER.number)):
                raise ValueError("taken")
            tx.put(replace(NUMBER, account=owner))

        return Job(work, writes=True)

    outcomes = side_by_side(postgres, *[claiming(f"00000000000{digit}") for digit in range(8)])

    refusals = [str(outcome.error) for outcome in outcomes if isinstance(outcome, Failure)]
    assert refusals == ["taken"] * 7
    assert outcomes.count(None) == 1


def test_a_number_that_is_being_released_cannot_be_shown_any_more(
    postgres: Store, postgres_url: str
) -> None:
    postgres.run_many([put(NUMBER, queue(1))])
    seen, asked = Event(), Event()

    def release(tx: Transaction) -> Any:
        tx.lock((NUMBER.home,))
        assert seen.wait(WAIT)
        users = tx.referrers(NUMBER.address)
        asked.set()
        until_somebody_waits(postgres_url)
        tx.delete(NUMBER)
        return users

    def show(tx: Transaction) -> None:
        tx.lock(("instance",))
        number = tx.find(PhoneNumber, NUMBER.home, NUMBER.id)
        seen.set()
        if number is None:
            raise ValueError("no such number")
        assert asked.wait(WAIT)
        tx.put(SHOWING)

    released, shown = side_by_side(postgres, Job(release, writes=True), Job(show, writes=True))

    assert released == []
    assert isinstance(shown, Failure)
    assert str(shown.error) == "no such number"
    assert postgres.run_many([find("queue-1")]) == [queue(1)]


def test_who_releases_a_number_learns_of_the_queue_that_is_just_going_to_show_it(
    postgres: Store, postgres_url: str
) -> None:
    postgres.run_many([put(NUMBER, queue(1))])
    named = Event()

    def show(tx: Transaction) -> None:
        tx.lock(("instance",))
        tx.put(SHOWING)
        named.set()
        until_somebody_waits(postgres_url)

    def release(tx: Transaction) -> Any:
        tx.lock((NUMBER.home,))
        assert named.wait(WAIT)
        return tx.referrers(NUMBER.address)

    outcomes = side_by_side(postgres, Job(show, writes=True), Job(release, writes=True))

    assert outcomes == [None, [("number", SHOWING.address)]]


def test_a_record_that_changed_since_it_was_found_is_looked_at_again(postgres: Store) -> None:
    postgres.run_many([put(NUMBER, queue(1))])
    found = []

    def show(tx: Transaction) -> None:
        tx.lock(("instance",))
        number = tx.find(PhoneNumber, NUMBER.home, NUMBER.id)
        assert number is not None
        found.append(number.description)
        if len(found) == 1:
            postgres.run_many([put(replace(NUMBER, description="moved"))])
        tx.put(SHOWING)

    postgres.run_many([Job(show, writes=True)])

    assert found == [None, "moved"]


def test_two_that_wait_for_each_other_get_on_all_the_same(postgres: Store) -> None:
    first, second = Event(), Event()

    def crossing(mine: Event, other: Event, homes: tuple[str, str]) -> Job:
        """Make one new home, and then the other."""

        def work(tx: Transaction) -> None:
            tx.put(replace(queue(1), instance_id=homes[0]))
            mine.set()
            assert other.wait(WAIT)
            tx.put(replace(queue(1), instance_id=homes[1]))

        return Job(work, writes=True)

    outcomes = side_by_side(
        postgres, crossing(first, second, ("a", "b")), crossing(second, first, ("b", "a"))
    )

    assert outcomes == [None, None]


def test_what_the_database_itself_refuses_keeps_nothing(postgres: Store) -> None:
    outcomes = postgres.run_many(
        [put(queue(3)), put(queue(1), queue(2, name="Queue 1"))]  # the name is taken
    )

    assert outcomes[0] is None
    assert isinstance(outcomes[1], Failure)
    assert isinstance(outcomes[1].error, StoreError)
    assert postgres.run_many([find("queue-3"), find("queue-1")]) == [queue(3), None]


def test_a_home_that_was_deleted_can_be_made_again(postgres: Store) -> None:
    postgres.run_many([put(queue(1))])

    def work(tx: Transaction) -> None:
        tx.lock(("instance",))
        tx.delete_home("instance")
        tx.put(queue(2))

    postgres.run_many([Job(work, writes=True)])
    postgres.run_many([put(queue(3))])

    found = postgres.run_many([find(f"queue-{number}") for number in (1, 2, 3)])
    assert found == [None, queue(2), queue(3)]
