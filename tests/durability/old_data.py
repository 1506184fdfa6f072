"""A data folder as an older Outdial wrote it: its schema is one step behind."""

import sqlite3
from contextlib import closing
from pathlib import Path

from outdial.store import migrations

TABLES = ("resource", "reference", "directory", "answer", "event")
NEWEST = len(migrations.MIGRATIONS)


def make_older(file: Path) -> None:
    """Put in the place of a database one of the schema before, with what that can hold."""
    older = file.with_name("older")
    with closing(sqlite3.connect(older, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        for number, step in enumerate(migrations.MIGRATIONS[:-1], start=1):
            connection.executescript(f"{step} PRAGMA user_version = {number};")
        connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
        connection.execute("ATTACH ? AS newer", (str(file),))
        for table in TABLES:
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM newer.{table}")  # noqa: S608
    older.replace(file)


def version_of(file: Path) -> int:
    """Tell the version of a database's schema."""
    with closing(sqlite3.connect(file)) as connection:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version
