"""The embedded store: one SQLite file, or memory, that one process owns."""

import os
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from outdial.store.cache import Cache
from outdial.store.durability import Durability
from outdial.store.errors import StoreError
from outdial.store.lasting import make_folder, sync_folder
from outdial.store.migrations import APPLICATION_ID, migrate
from outdial.store.sql_transaction import SqlTransaction
from outdial.store.sqlite_copy import clear_away, copy_of, damage_of, image_of, replace_by
from outdial.store.sqlite_disk import REMEDIES, Disk, reason_of
from outdial.store.sqlite_events import SqliteEvents
from outdial.store.sqlite_turns import OneAfterAnother
from outdial.store.sqlite_writes import Writes
from outdial.store.transaction import Failure, Job

T = TypeVar("T")

_TURNS = OneAfterAnother()


class SqliteStore:
    """Runs work on a SQLite database; callers may bring threads, they take turns.

    With `durability="full"` a commit returns once the change is on the disk (write-ahead log,
    `synchronous=FULL`).
    """

    def __init__(self, path: Path | None = None, *, durability: Durability = "full") -> None:
        self._lock = threading.RLock()
        self._cache = Cache()
        self.path = path
        self._disk = Disk(path)
        self._connection = _open(path, durability if path else "off")

    def run_many(self, jobs: Sequence[Job]) -> list[Any]:
        """Run jobs in one commit; give each one's value, or its `Failure`, once it is durable."""
        with self._lock:
            connection, alone = self._connection, len(jobs) == 1
            any_writes = any(job.writes for job in jobs)
            try:
                connection.execute("BEGIN IMMEDIATE" if any_writes else "BEGIN")
                writes = Writes(connection.execute, alone=alone)
                outcomes = [self._run(job, writes) for job in jobs]
                writes.finish()
                refused = alone and isinstance(outcomes[0], Failure)
                connection.execute("ROLLBACK" if refused else "COMMIT")
            except sqlite3.Error as error:
                self._roll_back()
                failure = Failure(self._disk.refuses(error))
                # Those that only read have no part in it; each is run again by itself.
                return [
                    failure if alone or job.writes else self.run_many((job,))[0] for job in jobs
                ]
            except BaseException:
                self._roll_back()
                raise
            if any_writes:
                self._disk.takes()
            return outcomes

    def _run(self, job: Job, writes: Writes) -> Any:
        execute = writes.execute
        transaction = SqlTransaction(execute, self._cache, _TURNS, SqliteEvents(execute))
        try:
            outcome = job.work(transaction)
        except sqlite3.Error:
            raise  # the database itself failed: no job of this commit can stand
        except Exception as error:  # noqa: BLE001 it is this job's outcome; its neighbours go on
            transaction.undo()
            writes.undo()
            outcome = Failure(error)
        else:
            writes.keep()
        self._cache.settle(transaction.changes)
        return outcome

    def _roll_back(self) -> None:
        self._cache.clear()
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def reset(self) -> None:
        """Empty the store."""
        with self._lock:
            self._cache.clear()
            try:
                self._connection.executescript(
                    "BEGIN IMMEDIATE; DELETE FROM resource; DELETE FROM reference;"
                    " DELETE FROM directory; DELETE FROM answer; DELETE FROM event; COMMIT;"
                )
            except sqlite3.Error as error:
                self._roll_back()
                raise self._disk.refuses(error) from error

    def read_copy(self, work: Callable[[SqlTransaction], T]) -> T:
        """Read everything as it is now, on a copy, while other work goes on."""
        with copy_of(self._lock, self._connection, self.path) as copy:
            execute = copy.execute
            return work(SqlTransaction(execute, Cache(), _TURNS, SqliteEvents(execute)))

    def image(self) -> bytes:
        """Give the whole database as bytes."""
        with self._lock:
            return image_of(self._connection)

    def become(self, image: bytes) -> None:
        """Put the database of an image in the place of this one; StoreError if it is none."""
        with self._lock:
            self._cache.clear()
            try:
                replace_by(self._connection, image)
            except sqlite3.Error as error:
                raise self._disk.refuses(error) from error

    def damage(self) -> list[str]:
        """Say what SQLite itself finds wrong with the file."""
        with self._lock:
            return damage_of(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


def _open(path: Path | None, durability: Durability) -> sqlite3.Connection:
    if path is not None:
        _make_private(path)
    try:
        connection = sqlite3.connect(
            path or ":memory:",
            isolation_level=None,
            check_same_thread=False,
            timeout=0,
            cached_statements=256,
        )
    except sqlite3.Error as error:
        raise StoreError(_reason(path, error)) from error
    try:
        _make_ready(connection, path, durability)
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.Error):
            raise StoreError(_reason(path, error)) from error
        raise
    if path is not None:
        clear_away(path)
    return connection


def _make_ready(connection: sqlite3.Connection, path: Path | None, durability: Durability) -> None:
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA synchronous={durability.upper()}")
    _refuse_foreign(connection, path)
    migrate(connection)


def _make_private(path: Path) -> None:
    """Make the file its owner's alone if it is new, and with it its log: it holds access keys.

    Of the folders, too, none may be taken away by a power cut: SQLite syncs only what is in one.
    """
    if path.exists():
        return
    try:
        make_folder(path.parent)
    except OSError as error:
        folder, reason = error.filename, error.strerror
        raise StoreError(f"The folder {folder} cannot be made: {reason}.") from error
    with suppress(OSError):  # it may not be ours to read
        sync_folder(path.parent.parent)  # whoever made it may have died before
    with suppress(OSError):  # SQLite tells better what is wrong
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def _refuse_foreign(connection: sqlite3.Connection, path: Path | None) -> None:
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if tables and owner != APPLICATION_ID:
        raise StoreError(f"{path} is a SQLite database of another program. Use another folder.")


def _reason(path: Path | None, error: sqlite3.Error) -> str:
    if "locked" in str(error):
        return (
            f"{path} is in use by another Outdial: one process owns the file."
            " Stop the other one, or use another folder (--data)."
        )
    reason = reason_of(error, path)
    if reason is not None:
        return f"{path} cannot be opened for writing: {reason} ({error}). {REMEDIES[reason]}"
    return f"{path} cannot be opened as a database: {error}."
