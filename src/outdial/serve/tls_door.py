"""The listener of a server over TLS: a handshake counts as a connection, and may not take for ever.

Uvicorn's own would not tell how many connections are that far, and each holds an open file.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable, Collection, Coroutine
from pathlib import Path
from typing import Any

from outdial.serve.patience import Patience

_BACKLOG = 2048

_PAUSE = 0.5
"""Seconds without accepting anything if the machine lets no more files be open."""


class TlsDoor:
    """Accepts connections, shakes hands, and hands them over to a protocol of their own."""

    def __init__(self, certificate: Path, key: Path, patience: Patience) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        self._patience = patience
        self._tasks: set[asyncio.Task[None]] = set()

    def open(
        self,
        listener: socket.socket,
        made: Callable[[], asyncio.BaseProtocol],
        connections: Collection[Any],
    ) -> None:
        """Begin to accept connections beside those that are there."""
        self._made, self._connections = made, connections
        listener.setblocking(False)  # noqa: FBT003 - so it is called
        listener.listen(_BACKLOG)
        self._accepting = self._begin(self._accept(listener))

    def close(self) -> None:
        """Accept no more."""
        self._accepting.cancel()

    def _begin(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _accept(self, listener: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection, _ = await loop.sock_accept(listener)
            except OSError:
                await asyncio.sleep(_PAUSE)
            else:
                self._welcome(connection)
                await asyncio.sleep(0)

    def _welcome(self, connection: socket.socket) -> None:
        self._patience.greeting += 1
        if self._patience.room(len(self._connections)) == "none":
            self._patience.greeting -= 1
            self._patience.turned_away += 1
            connection.close()
        else:
            connection.setblocking(False)  # noqa: FBT003 - so it is called
            self._begin(self._greet(connection))

    async def _greet(self, connection: socket.socket) -> None:
        loop, seconds = asyncio.get_running_loop(), self._patience.bounds.client_timeout
        began = loop.time()
        try:
            await loop.connect_accepted_socket(
                self._made, connection, ssl=self._context, ssl_handshake_timeout=seconds
            )
        except OSError:  # of which ssl's errors are some
            connection.close()
            if loop.time() - began >= seconds:
                self._patience.give_up("handshake")
        finally:
            self._patience.greeting -= 1
