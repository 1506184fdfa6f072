"""The bodies of requests, and how much memory they may take together."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from outdial.errors import RequestEntityTooLargeException
from outdial.http import Request
from outdial.serve.load import OverloadedError

# The limit of the gateway in front of the service.
MOST_BYTES = 10 * 1024 * 1024

SMALL_BYTES = 64 * 1024
"""Bodies up to this are not counted: nearly all are, and connections bound their number."""

MOST_TOGETHER = 256 * 1024 * 1024

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]


class ClientLeftError(Exception):
    """The client closed its connection before its request was whole."""


class Bodies:
    """Reads bodies, and counts the bytes of the large ones until they are let go."""

    def __init__(self, most_together: int = MOST_TOGETHER) -> None:
        self._most = most_together
        self.held = 0

    async def read(self, head: Request, receive: Receive) -> bytes:
        """Read the body, to be let go afterwards, or refuse it; OverloadedError: there is no room.

        One that is too long is read past but not kept. A client that is still sending would take
        the closed connection for a failure of the network, and never see the refusal. One that asks
        first (`Expect`) learns it at once.
        """
        length = head.headers.get("content-length", "")
        too_long = length.isdigit() and int(length) > MOST_BYTES
        _refuse(too_long=too_long and "expect" in head.headers)
        message = await _next(receive)
        if too_long or message["more_body"] or len(message["body"]) > SMALL_BYTES:
            return await self._long(message, receive, too_long=too_long)
        return bytes(message["body"])

    def let_go(self, body: bytes) -> None:
        """Count a body no longer."""
        if len(body) > SMALL_BYTES:
            self.held -= len(body)

    async def _long(self, message: Message, receive: Receive, *, too_long: bool) -> bytes:
        body = bytearray()
        try:
            while True:
                piece = message["body"]
                too_long = too_long or len(body) + len(piece) > MOST_BYTES
                if not too_long:
                    self._hold(len(piece))
                    body += piece
                if not message["more_body"]:
                    break
                message = await _next(receive)
            _refuse(too_long=too_long)
        except BaseException:
            self.held -= len(body)
            raise
        if len(body) <= SMALL_BYTES:
            self.held -= len(body)
        return bytes(body)

    def _hold(self, size: int) -> None:
        if self.held + size > self._most:
            raise OverloadedError
        self.held += size


def _refuse(*, too_long: bool) -> None:
    if too_long:
        raise RequestEntityTooLargeException("Request Too Long")


async def _next(receive: Receive) -> Message:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientLeftError
    return message
