"""What every store does."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from outdial.domain.contact_flow import ContactFlow
from outdial.domain.queue import Queue
from outdial.domain.resource import Address, Entry
from outdial.store.transaction import Failure, Job, Remembered, Store, Transaction, run
from sample_records import NOW, flow, hours, queue
from store.jobs import find, put


def test_gives_each_job_of_a_batch_its_own_outcome(store: Store) -> None:
    def refused(tx: Transaction) -> None:
        tx.put(queue(2))
        raise ValueError("refused after writing")

    outcomes = store.run_many(
        [put(queue(1)), Job(refused, writes=True), find("queue-1"), find("queue-2")]
    )

    assert outcomes[0] is None
    assert isinstance(outcomes[1], Failure)
    assert str(outcomes[1].error) == "refused after writing"
    assert outcomes[2:] == [queue(1), None]


def test_takes_back_all_that_a_refused_job_wrote(store: Store) -> None:
    store.run_many([put(queue(1, whisper="f"))])

    def refused(tx: Transaction) -> None:
        tx.put(queue(1, name="Changed", whisper="g"))
        tx.put(queue(2))
        raise ValueError

    store.run_many([Job(refused, writes=True)])

    def look(tx: Transaction) -> Any:
        return (
            tx.page(Queue, "instance", after="", limit=9),
            tx.referrers(Address(ContactFlow.kind, "instance", "f")),
            tx.referrers(Address(ContactFlow.kind, "instance", "g")),
        )

    whisper = ("whisper", Address(Queue.kind, "instance", "queue-1"))
    assert run(store, look, writes=False) == ([queue(1, whisper="f")], [whisper], [])


def test_run_raises_what_the_work_raised(store: Store) -> None:
    def work(_: Transaction) -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        run(store, work, writes=True)


def test_an_interrupted_batch_keeps_nothing(store: Store) -> None:
    def interrupted(tx: Transaction) -> None:
        tx.put(queue(1))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.run_many([Job(interrupted, writes=True)])

    assert store.run_many([find("queue-1")]) == [None]


def test_finds_by_name_and_follows_a_change_of_name(store: Store) -> None:
    def work(tx: Transaction) -> Any:
        tx.put(queue(1, name="Sales"))
        tx.put(queue(1, name="Service"))
        return (
            tx.find_named(Queue, "instance", "Sales"),
            tx.find_named(Queue, "instance", "Service"),
        )

    assert run(store, work, writes=True) == (None, queue(1, name="Service"))


def test_follows_references_as_they_change_and_go(store: Store) -> None:
    target = Address(ContactFlow.kind, "instance", "f")
    tie = [("whisper", Address(Queue.kind, "instance", "queue-1"))]

    def work(tx: Transaction) -> Any:
        seen = []
        for record in (queue(1, whisper="f"), queue(1, whisper="g"), queue(1, whisper="f")):
            tx.put(record)
            seen.append(tx.referrers(target))
        tx.delete(queue(1))
        return [*seen, tx.referrers(target)]

    assert run(store, work, writes=True) == [tie, [], tie, []]


def test_pages_in_the_order_of_ids(store: Store) -> None:
    store.run_many([put(*(queue(n, whisper="f" if n % 2 else None) for n in (3, 1, 2, 5, 4)))])
    target = Address(ContactFlow.kind, "instance", "f")

    def work(tx: Transaction) -> Any:
        return (
            [q.id for q in tx.page(Queue, "instance", after="queue-1", limit=3)],
            [q.id for q in tx.page_naming(Queue, "instance", target, after="queue-1", limit=1)],
            tx.count(Queue, "instance"),
            tx.count(Queue, "instance", most=4),
            tx.page(Queue, "elsewhere", after="", limit=3),
        )

    expected: Any = (["queue-2", "queue-3", "queue-4"], ["queue-3"], 5, 4, [])
    assert run(store, work, writes=False) == expected


def test_lists_the_homes_below_another_one(store: Store) -> None:
    homes = ["a/x", "a/y", "a/y/z", "a", "a0", "aa/x", "b/x"]
    store.run_many(
        [put(replace(queue(n), instance_id=home)) for n, home in enumerate((*homes, *homes), 1)]
    )
    store.run_many([put(replace(flow("f"), instance_id="a/q"))])

    def look(tx: Transaction) -> list[list[str]]:
        tx.put(replace(queue(99), instance_id="a/new"))
        return [tx.homes(Queue, within) for within in ("a", "b", "c")]

    assert run(store, look, writes=True) == [["a/new", "a/x", "a/y", "a/y/z"], ["b/x"], []]


def test_a_home_is_deleted_with_all_that_points_out_of_it(store: Store) -> None:
    store.run_many([put(queue(1, whisper="f"), flow("f"), hours())])

    def work(tx: Transaction) -> Any:
        tx.delete_home("instance")
        return (
            tx.find(Queue, "instance", "queue-1"),
            tx.find(ContactFlow, "instance", "f"),
            tx.referrers(Address(ContactFlow.kind, "instance", "f")),
        )

    assert run(store, work, writes=True) == (None, None, [])


def test_an_answer_is_remembered_for_24_hours(store: Store) -> None:
    remembered = Remembered(digest=b"digest", answer=b'{"Id":"1"}')

    def work(tx: Transaction) -> Any:
        tx.remember("home", "CreateInstance", "token", remembered, NOW)
        ask = ("home", "CreateInstance", "token")
        return (
            tx.recall(*ask, NOW + timedelta(hours=24) - timedelta(milliseconds=1)),
            tx.recall(*ask, NOW + timedelta(hours=24)),
            tx.recall("home", "DeleteInstance", "token", NOW),
            tx.recall("other", "CreateInstance", "token", NOW),
        )

    assert run(store, work, writes=True) == (remembered, None, None, None)


def test_reset_empties_the_store(store: Store) -> None:
    store.run_many([put(queue(1, whisper="f"))])

    store.reset()

    def work(tx: Transaction) -> Any:
        return (
            tx.find(Queue, "instance", "queue-1"),
            tx.referrers(Address(ContactFlow.kind, "instance", "f")),
            tx.find_entry(Entry("instance-alias", "acme")),
        )

    assert run(store, work, writes=False) == (None, [], None)


def test_a_job_sees_its_own_changes_before_anyone_else_may(store: Store) -> None:
    def work(tx: Transaction) -> Any:
        tx.put(queue(1))
        tx.delete(queue(1))
        tx.put(queue(2))
        return tx.find(Queue, "instance", "queue-1"), tx.find(Queue, "instance", "queue-2")

    assert run(store, work, writes=True) == (None, queue(2))
    assert store.run_many([find("queue-1"), find("queue-2")]) == [None, queue(2)]


def test_a_refused_job_by_itself_leaves_no_trace(store: Store) -> None:
    store.run_many([put(queue(1))])

    def refused(tx: Transaction) -> None:
        tx.put(queue(1, name="Changed"))
        tx.delete_home("instance")
        tx.put(queue(2))
        raise ValueError

    store.run_many([Job(refused, writes=True)])

    assert store.run_many([find("queue-1"), find("queue-2")]) == [queue(1), None]
