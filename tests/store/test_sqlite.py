"""What is SQLite's own: the file, who owns it, and what is kept at hand."""

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from outdial.store.errors import StoreError
from outdial.store.sqlite import SqliteStore
from outdial.store.transaction import Job, Remembered, Transaction, run
from sample_records import NOW, flow, queue
from store.jobs import find, put


def test_keeps_what_was_put_when_it_is_opened_again(path: Path) -> None:
    store = SqliteStore(path)
    store.run_many([put(queue(1), flow("f"))])
    store.close()

    store = SqliteStore(path)
    found = store.run_many([find("queue-1")])
    store.close()

    assert found == [queue(1)]


def test_a_broken_batch_keeps_nothing_and_the_next_one_works(sqlite: SqliteStore) -> None:
    def broken(tx: Transaction) -> None:
        tx.put(queue(1))
        tx.put(queue(2, name="Queue 1"))  # the name is taken: the database itself refuses

    outcomes = sqlite.run_many([put(queue(3)), Job(broken, writes=True)])

    assert [type(outcome.error) for outcome in outcomes] == [StoreError, StoreError]
    assert sqlite.run_many([find("queue-3"), find("queue-1")]) == [None, None]


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


def test_old_answers_are_cleared_away(sqlite: SqliteStore, path: Path) -> None:
    def work(tx: Transaction) -> None:
        remembered = Remembered(digest=b"digest", answer=b"null")
        tx.remember("home", "CreateInstance", "old", remembered, NOW)
        tx.remember("home", "CreateInstance", "new", remembered, NOW + timedelta(hours=25))

    run(sqlite, work, writes=True)
    sqlite.close()

    with sqlite3.connect(path) as connection:
        tokens = connection.execute("SELECT token FROM answer").fetchall()
    connection.close()
    assert tokens == [("new",)]


@pytest.mark.usefixtures("sqlite")
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


def test_a_full_commit_is_synchronous_and_logged_ahead(sqlite: SqliteStore) -> None:
    pragmas = {
        name: sqlite._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("synchronous", "journal_mode", "user_version")
    }

    assert pragmas == {"synchronous": 2, "journal_mode": "wal", "user_version": 3}


def edit(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()


def test_more_records_than_are_kept_at_hand_are_found_all_the_same(sqlite: SqliteStore) -> None:
    many = range(5000)
    sqlite.run_many([put(*(queue(number) for number in many))])

    found = sqlite.run_many([find(f"queue-{number}") for number in many])

    assert found == [queue(number) for number in many]


def test_nobody_else_on_the_machine_can_read_the_data(tmp_path: Path) -> None:
    folder = tmp_path / "new"

    store = SqliteStore(folder / "data.sqlite3")

    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    store.close()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert set(modes.values()) == {0o600}
    assert "data.sqlite3" in modes
