import json
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from outdial.domain.contact_flow import ContactFlow
from outdial.domain.queue import Queue
from outdial.domain.resource import Address, Entry
from outdial.store.errors import StoreError
from outdial.store.sqlite import SqliteStore
from outdial.store.transaction import Failure, Job, Remembered, Transaction, run
from sample_records import NOW, flow, hours, queue


def put(*records: Any) -> Job:
    def work(tx: Transaction) -> None:
        for record in records:
            tx.put(record)

    return Job(work, writes=True)


def find(queue_id: str) -> Job:
    return Job(lambda tx: tx.find(Queue, "instance", queue_id), writes=False)


def test_keeps_what_was_put_when_it_is_opened_again(path: Path) -> None:
    store = SqliteStore(path)
    store.run_many([put(queue(1), flow("f"))])
    store.close()

    store = SqliteStore(path)
    found = store.run_many([find("queue-1")])
    store.close()

    assert found == [queue(1)]


def test_gives_each_job_of_a_batch_its_own_outcome(store: SqliteStore) -> None:
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


def test_takes_back_all_that_a_refused_job_wrote(store: SqliteStore) -> None:
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


def test_run_raises_what_the_work_raised(store: SqliteStore) -> None:
    def work(_: Transaction) -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        run(store, work, writes=True)


def test_a_broken_batch_keeps_nothing_and_the_next_one_works(store: SqliteStore) -> None:
    def broken(tx: Transaction) -> None:
        tx.put(queue(1))
        tx.put(queue(2, name="Queue 1"))  # the name is taken: the database itself refuses

    outcomes = store.run_many([put(queue(3)), Job(broken, writes=True)])

    assert [type(outcome.error) for outcome in outcomes] == [StoreError, StoreError]
    assert store.run_many([find("queue-3"), find("queue-1")]) == [None, None]


def test_an_interrupted_batch_keeps_nothing(store: SqliteStore) -> None:
    def interrupted(tx: Transaction) -> None:
        tx.put(queue(1))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.run_many([Job(interrupted, writes=True)])

    assert store.run_many([find("queue-1")]) == [None]


def test_finds_by_name_and_follows_a_change_of_name(store: SqliteStore) -> None:
    def work(tx: Transaction) -> Any:
        tx.put(queue(1, name="Sales"))
        tx.put(queue(1, name="Service"))
        return (
            tx.find_named(Queue, "instance", "Sales"),
            tx.find_named(Queue, "instance", "Service"),
        )

    assert run(store, work, writes=True) == (None, queue(1, name="Service"))


def test_follows_references_as_they_change_and_go(store: SqliteStore) -> None:
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


def test_pages_in_the_order_of_ids(store: SqliteStore) -> None:
    store.run_many([put(*(queue(n, whisper="f" if n % 2 else None) for n in (3, 1, 2, 5, 4)))])
    target = Address(ContactFlow.kind, "instance", "f")

    def work(tx: Transaction) -> Any:
        return (
            [q.id for q in tx.page(Queue, "instance", after="queue-1", limit=3)],
            [q.id for q in tx.page_naming(Queue, "instance", target, after="queue-1", limit=1)],
            tx.count(Queue, "instance"),
            tx.page(Queue, "elsewhere", after="", limit=3),
        )

    expected: Any = (["queue-2", "queue-3", "queue-4"], ["queue-3"], 5, [])
    assert run(store, work, writes=False) == expected


def test_a_home_is_deleted_with_all_that_points_out_of_it(store: SqliteStore) -> None:
    store.run_many([put(queue(1, whisper="f"), flow("f"), hours())])

    def work(tx: Transaction) -> Any:
        tx.delete_home("instance")
        return (
            tx.find(Queue, "instance", "queue-1"),
            tx.find(ContactFlow, "instance", "f"),
            tx.referrers(Address(ContactFlow.kind, "instance", "f")),
        )

    assert run(store, work, writes=True) == (None, None, [])


