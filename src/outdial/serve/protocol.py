"""Uvicorn's connection, with bounds on what a client may take, and an ear for half-closed ones."""

import asyncio
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from outdial.serve.extensions import BREAK_OFF, SPARE
from outdial.serve.patience import Patience, Stage, Watch

if TYPE_CHECKING:
    from uvicorn._types import ASGI3Application

# What other servers take as the longest head of a request; real ones have less than 4 KiB.
MOST_HEAD_BYTES = 64 * 1024


def _last_words(status: str, message: str, *headers: str) -> bytes:
    """Write an answer after which the connection is closed."""
    body = f'{{"message":"{message}"}}'
    lines = (
        f"HTTP/1.1 {status}",
        "content-type: application/json",
        f"content-length: {len(body)}",
        "connection: close",
        *headers,
        "",
        body,
    )
    return "\r\n".join(lines).encode()


_TOO_LONG = _last_words("431 Request Header Fields Too Large", "The request's headers are too long")
_TOO_SLOW = _last_words("408 Request Timeout", "The request did not arrive in time")
_TOO_MANY = _last_words(
    "503 Service Unavailable", "There are too many connections", "retry-after: 1"
)


class Connection(HttpToolsProtocol):
    """Refuses a head without end, which would be kept in memory as it comes.

    Of a head that is on its way, `head_bytes` have come; it is None while a body may be, of which
    and of those before `body_bytes` have come in further pieces. A client that was slow has taken
    in `drains` times what had waited for it.
    """

    head_bytes: int | None = 0
    body_bytes = 0
    drains = 0
    watch: Watch | None = None

    def __init__(self, *arguments: Any, patience: Patience, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._patience = patience
        self._held: tuple[RequestResponseCycle, ASGI3Application] | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Welcome a client, unless there are too many even to tell it so in due form."""
        super().connection_made(transport)
        room = self._patience.room(len(self.connections))
        self._patience.turned_away += room != "served"
        self._is_spare = room == "spare"
        self._extensions: dict[str, dict[object, object]] = {
            BREAK_OFF: {"now": transport.abort, "is_gone": transport.is_closing}
        }
        if self._is_spare:
            self._extensions[SPARE] = {}
        if room == "none":
            self._end(_TOO_MANY)

    def data_received(self, data: bytes) -> None:
        """Take what arrived, unless it makes the head too long."""
        if self.head_bytes is None:
            self.body_bytes += len(data)
        else:
            self.head_bytes += len(data)
        super().data_received(data)
        if self.head_bytes is not None and self.head_bytes > MOST_HEAD_BYTES:
            self._end(_TOO_LONG)

    def eof_received(self) -> bool | None:  # type: ignore[override]  # uvicorn's never stays open
        """Let a client that has said all it will (`nc`, say) still hear the answer."""
        cycle: RequestResponseCycle | None = self.cycle
        if self.scheme == "https" or cycle is None or cycle.more_body:
            return None
        cycle.keep_alive = False
        return not cycle.response_complete

    def on_headers_complete(self) -> None:
        """Start the request, if its head came whole within the limit."""
        self.head_bytes = None
        super().on_headers_complete()
        self.scope["extensions"] = self._extensions
        if self._is_spare:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        """End the request; the next one's head begins."""
        self.head_bytes = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Go on with the next request, if it is there."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: "ASGI3Application") -> None:
        """Answer a request, once the client has read most of the answers before it."""
        if self.flow.write_paused:
            self._held = cycle, app
            self.flow.pause_reading()
        else:
            super()._start_asgi_task(cycle, app)

    def resume_writing(self) -> None:
        """Go on, as the client reads."""
        self.drains += 1
        super().resume_writing()
        held, self._held = self._held, None
        if held and not self.transport.is_closing():
            super()._start_asgi_task(*held)

    def give_up(self, stage: Stage) -> None:
        """Close the connection, as its client has been waited for too long."""
        if stage == "answer":
            self.transport.abort()
        elif stage == "head" or (stage == "body" and not self.cycle.response_started):
            self._end(_TOO_SLOW)
        else:
            self.transport.close()

    def _end(self, words: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(words)
            self.transport.close()
