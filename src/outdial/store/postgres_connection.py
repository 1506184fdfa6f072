"""Connections to PostgreSQL: opened, set up, lent and taken back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg
from psycopg import RawCursor
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import ConnectionPool

from outdial.store.durability import Durability
from outdial.store.errors import StoreError
from outdial.store.postgres_errors import is_lost
from outdial.store.postgres_text import take_any_text

MOST_CONNECTIONS = 8
"""Of one process: more than it has processors, as most of the time they wait for the disk."""

PATIENCE = 5.0
"""So many seconds may it take to get a connection, if nobody says otherwise."""

_SETTINGS = (
    "SET lock_timeout = '10s'",
    "SET idle_in_transaction_session_timeout = '60s'",
    # A commit that waits for a standby and takes too long would be told to be done, with a warning.
    "SET statement_timeout = 0",
)
"""Nobody waits for ever, and a process that stands still keeps nobody waiting for ever."""

_OPTIONS = {
    "connect_timeout": int(PATIENCE),
    # Packets to a machine that has died or was cut off are lost without a word.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    # Of several nodes that a URL names, a standby is of no use.
    "target_session_attrs": "read-write",
}
"""What a connection is opened with, as far as the URL says nothing else; milliseconds for TCP."""

Statement = tuple[str, Sequence[Any]]
"""A statement with `?` where its values go, and these."""

_Connection = psycopg.Connection[tuple[Any, ...]]
_Cursor = RawCursor[tuple[Any, ...]]
_Pool = ConnectionPool[_Connection]


class Link:
    """A connection that one job has to itself."""

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection
        self._cursor = RawCursor(connection)

    def execute(self, statement: str, values: Sequence[Any]) -> _Cursor:
        """Run a statement with `?` where its values go."""
        return _run(self._cursor, statement, values)

    def execute_all(self, statements: Sequence[Statement]) -> None:
        """Run statements that read nothing, sent all at once."""
        if len(statements) == 1:
            self.execute(*statements[0])
        elif statements:
            with self._connection.pipeline():
                for statement in statements:
                    self.execute(*statement)

    def begin(self, statement: str, first: Sequence[Statement] = ()) -> list[Any]:
        """Begin a transaction, and run its first statements; give the rows that each one found."""
        if not first:
            self._cursor.execute(statement.encode(), prepare=False)
            return []
        with self._connection.pipeline():
            self._cursor.execute(statement.encode(), prepare=False)
            cursors = [_run(RawCursor(self._connection), *one) for one in first]
        return [cursor.fetchall() for cursor in cursors]

    def commit(self) -> None:
        """Make what was done lasting."""
        self._cursor.execute(b"COMMIT", prepare=False)
        if self._cursor.statusmessage != "COMMIT":  # the answer to one that had failed before
            raise psycopg.InternalError(f"COMMIT was answered {self._cursor.statusmessage}")

    def give_up(self) -> None:
        """Take back what was done; a connection that is lost has done so by itself.

        It passes psycopg by, which would have all statements prepared anew after a ROLLBACK.
        """
        pgconn = self._connection.pgconn
        if pgconn.transaction_status == psycopg.pq.TransactionStatus.IDLE:
            return
        if pgconn.exec_(b"ROLLBACK").status != psycopg.pq.ExecStatus.COMMAND_OK:
            self._connection.close()


def options(url: str) -> dict[str, Any]:
    """Give the options of connections to a database that its URL does not name itself."""
    named = conninfo_to_dict(url)
    given = {name: value for name, value in _OPTIONS.items() if name not in named}
    return {"autocommit": True, "client_encoding": "utf8", **given}


def open_pool(
    url: str, durability: Durability, patience: float, prepare: Callable[[_Connection], None]
) -> _Pool:
    """Connect, prepare the database, and keep connections to it; StoreError says what is wrong."""
    try:
        with psycopg.connect(url, **options(url)) as connection:
            _refuse_other_encodings(connection)
            prepare(connection)
    except psycopg.Error as error:
        raise StoreError(f"The database cannot be used: {str(error).strip()}") from error
    return ConnectionPool(
        url,
        kwargs=options(url),
        min_size=1,
        max_size=MOST_CONNECTIONS,
        open=True,
        configure=lambda connection: _set_up(connection, durability),
        timeout=patience,
        reconnect_timeout=patience,
        name="outdial",
    )


@contextmanager
def lent(pool: _Pool) -> Iterator[Link]:
    """Lend a connection; what is not committed at the end is taken back."""
    connection = pool.getconn()
    link = Link(connection)
    try:
        yield link
    except psycopg.Error as error:
        if is_lost(error):
            connection.close()
        raise
    except KeyboardInterrupt:
        connection.close()
        raise
    finally:
        if not connection.closed:
            link.give_up()
        pool.putconn(connection)


def _set_up(connection: _Connection, durability: Durability) -> None:
    take_any_text(connection)
    for setting in _SETTINGS:
        connection.execute(setting.encode())
    if durability == "off":
        connection.execute("SET synchronous_commit = off")


def _refuse_other_encodings(connection: _Connection) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise StoreError(
            f"The database keeps texts as {encoding}, which cannot hold every name."
            " Create one with another encoding: createdb --template=template0 --encoding=UTF8"
        )


def _run(cursor: _Cursor, statement: str, values: Sequence[Any]) -> _Cursor:
    return cursor.execute(_numbered(statement), values, prepare=True, binary=True)


@cache
def _numbered(statement: str) -> bytes:
    """Write `$1`, `$2` and so on where a statement has `?`."""
    first, *others = statement.split("?")
    return "".join((first, *(f"${number}{text}" for number, text in enumerate(others, 1)))).encode()
