"""A primary with a standby: what is told to be done is on both, and the primary is found."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from outdial.domain.event import Event
from outdial.domain.queue import Queue
from outdial.store.durability import Durability
from outdial.store.opening import open_store
from outdial.store.postgres import PostgresStore
from outdial.store.postgres_connection import lent, open_pool
from outdial.store.transaction import Job, Transaction
from postgres_server import PostgresServer, binaries, running_server
from sample_records import queue
from store.jobs import find, put

pytestmark = pytest.mark.skipif(binaries() is None, reason="PostgreSQL is not installed")

FULL: Durability = "full"


def test_a_commit_is_not_told_to_be_kept_before_the_standby_has_it() -> None:
    with running_server() as server, ThreadPoolExecutor() as threads:
        store = PostgresStore(server.url, patience=30)
        store.run_many([put(queue(1))])
        await_standby(server, "'nobody'")

        change = threads.submit(store.run_many, [renamed()])
        until_a_standby_is_awaited(server)
        server.stop("immediate")  # the change is kept here, and would be lost with this machine
        server.start()
        until_a_standby_is_awaited(server)
        told = change.done()
        await_standby(server, "''")  # it is as if it had come
        outcome = change.result()
        store.close()

    assert (told, outcome) == (False, ["renamed"])


def test_no_limit_of_time_breaks_off_the_wait_for_a_standby(postgres_url: str) -> None:
    mark = "&" if "?" in postgres_url else "?"
    pool = open_pool(
        f"{postgres_url}{mark}options=-cstatement_timeout%3D50", FULL, 30, lambda _: None
    )

    with lent(pool) as link:
        limit = link.execute("SELECT current_setting('statement_timeout')", ()).fetchone()
    pool.close()

    assert limit == ("0",)


def test_of_several_nodes_the_one_that_takes_changes_is_found(postgres_url: str) -> None:
    ours = psycopg.conninfo.conninfo_to_dict(postgres_url)
    with running_server("default_transaction_read_only=on") as standby:
        nodes = f"127.0.0.1:{standby.port},{ours['host']}:{ours.get('port', 5432)}"
        store = open_store(f"postgresql://{ours['user']}@{nodes}/{ours['dbname']}")
        store.reset()
        outcomes = store.run_many([put(queue(1))]) + store.run_many([find("queue-1")])
        store.close()

    assert outcomes == [None, queue(1)]


def renamed() -> Job:
    """Rename a queue, and tell the trail of it."""

    def work(tx: Transaction) -> Any:
        tx.lock(("instance",))
        assert tx.find(Queue, "instance", "queue-1") is not None
        tx.put(queue(1, name="Renamed"))
        tx.record(Event("home", 1, " request=1 ", b"{}"))
        return "renamed"

    return Job(work, writes=True)


def await_standby(server: PostgresServer, names: str) -> None:
    """Let commits wait for standbys from now on."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"ALTER SYSTEM SET synchronous_standby_names = {names}".encode())
        connection.execute("SELECT pg_reload_conf()")


def until_a_standby_is_awaited(server: PostgresServer) -> None:
    """Wait until a transaction is written, and waits for a standby."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        for _ in range(4000):
            if connection.execute(
                "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
            ).fetchone():
                return
            connection.execute("SELECT pg_sleep(0.005)")
    raise TimeoutError("no standby is awaited")
