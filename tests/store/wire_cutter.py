"""A way to a database that breaks off at a commit: a small TCP proxy."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from select import select
from threading import Thread
from typing import Literal
from urllib.parse import urlsplit

Cut = Literal["unsent", "unanswered"]
"""Whether the server never learns of the commit, or the client never learns of its answer."""

_MUCH = 1 << 16


class WireCutter:
    """Carries bytes between a client and the server, and breaks off as often as it is told to."""

    def __init__(self, server: tuple[str, int]) -> None:
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [Thread(target=self._accept)]
        self._threads[0].start()
        self.cuts: list[Cut] = []
        """What is to happen to the next commits."""
        self.exchanges = 0
        """So often did a client say something after the server had spoken."""

    @property
    def port(self) -> int:
        port: int = self._listener.getsockname()[1]
        return port

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        with suppress(OSError):  # it is closed
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._server)
                thread = Thread(target=self._carry, args=(client, server))
                self._threads.append(thread)
                thread.start()

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        last = server
        with client, server, suppress(OSError):
            while True:
                for ready in select([client, server], [], [])[0]:
                    data = ready.recv(_MUCH)
                    self.exchanges += ready is client and last is server
                    last = ready
                    if not data or (ready is client and self._is_cut(data, server)):
                        return
                    (server if ready is client else client).sendall(data)

    def _is_cut(self, data: bytes, server: socket.socket) -> bool:
        if not data.endswith(b"COMMIT\0") or not self.cuts:
            return False
        if self.cuts.pop(0) == "unanswered":
            server.sendall(data)
            assert server.recv(_MUCH)  # it is done by now
        return True


@contextmanager
def wire_cutter(url: str) -> Iterator[tuple[WireCutter, str]]:
    """Give a proxy to a database, and the database's URL by way of it."""
    parts = urlsplit(url)
    cutter = WireCutter((parts.hostname or "127.0.0.1", parts.port or 5432))
    user = parts.netloc.rpartition("@")[0]
    try:
        yield cutter, f"postgresql://{user}@127.0.0.1:{cutter.port}{parts.path}"
    finally:
        cutter.close()
