"""A server, and an environment in which clients know nothing of this machine."""

import os
from collections.abc import Iterator

import pytest

from conftest import ACCOUNT
from server_process import ServerProcess, running


@pytest.fixture(scope="session")
def server() -> Iterator[ServerProcess]:
    """One server for all clients; each has an instance of its own."""
    with running("--memory") as server:
        yield server


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Set what a client is told by its environment; its home is empty."""
    home = tmp_path_factory.mktemp("home")
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "AWS_CONFIG_FILE": str(home / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(home / "credentials"),
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_PAGER": "",
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
