"""What comes between the signal to stop and the closing of the listener."""

import asyncio
import logging
from time import perf_counter

import uvicorn

_TICK = 0.1

# A new connection needs several to be accepted and read, however long each takes under load.
_LAST_LOOKS = 10

_logger = logging.getLogger("outdial")


class Drain:
    """So many seconds in which all is served as before, but health says that the server stops.

    A proxy that asks for it sends nothing more by then. Each answer ends its connection.
    """

    def __init__(self, seconds: float = 0) -> None:
        self.is_begun = False
        self._seconds = seconds

    def begin(self) -> None:
        """Begin; whoever says it twice does not want to wait."""
        if self.is_begun:
            self._seconds = 0
        self.is_begun = True

    async def last(self, server: uvicorn.Server) -> None:
        """Wait until nothing more is to come; what is not read by then, closing would lose."""
        if self._seconds:
            _logger.info("stopping in %g seconds", self._seconds)
        server.config.encoded_headers.append((b"connection", b"close"))
        began = perf_counter()
        await server.on_tick(0)
        while perf_counter() - began < self._seconds:
            await asyncio.sleep(_TICK)
            await server.on_tick(0)  # the time in the answers goes on
        for _ in range(_LAST_LOOKS):
            await asyncio.sleep(0.01)
