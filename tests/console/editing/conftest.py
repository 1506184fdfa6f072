"""A queue to be changed, and whoever changes it."""

from typing import TYPE_CHECKING

import pytest

from console.centre import Centre, set_up

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


@pytest.fixture
def centre(connect: "ConnectClient", account: str) -> Centre:
    return set_up(connect, f"one{account}")


@pytest.fixture
def queue(centre: Centre) -> str:
    """The address of the queue's page."""
    return f"{centre.address}/queues/{centre.queue}"


@pytest.fixture
def edit(queue: str) -> str:
    """The address of its form."""
    return f"{queue}/edit"
