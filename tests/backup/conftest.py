"""Every kind of store, with something in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backup.contents import fill
from outdial.store.opening import open_store
from outdial.store.sqlite import SqliteStore
from outdial.store.transaction import Store
from store.conftest import postgres, postgres_url

__all__ = ["postgres", "postgres_url"]


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "data" / "outdial.sqlite3", durability="off")
    yield store
    store.close()


@pytest.fixture
def memory() -> Iterator[Store]:
    store = open_store(None)
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "memory", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    """Give each kind of store in turn, with something of everything in it."""
    given: Store = request.getfixturevalue(request.param)
    fill(given)
    return given


@pytest.fixture(params=["sqlite", "memory", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Give each kind of empty store in turn; on PostgreSQL there is one, which is emptied later."""
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
        store = open_store(url)
    else:
        in_memory = request.param == "memory"
        store = open_store(None if in_memory else tmp_path / "other" / "outdial.sqlite3")
    yield store
    store.close()
