"""Statements beside the jobs, each a transaction of its own: what a job takes back, these keep.

They have connections of their own: jobs may have taken all others, and wait for these.
"""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any, TypeVar

import psycopg
from psycopg_pool import ConnectionPool

from outdial.errors import ServiceUnavailableException
from outdial.store.errors import StoreError
from outdial.store.postgres_connection import Link, lent, options
from outdial.store.postgres_errors import is_transient, may_pass

MOST_CONNECTIONS = 2
MOST_TRIES = 10

AWAY = 1.0
"""So many seconds after nobody could be reached, nobody is tried to: each call would wait anew."""

BUSY = "What the servers share cannot be had for now. Try again."

T = TypeVar("T")

_Connection = psycopg.Connection[tuple[Any, ...]]
_Pool = ConnectionPool[_Connection]


class Beside:
    """Runs statements; their effects need not outlive a crash of the database."""

    def __init__(self, url: str, patience: float) -> None:
        self._pool: _Pool = ConnectionPool(
            url,
            kwargs=options(url),
            min_size=1,
            max_size=MOST_CONNECTIONS,
            num_workers=1,
            open=True,
            configure=_set_up,
            timeout=patience,
            reconnect_timeout=patience,
            name="outdial-beside",
        )
        self._away_until = 0.0

    def run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a statement, and give its rows if it has any."""
        if perf_counter() < self._away_until:
            raise ServiceUnavailableException(BUSY)
        try:
            return tried(self._pool, lambda link: _rows(link, statement, values))
        except ServiceUnavailableException:
            self._away_until = perf_counter() + AWAY
            raise

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.close()


def tried(pool: _Pool, work: Callable[[Link], T]) -> T:
    """Do something on a connection, again while that may help.

    ServiceUnavailableException asks to try later, StoreError says that it cannot be done at all.
    """
    tries = 0
    while True:
        try:
            with lent(pool) as link:
                return work(link)
        except psycopg.Error as error:
            tries += 1
            if tries < MOST_TRIES and may_pass(error):
                continue
            if is_transient(error):
                raise ServiceUnavailableException(BUSY) from error
            raise StoreError(f"The database could not be used: {error}") from error


def _rows(link: Link, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    cursor = link.execute(statement, values)
    return cursor.fetchall() if cursor.description else []


def _set_up(connection: _Connection) -> None:
    for setting in ("lock_timeout = '10s'", "synchronous_commit = off"):
        connection.execute(f"SET {setting}".encode())
