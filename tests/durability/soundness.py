"""Whether a database file is whole: in SQLite's eyes and in ours; and what its trail tells."""

import sqlite3
from contextlib import closing
from pathlib import Path

import outdial.operations  # noqa: F401 - so that all kinds of records are known
from outdial.domain.resource import Resource, kinds
from outdial.store import records

Row = tuple[str, ...]


def unsound(file: Path) -> list[object]:
    """List what SQLite finds wrong, and rows that belong to no record or are missing from one."""
    with closing(sqlite3.connect(file)) as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
        everything = _records(connection)
        references = set(connection.execute("SELECT * FROM reference"))
        entries = set(connection.execute("SELECT * FROM directory"))
    return [
        *([] if verdict == "ok" else [verdict]),
        *references.symmetric_difference(row for r in everything for row in _references(r)),
        *entries.symmetric_difference(row for r in everything for row in _entries(r)),
    ]


def callers_told(file: Path) -> list[str]:
    """List the names that the audit trail says queues were made to show."""
    operation = "name=UpdateQueueOutboundCallerConfig"
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute(
            "SELECT body ->> '$.requestParameters.OutboundCallerConfig.OutboundCallerIdName'"
            " FROM (SELECT CAST(body AS TEXT) AS body FROM event"
            " WHERE instr(facts, ?) AND NOT instr(facts, ' error='))",
            (operation,),
        ).fetchall()
    return sorted(name for (name,) in rows)


def calls_told(file: Path) -> list[tuple[str, str | None]]:
    """List the calls that the audit trail tells of, in its order: each name, and the error."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(
            "SELECT body ->> '$.eventName', body ->> '$.errorCode'"
            " FROM (SELECT number, CAST(body AS TEXT) AS body FROM event) ORDER BY number"
        ).fetchall()


def _records(connection: sqlite3.Connection) -> list[Resource]:
    by_name = {kind.kind: kind for kind in kinds()}
    rows = connection.execute("SELECT kind, body FROM resource").fetchall()
    return [records.decode(by_name[kind], body) for kind, body in rows]


def _references(record: Resource) -> list[Row]:
    return [(*record.address, tie.relation, *tie.target) for tie in record.references]


def _entries(record: Resource) -> list[Row]:
    return [(*entry, *record.address) for entry in record.entries]
