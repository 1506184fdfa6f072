"""The schema on PostgreSQL: made once, by whoever comes first, and refused where it is not ours."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import psycopg
import pytest

from outdial.store.errors import StoreError
from outdial.store.opening import open_store, shown
from outdial.store.postgres import PostgresStore
from outdial.store.postgres_schema import MIGRATIONS
from sample_records import queue
from store.jobs import find, put


def execute(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


def created(url: str, name: str, options: str = "") -> str:
    execute(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    execute(url, f"CREATE DATABASE {name} {options}")
    return urlsplit(url)._replace(path=f"/{name}").geturl()


@pytest.fixture
def empty(postgres_url: str) -> Iterator[str]:
    """Give a database with nothing in it."""
    yield created(postgres_url, "outdial_empty")
    execute(postgres_url, "DROP DATABASE outdial_empty WITH (FORCE)")


def test_what_was_put_is_there_when_the_database_is_opened_again(empty: str) -> None:
    store = open_store(empty)
    store.run_many([put(queue(1))])
    store.close()

    store = open_store(empty)
    found = store.run_many([find("queue-1")])
    store.close()

    assert found == [queue(1)]


def test_servers_that_start_at_once_make_the_schema_once(empty: str) -> None:
    with ThreadPoolExecutor(6) as threads:
        stores = list(threads.map(open_store, [empty] * 6))

    found = [store.run_many([put(queue(number))])[0] for number, store in enumerate(stores)]
    for store in stores:
        store.close()

    assert found == [None] * 6


def test_a_database_from_the_future_is_refused_and_left_alone(empty: str) -> None:
    open_store(empty).close()
    execute(empty, "UPDATE outdial_schema SET version = 99")

    with pytest.raises(StoreError, match=r"schema version 99.*a newer Outdial wrote it"):
        open_store(empty)


def test_a_database_of_another_program_is_refused_and_left_alone(empty: str) -> None:
    execute(empty, "CREATE TABLE resource (thing TEXT)")

    for _ in range(2):
        with pytest.raises(StoreError, match=r"a table `resource` of another program"):
            open_store(empty)


def test_a_database_that_cannot_hold_every_name_is_refused(postgres_url: str) -> None:
    options = "TEMPLATE template0 ENCODING SQL_ASCII LC_COLLATE 'C' LC_CTYPE 'C'"
    url = created(postgres_url, "outdial_ascii", options)

    with pytest.raises(StoreError, match=r"keeps texts as SQL_ASCII.*--encoding=UTF8"):
        open_store(url)


def test_a_server_that_is_not_there_is_told(empty: str) -> None:
    url = urlsplit(empty)._replace(netloc="somebody:secret@127.0.0.1:1").geturl()

    with pytest.raises(StoreError, match=r"cannot be used: .*127\.0\.0\.1.*port 1 ") as refusal:
        open_store(url)

    assert "secret" not in str(refusal.value)


def test_a_url_of_anything_else_is_refused() -> None:
    with pytest.raises(StoreError, match="postgresql://USER"):
        open_store("mysql://localhost/outdial")


def test_a_url_is_shown_without_what_is_secret_in_it() -> None:
    url = "postgresql://me:secret@db:5433/outdial?sslpassword=secret"

    assert shown(url) == "postgresql://db:5433/outdial"


def test_the_schema_has_the_version_of_its_last_step(empty: str) -> None:
    open_store(empty).close()

    with psycopg.connect(empty) as connection:
        versions = connection.execute("SELECT version FROM outdial_schema").fetchall()

    assert versions == [(len(MIGRATIONS),)]


def test_a_database_of_an_older_outdial_is_brought_up_to_date(empty: str) -> None:
    first, *_ = MIGRATIONS
    execute(empty, first)
    execute(empty, "CREATE TABLE outdial_schema (id INT PRIMARY KEY, version INT NOT NULL)")
    execute(empty, "INSERT INTO outdial_schema VALUES (1, 1)")

    store = PostgresStore(empty)
    outcomes = store.run_many([put(queue(1))]), store.shared.faults.all()
    store.close()

    assert outcomes == ([None], [])
