"""A server that checks signatures, and a client of it."""

from typing import TYPE_CHECKING

import pytest

from conftest import ACCOUNT
from server_process import running
from terraform.go_sdk import GoClient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server_process import ServerProcess

KEY, SECRET = "terraform", "a-secret-of-the-tests"
ROOT_KEY = f"{KEY}:{SECRET}:{ACCOUNT}"


@pytest.fixture
def server() -> "Iterator[ServerProcess]":
    """Serve nothing yet."""
    with running("--memory", "--auth", "enforced", "--root-key", ROOT_KEY) as server:
        yield server


@pytest.fixture
def go(server: "ServerProcess") -> GoClient:
    """Give a client in us-east-1."""
    return GoClient(url=server.url, key=KEY, secret=SECRET)
