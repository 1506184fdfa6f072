"""Stores on a real file and on a real server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from outdial.store.opening import open_store
from outdial.store.sqlite import SqliteStore
from outdial.store.transaction import Store
from postgres_server import binaries, running_server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "outdial.sqlite3"


@pytest.fixture
def sqlite(path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(path)
    yield store
    store.close()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Name a database that the tests may do anything to."""
    given = os.environ.get("OUTDIAL_TEST_DATABASE")
    if given:
        yield given
        return
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with running_server("fsync=off", "deadlock_timeout=20ms") as server:
        yield server.url


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Store]:
    store = open_store(postgres_url)
    store.reset()
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    """Give each store in turn."""
    given: Store = request.getfixturevalue(request.param)
    return given
