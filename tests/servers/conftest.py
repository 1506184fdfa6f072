"""Servers in processes of their own, on one database."""

from collections.abc import Iterator

import pytest

from outdial.cli.control_pages import ask
from outdial.store.opening import open_store
from server_process import ServerProcess, running
from store.conftest import postgres_url

__all__ = ["postgres_url"]

PATIENT = ("--max-wait", "60")
"""A machine that is busy with other things is not to have calls refused."""

LIMITS = """
throttling:
  default: null
  operations:
    ListQueues: {per_second: 0.001, burst: 6}
quotas: null
"""


@pytest.fixture
def database(postgres_url: str) -> str:
    """Name a database with nothing in it."""
    store = open_store(postgres_url)
    store.reset()
    for clear in (store.shared.buckets.clear, store.shared.faults.clear):  # type: ignore[attr-defined] # PostgreSQL's has it
        clear()
    store.close()
    return postgres_url


@pytest.fixture(scope="module")
def two_servers(
    postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[ServerProcess, ServerProcess]]:
    """Run two servers with limits."""
    limits = tmp_path_factory.mktemp("limits") / "limits.yaml"
    limits.write_text(LIMITS)
    options = ("--database", postgres_url, "--limits", limits, *PATIENT)
    with running(*options) as one, running(*options) as two:
        yield one, two


@pytest.fixture
def servers(
    two_servers: tuple[ServerProcess, ServerProcess],
) -> tuple[ServerProcess, ServerProcess]:
    """Give the servers with nothing in them; each forgets what it holds by itself."""
    for server in two_servers:
        assert ask(server.url, "POST", "reset") == {"status": "ok"}
    return two_servers
