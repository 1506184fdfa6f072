"""Faults that servers of one PostgreSQL share; the numbers are those of `faults/fault.py`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from math import ceil
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from outdial.app import App, open_app
from outdial.domain.arns import Scope
from outdial.errors import ServiceUnavailableException
from outdial.faults.common import NEWS
from outdial.faults.plan import Faults
from outdial.registry import HANDLERS
from outdial.store.postgres import PostgresStore
from outdial.store.transaction import Store

HERE = Scope("123456789012", "us-east-1")
DESCRIBE = ("connect", "DescribeQueue")


@pytest.fixture
def app(postgres: Store, postgres_url: str) -> Iterator[App]:  # noqa: ARG001 it is emptied
    app = open_app(postgres_url)
    app.faults.clear()
    yield app
    app.faults.clear()
    app.close()


@pytest.fixture
def other(app: App, postgres_url: str) -> Iterator[App]:  # noqa: ARG001 it is emptied
    """Give another server, which has looked for faults just now."""
    other = open_app(postgres_url)
    assert not is_struck(other)
    yield other
    other.close()


def is_struck(app: App) -> bool:
    return app.faults.next(HERE, DESCRIBE, {}) is not None


def counts(app: App) -> list[tuple[Any, Any]]:
    return [(fault["met"], fault["struck"]) for fault in app.faults.shown()]


def test_what_is_planned_at_one_server_strikes_at_all(app: App, other: App) -> None:
    id_ = app.faults.add(error="ThrottlingException", operation="Describe*")
    here = is_struck(app)
    app.faults.settle()

    struck = other.faults.next(HERE, DESCRIBE, {})

    assert here
    assert struck == app.faults.next(HERE, DESCRIBE, {})
    assert other.faults.shown() == [
        {
            "id": id_,
            "operation": "Describe*",
            "error": "ThrottlingException",
            "rate": 1.0,
            "met": 3,
            "struck": 3,
        }
    ]


def test_f3_a_count_is_of_all_servers_together(app: App, other: App) -> None:
    app.faults.add(drop=True, count=3)
    app.faults.settle()

    assert [is_struck(server) for server in (app, other) * 3] == [True] * 3 + [False] * 3
    assert counts(app) == counts(other) == [(6, 3)]


def test_f2_a_rate_strikes_the_calls_that_it_would_at_one_server(app: App, other: App) -> None:
    alone = Faults(HANDLERS)
    for faults in (alone, app.faults):
        faults.add(drop=True, rate=0.3, seed=7, count=4)
    app.faults.settle()

    together = [is_struck(server) for server in (app, other) * 15]

    assert together == [alone.next(HERE, DESCRIBE, {}) is not None for _ in range(30)]
    assert counts(app) == [(30, 4)]


def test_f4_a_fault_that_is_used_up_lets_the_next_one_see_the_call(app: App, other: App) -> None:
    app.faults.add(drop=True, count=1)
    app.faults.add(latency=1)
    app.faults.settle()

    struck = [server.faults.next(HERE, DESCRIBE, {}) for server in (other, app)]

    assert [fault and (fault.drop, fault.latency) for fault in struck] == [(True, 0), (False, 1)]


def test_what_is_removed_at_one_server_strikes_at_none(app: App, other: App) -> None:
    first = app.faults.add(drop=True)
    second = app.faults.add(drop=True, operation="UpdateQueue*")
    app.faults.settle()
    before = is_struck(other)

    removed = [other.faults.remove(id_) for id_ in (first, first, "none")]
    at_once = is_struck(app), is_struck(other)

    assert (before, removed, at_once) == (True, [True, False, False], (False, False))
    assert [fault["id"] for fault in app.faults.shown()] == [second]


def test_a_reset_at_one_server_ends_the_faults_of_all(app: App, other: App) -> None:
    app.faults.add(drop=True)
    app.faults.settle()
    before = is_struck(other)

    app.reset()
    app.faults.settle()

    assert (before, is_struck(other), other.faults.shown()) == (True, False, [])


def test_an_id_is_not_given_twice(app: App) -> None:
    first = app.faults.add(drop=True)
    app.faults.clear()

    assert int(app.faults.add(drop=True)) == int(first) + 1


def test_a_server_looks_for_faults_four_times_a_second_at_most(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = count()
    shared = app.store.shared.faults  # type: ignore[attr-defined] # PostgreSQL's has it
    every = shared.all
    monkeypatch.setattr(shared, "all", lambda: (next(looks), every())[1])
    began = perf_counter()

    assert not any(is_struck(app) for _ in range(2_000))
    assert 1 <= next(looks) <= 1 + ceil((perf_counter() - began) / NEWS)


def test_what_cannot_be_had_now_is_unavailable(app: App, postgres_url: str) -> None:
    with closing_database(postgres_url) as (url, close):
        store = PostgresStore(url, patience=0.3)
        before = store.shared.faults.all()
        close()

        for _ in range(3):
            with pytest.raises(ServiceUnavailableException, match="What the servers share"):
                store.shared.faults.all()
        store.close()

    assert (before, app.faults.shown()) == ([], [])


@contextmanager
def closing_database(postgres_url: str) -> Iterator[tuple[str, Callable[[], None]]]:
    """Give a database of its own, and what shuts everybody out of it."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE outdial_closing")

        def close() -> None:
            connection.execute("ALTER DATABASE outdial_closing ALLOW_CONNECTIONS false")
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = 'outdial_closing'"
            )

        try:
            yield urlsplit(postgres_url)._replace(path="/outdial_closing").geturl(), close
        finally:
            connection.execute("DROP DATABASE outdial_closing WITH (FORCE)")
