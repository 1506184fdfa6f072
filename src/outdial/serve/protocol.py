"""Uvicorn's connection, with a bound on a request's head and an ear for half-closed clients."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from outdial.serve.asgi import BREAK_OFF

# What other servers take as the longest head of a request; real ones have less than 4 KiB.
MOST_HEAD_BYTES = 64 * 1024


_TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-type: application/json\r\ncontent-length: 48\r\nconnection: close\r\n\r\n"
    b'{"message":"The request\'s headers are too long"}'
)


class Connection(HttpToolsProtocol):
    """Refuses a head without end, which would be kept in memory as it comes."""

    _head_bytes: int | None = 0

    def data_received(self, data: bytes) -> None:
        """Take what arrived, unless it makes the head too long."""
        if self._head_bytes is not None:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._head_bytes is not None and self._head_bytes > MOST_HEAD_BYTES:
            self.transport.write(_TOO_LONG)
            self.transport.close()

    def eof_received(self) -> bool | None:  # type: ignore[override]  # uvicorn's never stays open
        """Let a client that has said all it will (`nc`, say) still hear the answer."""
        cycle: RequestResponseCycle | None = self.cycle
        if self.scheme == "https" or cycle is None or cycle.more_body:
            return None
        cycle.keep_alive = False
        return not cycle.response_complete

    def on_headers_complete(self) -> None:
        """Start the request, if its head came whole within the limit."""
        self._head_bytes = None
        super().on_headers_complete()
        self.scope["extensions"] = {BREAK_OFF: {"now": self.transport.abort}}

    def on_message_complete(self) -> None:
        """End the request; the next one's head begins."""
        self._head_bytes = 0
        super().on_message_complete()
