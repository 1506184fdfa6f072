"""Data in a folder, written by a server that is gone."""

from pathlib import Path

import pytest

from durability.calling import calling
from durability.centre import Centre, set_up
from server_process import running


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Name the folder of the data."""
    return tmp_path / "data"


@pytest.fixture
def written(data: Path) -> tuple[Centre, str]:
    """Set up a contact centre there, and a queue whose caller is at turn 0; stop the server."""
    with running("--data", data) as server, calling(server.port) as call:
        centre = set_up(call)
        config = centre.config("Acme", 0)
        queue = centre.create_queue(call, Name="Sales", OutboundCallerConfig=config)
        server.stop()
    return centre, queue


@pytest.fixture
def centre(written: tuple[Centre, str]) -> Centre:
    """Give the contact centre."""
    return written[0]


@pytest.fixture
def queue(written: tuple[Centre, str]) -> str:
    """Give the queue's id."""
    return written[1]
