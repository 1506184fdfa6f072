"""What is done once a second or so: clients are looked after, and the operator is told."""

import asyncio
import logging
from collections.abc import Collection
from typing import Any

from outdial.serve.load import Load
from outdial.serve.patience import Patience

_logger = logging.getLogger("outdial")


class Rounds:
    """One timer for all connections."""

    def __init__(self, patience: Patience, load: Load) -> None:
        self._patience = patience
        self._load = load
        self._told = (0, 0)

    def begin(self, loop: asyncio.AbstractEventLoop, connections: Collection[Any]) -> None:
        """Make the rounds of connections for as long as the loop runs; only ours are looked at."""

        def make() -> None:
            loop.call_later(self._patience.bounds.interval, make)
            now, unsent = loop.time(), 0
            for connection in list(connections):
                unsent += connection.transport.get_write_buffer_size()
                if hasattr(connection, "watch"):
                    self._patience.look(connection, now)
            self._patience.unsent = unsent
            self._tell()

        make()

    def _tell(self) -> None:
        """Log in one line what was refused since the last time."""
        requests, connections = self._load.refused, self._patience.turned_away
        if (requests, connections) != self._told:
            _logger.warning(
                "too much to do: refused %d requests and %d connections; %d requests wait",
                requests - self._told[0],
                connections - self._told[1],
                self._load.waiting,
            )
            self._told = requests, connections