def test_an_update_keeps_fields_that_a_newer_version_wrote(path: Path) -> None:
    store = SqliteStore(path)
    store.run_many([put(queue(1))])
    store.close()
    edit(path, "UPDATE resource SET body = json_set(body, '$.colour', 'blue')")

    store = SqliteStore(path)
    store.run_many([put(replace(queue(1), description="changed"))])
    store.close()

    with sqlite3.connect(path) as connection:
        body = json.loads(connection.execute("SELECT body FROM resource").fetchone()[0])
    connection.close()
    assert (body["colour"], body["description"]) == ("blue", "changed")


def test_an_answer_is_remembered_for_24_hours(store: SqliteStore) -> None:
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


def test_old_answers_are_cleared_away(store: SqliteStore, path: Path) -> None:
    def work(tx: Transaction) -> None:
        remembered = Remembered(digest=b"digest", answer=b"null")
        tx.remember("home", "CreateInstance", "old", remembered, NOW)
        tx.remember("home", "CreateInstance", "new", remembered, NOW + timedelta(hours=25))

    run(store, work, writes=True)
    store.close()

    with sqlite3.connect(path) as connection:
        tokens = connection.execute("SELECT token FROM answer").fetchall()
    connection.close()
    assert tokens == [("new",)]


def test_reset_empties_the_store(store: SqliteStore) -> None:
    store.run_many([put(queue(1, whisper="f"))])

    store.reset()

    def work(tx: Transaction) -> Any:
        return (
            tx.find(Queue, "instance", "queue-1"),
            tx.referrers(Address(ContactFlow.kind, "instance", "f")),
            tx.find_entry(Entry("instance-alias", "acme")),
        )

    assert run(store, work, writes=False) == (None, [], None)


@pytest.mark.usefixtures("store")
def test_a_second_process_is_told_that_the_file_is_in_use(path: Path) -> None:
    with pytest.raises(StoreError, match=r"is in use by another Outdial.*--data"):
        SqliteStore(path)


def test_a_database_from_the_future_is_refused_and_left_alone(path: Path) -> None:
    SqliteStore(path).close()
    edit(path, "PRAGMA user_version = 99")

    with pytest.raises(StoreError, match=r"schema version 99.*a newer Outdial wrote it"):
        SqliteStore(path)


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    edit(path, "CREATE TABLE things (name TEXT)")

    with pytest.raises(StoreError, match="of another program"):
        SqliteStore(path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("this is no database, however one looks at it\n" * 50)

    with pytest.raises(StoreError, match="cannot be opened as a database: file is not a database"):
        SqliteStore(path)


def test_a_full_commit_is_synchronous_and_logged_ahead(store: SqliteStore) -> None:
    pragmas = {
        name: store._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("synchronous", "journal_mode", "user_version")
    }

    assert pragmas == {"synchronous": 2, "journal_mode": "wal", "user_version": 2}


def edit(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()


def test_a_job_sees_its_own_changes_before_anyone_else_may(store: SqliteStore) -> None:
    def work(tx: Transaction) -> Any:
        tx.put(queue(1))
        tx.delete(queue(1))
        tx.put(queue(2))
        return tx.find(Queue, "instance", "queue-1"), tx.find(Queue, "instance", "queue-2")

    assert run(store, work, writes=True) == (None, queue(2))
    assert store.run_many([find("queue-1"), find("queue-2")]) == [None, queue(2)]


def test_a_refused_job_by_itself_leaves_no_trace(store: SqliteStore) -> None:
    store.run_many([put(queue(1))])

    def refused(tx: Transaction) -> None:
        tx.put(queue(1, name="Changed"))
        tx.delete_home("instance")
        tx.put(queue(2))
        raise ValueError

    store.run_many([Job(refused, writes=True)])

    assert store.run_many([find("queue-1"), find("queue-2")]) == [queue(1), None]


def test_more_records_than_are_kept_at_hand_are_found_all_the_same(store: SqliteStore) -> None:
    many = range(5000)
    store.run_many([put(*(queue(number) for number in many))])

    found = store.run_many([find(f"queue-{number}") for number in many])

    assert found == [queue(number) for number in many]
