"""How many bytes an instance, a queue and an event take, on SQLite and on PostgreSQL.

It makes instances, each with what a new one has, a number and a flow, then queues with a
description and a tag, then updates whose events go to the audit trail; indexes count.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg

import results
from growth_store import AT_ONCE, CALLER, add_queues, made_desk, queue_id
from outdial.app import App, open_app
from outdial.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from postgres_server import running_server

INSTANCES, QUEUES, EVENTS = 200, 50_000, 5_000


def bytes_each(app: App, size: Callable[[str], int]) -> dict[str, float]:
    """Fill a store; `size` tells the bytes of all of it, or of its `event`s on PostgreSQL."""
    figures = {}
    empty = size("")
    desks = [made_desk(app, at) for at in range(INSTANCES)]
    bare = size("")
    figures["an instance"] = (bare - empty) / INSTANCES
    for first in range(0, QUEUES, AT_ONCE):
        add_queues(app, desks[0], range(first, first + AT_ONCE))
    figures["a queue"] = (size("") - bare) / QUEUES
    before = size("event")
    app.settings = Settings(trail=True)
    for number in range(EVENTS):
        config = {
            "OutboundCallerIdName": f"Acme {number}",
            "OutboundCallerIdNumberId": desks[0]["number"],
            "OutboundFlowId": desks[0]["whisper"],
        }
        app.perform(
            CALLER,
            "UpdateQueueOutboundCallerConfig",
            {
                "InstanceId": desks[0]["instance"],
                "QueueId": queue_id(number % 100),
                "OutboundCallerConfig": config,
            },
        )
    figures["an event"] = (size("event") - before) / EVENTS
    return figures


def on_sqlite(folder: Path) -> dict[str, float]:
    """Measure a file."""
    path = folder / "outdial.sqlite3"

    def size(_: str) -> int:
        connection = app.store._connection  # type: ignore[attr-defined] # noqa: SLF001 it owns the file
        pages: int = connection.execute("PRAGMA page_count").fetchone()[0]
        return pages * int(connection.execute("PRAGMA page_size").fetchone()[0])

    with closing(open_app(path, durability="off")) as app:
        return bytes_each(app, size)


def on_postgresql() -> dict[str, float]:
    """Measure a database of a server of its own."""
    with (
        running_server("fsync=off") as server,
        closing(open_app(server.url, durability="off")) as app,
        psycopg.connect(server.url, autocommit=True) as connection,
    ):

        def size(table: str) -> int:
            row = connection.execute(
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r'"
                " AND relnamespace = 'public'::regnamespace AND relname LIKE %s",
                (table or "%",),
            ).fetchone()
            return int(row[0]) if row else 0

        return bytes_each(app, size)


def main() -> None:
    """Print bytes."""
    parser = argparse.ArgumentParser(description=__doc__)
    results.add_options(parser)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = {"SQLite": on_sqlite(Path(folder)), "PostgreSQL": on_postgresql()}
    for store, each in figures.items():
        for what, size in each.items():
            print(f"  {store:12} {what:14} {size:10,.0f} bytes")
    results.keep(given, "sizes", figures)


if __name__ == "__main__":
    main()
