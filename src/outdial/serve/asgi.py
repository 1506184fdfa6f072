"""The front for HTTP: an ASGI application that leads each request to the App."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from outdial.errors import InternalServiceException, RequestEntityTooLargeException
from outdial.faults.fault import DroppedError
from outdial.http import Request, Response
from outdial.serve.batcher import Batcher
from outdial.serve.control import PREFIX, SLOW, Control
from outdial.serve.guard import Guard
from outdial.serve.logs import RequestLog
from outdial.serve.metrics import Metrics
from outdial.serve.replies import own
from outdial.wire.encode import encode_error
from outdial.world import World

# The limit of the gateway in front of the service.
MOST_BYTES = 10 * 1024 * 1024

MOST_OF_PATH = 500
"""So much is logged of a path that names no operation: anybody may send one."""

BREAK_OFF = "outdial.break-off"
"""The extension of ASGI by which our connections can be closed `now`, whatever is on its way."""

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_logger = logging.getLogger("outdial")


class _ClientLeftError(Exception):
    """The client closed its connection before its request was whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The ASGI application."""

    batcher: Batcher
    control: Control
    guard: Guard
    metrics: Metrics
    log: RequestLog
    world: World

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        started = perf_counter()
        self.metrics.in_flight += 1
        try:
            with suppress(_ClientLeftError):
                request = _head(scope)
                response = await self._answer(request, scope, receive)
                if response.delay:
                    await asyncio.sleep(response.delay)
                await _send(response, send)
                self._note(request, response, perf_counter() - started)
        except DroppedError as dropped:
            await asyncio.sleep(dropped.seconds)
            await _break_off(scope, receive, send)
        finally:
            self.metrics.in_flight -= 1

    async def _answer(self, head: Request, scope: Scope, receive: Receive) -> Response:
        """Take the request past the guard to whoever answers it."""
        guard = self.guard
        address = (scope.get("server") or ("",))[0]
        response = (
            _unfit(head, scope["http_version"])
            or guard.refusal(head, address)
            or guard.preflight(head)
        )
        if response is not None:
            return response
        response = await self._served(head, receive)
        permission = guard.permission(head.headers)
        if permission:
            return replace(response, headers={**response.headers, **permission})
        return response

    async def _served(self, head: Request, receive: Receive) -> Response:
        """Let the control or the App answer; a fault of ours becomes a 500 that tells nothing."""
        try:
            body = await _body(head, receive)
            request = replace(head, body=body) if body else head
            if request.path in SLOW:
                return await asyncio.to_thread(self.control.answer, request)
            if request.path.startswith(PREFIX + "/"):
                return self.control.answer(request)
            return await self.batcher.answer(request)
        except RequestEntityTooLargeException as error:
            response = encode_error(error, self.world.new_request_id())
            return replace(response, headers={**response.headers, "connection": "close"})
        except (_ClientLeftError, DroppedError):
            raise
        except Exception:
            request_id = self.world.new_request_id()
            _logger.exception("fault in request %s", request_id)
            return encode_error(InternalServiceException("Internal service error"), request_id)

    def _note(self, request: Request, response: Response, seconds: float) -> None:
        headers = response.headers
        error = headers.get("x-amzn-errortype", "")
        self.metrics.count(response.operation, response.status, error, seconds)
        self.log.write(
            time=self.world.now(),
            operation=response.operation or f"{request.method} {request.path}"[:MOST_OF_PATH],
            status=response.status,
            error=error,
            ms=seconds * 1000,
            request_id=headers.get("x-amzn-requestid", "-"),
        )


def _head(scope: Scope) -> Request:
    """Read everything of a request but its body."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]},{value}" if name in headers else value
    return Request(
        method=scope["method"],
        path=scope["raw_path"].decode("latin-1"),
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
        peer=(scope.get("client") or ("",))[0],
        is_secure=scope["scheme"] == "https",
    )


def _unfit(head: Request, http_version: str) -> Response | None:
    """Refuse what HTTP/1.1 forbids, and a body that the parser loses because of an upgrade."""
    headers = head.headers
    if "host" not in headers and http_version == "1.1":
        return own(400, {"message": "The Host header is missing"})
    has_body = "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
    if has_body and "upgrade" in headers.get("connection", "").lower():
        message = f"This server speaks HTTP/1.1 only, not {headers.get('upgrade', '')}"
        return own(400, {"message": message}, connection="close")
    return None


async def _body(head: Request, receive: Receive) -> bytes:
    """Read the body, or refuse it; one that is too long is read past but not kept.

    A client that is still sending would take the closed connection for a failure of the network,
    and never see the refusal. One that asks first (`Expect`) learns it at once.
    """
    length = head.headers.get("content-length", "")
    too_long = length.isdigit() and int(length) > MOST_BYTES
    if too_long and "expect" in head.headers:
        raise RequestEntityTooLargeException("Request Too Long")
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _ClientLeftError
        more = message["more_body"]
        if len(body) + len(message["body"]) > MOST_BYTES:
            too_long = True
        if not too_long:
            body += message["body"]
    if too_long:
        raise RequestEntityTooLargeException("Request Too Long")
    return bytes(body)


async def _break_off(scope: Scope, receive: Receive, send: Send) -> None:
    """Close the connection without an answer, or in the midst of one where nothing else can do."""
    extension = scope.get("extensions", {}).get(BREAK_OFF)
    if extension is None:
        head = {"status": 200, "headers": [(b"content-length", b"1")]}
        await send({"type": "http.response.start", **head})
        return  # the server finds the answer incomplete, and closes
    extension["now"]()
    await receive()  # until it is gone: else the server would answer for us


async def _send(response: Response, send: Send) -> None:
    headers = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in response.headers.items()
    ]
    if response.status != 204 and "content-length" not in response.headers:  # noqa: PLR2004
        headers.append((b"content-length", b"%d" % len(response.body)))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    for piece in response.stream or ():
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": response.body})
