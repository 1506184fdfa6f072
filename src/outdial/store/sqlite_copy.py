"""Copies of a whole SQLite database, to a file or to bytes, and back."""

import glob
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

from outdial.store.errors import StoreError
from outdial.store.migrations import APPLICATION_ID, migrate

_MOST_TOLD = 20

# Where a database's header says that it has a write-ahead log, which one in memory cannot have.
_VERSIONS = slice(18, 20)
_WITHOUT_LOG = b"\x01\x01"
_PAGE_SIZE = slice(16, 18)
_PAGES = slice(28, 32)


@contextmanager
def copy_of(
    lock: AbstractContextManager[Any], connection: sqlite3.Connection, path: Path | None
) -> Iterator[sqlite3.Connection]:
    """Copy a database while nobody writes, and let the copy be read; it is beside the file.

    Copying takes a fraction of the time of reading, so that others wait but shortly.
    """
    with _place_for_copy(path) as place, closing(_fleeting(place)) as copy:
        copy.execute("PRAGMA journal_mode=OFF")
        copy.execute("PRAGMA synchronous=OFF")
        with lock:
            _copy(connection, copy)
        yield copy


def clear_away(path: Path) -> None:
    """Remove the copies that a process left beside its file when it died; nobody else has any."""
    for folder in path.parent.glob(f"{glob.escape(_prefix(path))}*"):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _place_for_copy(path: Path | None) -> Iterator[Path | str]:
    if path is None:
        yield ":memory:"
        return
    with tempfile.TemporaryDirectory(
        dir=path.parent, prefix=_prefix(path), ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder, "copy.sqlite3")


def _prefix(path: Path) -> str:
    return f".{path.name}-copy-"


def _copy(connection: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    try:
        connection.backup(copy)
    except sqlite3.Error as error:
        raise StoreError(f"Data cannot be copied beside itself to be read: {error}.") from error


def image_of(connection: sqlite3.Connection) -> bytes:
    """Give a database as bytes."""
    with closing(_fleeting(":memory:")) as copy:
        connection.backup(copy)
        image = bytearray(copy.serialize())
    image[_VERSIONS] = _WITHOUT_LOG
    return bytes(image)


def replace_by(connection: sqlite3.Connection, image: bytes) -> None:
    """Put an image's database, brought up to date, in the place of another: all of it or none.

    StoreError says why the image cannot be read; sqlite3.Error, that it could not be written.
    """
    with closing(_fleeting(":memory:")) as copy:
        _read_image(copy, image)
        copy.backup(connection)


def _read_image(copy: sqlite3.Connection, image: bytes) -> None:
    try:
        if _is_whole(image):
            copy.deserialize(image)
        if copy.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise StoreError("This is no snapshot of Outdial's, or not all of one.")
        migrate(copy)
    except sqlite3.Error as error:
        raise StoreError(f"The snapshot cannot be read: {error}.") from error


def _is_whole(image: bytes) -> bool:
    """Tell whether an image has as many bytes as its header says: pages of a size."""
    size = int.from_bytes(image[_PAGE_SIZE], "big")
    size = 65536 if size == 1 else size
    return size > 0 and len(image) == size * int.from_bytes(image[_PAGES], "big")


def damage_of(connection: sqlite3.Connection) -> list[str]:
    """Say what SQLite finds wrong with a database."""
    try:
        rows = connection.execute(f"PRAGMA integrity_check({_MOST_TOLD})").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [text for (text,) in rows if text != "ok"]


def _fleeting(place: Path | str) -> sqlite3.Connection:
    return sqlite3.connect(place, isolation_level=None, check_same_thread=False)
