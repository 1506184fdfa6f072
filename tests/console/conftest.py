"""A server with a console, and clients of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from console.centre import client
from console.visiting import Visitor
from server_process import ServerProcess, running

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


@pytest.fixture(scope="session")
def open_server() -> Iterator[ServerProcess]:
    """A server on which nobody has to show who they are; each test takes an account of its own."""
    with running("--memory") as server:
        yield server


@pytest.fixture
def account(request: pytest.FixtureRequest) -> str:
    """An account that no other test has."""
    return f"{crc32(request.node.nodeid.encode()):012}"


@pytest.fixture
def connect(open_server: ServerProcess, account: str) -> "ConnectClient":
    return client(open_server.url, account)


@pytest.fixture
def visitor(open_server: ServerProcess, account: str) -> Visitor:
    """Somebody who looks at the account of the test."""
    visitor = Visitor(url=open_server.url)
    assert visitor.sign_in(account, "").status == 303
    return visitor
