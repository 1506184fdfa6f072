"""Servers to be attacked: one that keeps its data in SQLite, and one in PostgreSQL."""

from collections.abc import Iterator

import pytest

from console.attacks.table import OTHER_KEY, ROOT_KEY, Attacked, token_of
from console.centre import SECRET, client, set_up
from console.visiting import HOME
from postgres_server import binaries, running_server
from server_process import running

_STRICT = ("--auth", "enforced", "--root-key", ROOT_KEY, "--root-key", OTHER_KEY)


def attacked_at(url: str) -> Attacked:
    return Attacked(url=url, centre=set_up(client(url, "root", SECRET), "attacked"))


@pytest.fixture(scope="session")
def on_sqlite() -> Iterator[Attacked]:
    with running("--memory", *_STRICT) as server:
        yield attacked_at(server.url)


@pytest.fixture(scope="session")
def on_postgresql() -> Iterator[Attacked]:
    if binaries() is None:
        pytest.skip("there is no PostgreSQL server here")
    with running_server() as database, running("--database", database.url, *_STRICT) as server:
        yield attacked_at(server.url)


@pytest.fixture(params=["sqlite", "postgresql"])
def attacked(request: pytest.FixtureRequest) -> Iterator[Attacked]:
    """A server, on which no fault outlives the test."""
    found: Attacked = request.getfixturevalue(f"on_{request.param}")
    yield found
    root = found.root()
    assert root.post(HOME + "limits", {"do": "clear", "token": token_of(root)}).status == 303
