"""The floor on PostgreSQL: a pool of connections, each change a transaction with one UPDATE in it.

It reads nothing, checks nothing, takes no turns and keeps no trail. Each connection changes a row
of its own, unless all are to change the same one.
"""

import threading
import time
from typing import Any

from psycopg import Connection, RawCursor
from psycopg_pool import ConnectionPool

BODY = b"x" * 400
"""About as long as the record of a queue."""

_TABLE = "CREATE TABLE IF NOT EXISTS floor (id TEXT PRIMARY KEY, body BYTEA NOT NULL)"
_INSERT = "INSERT INTO floor VALUES (%s, %s) ON CONFLICT DO NOTHING"
_UPDATE = b"UPDATE floor SET body = $1 WHERE id = $2"


def rate(url: str, connections: int, seconds: float, *, one_row: bool) -> float:
    """Count the updates a second that so many connections make together."""
    with Connection.connect(url, autocommit=True) as connection:
        connection.execute(_TABLE)
        for number in range(connections):
            connection.execute(_INSERT, (str(number), BODY))
    counts = [0] * connections
    with ConnectionPool(
        url, min_size=connections, max_size=connections, kwargs={"autocommit": True}, open=True
    ) as pool:
        pool.wait()
        begun = threading.Barrier(connections + 1)
        ends: list[float] = []

        def work(number: int) -> None:
            begun.wait()
            while not ends or time.perf_counter() < ends[0]:
                with pool.connection() as connection:
                    _update(connection, "0" if one_row else str(number), counts[number])
                counts[number] += 1

        threads = [threading.Thread(target=work, args=(number,)) for number in range(connections)]
        for thread in threads:
            thread.start()
        begun.wait()
        begin = time.perf_counter()
        ends.append(begin + seconds)
        for thread in threads:
            thread.join()
        took = time.perf_counter() - begin
    return sum(counts) / took


def _update(connection: Connection[Any], row: str, count: int) -> None:
    cursor = RawCursor(connection)
    cursor.execute(b"BEGIN", prepare=False)
    cursor.execute(_UPDATE, (BODY + str(count).encode(), row), prepare=True)
    cursor.execute(b"COMMIT", prepare=False)
