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
from outdial.serve.bodies import Bodies, ClientLeftError
from outdial.serve.control import PREFIX, SLOW, Control
from outdial.serve.extensions import BREAK_OFF, SPARE
from outdial.serve.guard import Guard
from outdial.serve.load import OverloadedError
from outdial.serve.logs import RequestLog
from outdial.serve.metrics import Metrics
from outdial.serve.overloaded import OVERLOAD, overloaded
from outdial.serve.replies import own
from outdial.serve.site import Site
from outdial.wire.encode import encode_error
from outdial.world import World

MOST_OF_PATH = 500
"""So much is logged of a path that names no operation: anybody may send one."""

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_logger = logging.getLogger("outdial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The ASGI application."""

    batcher: Batcher
    bodies: Bodies
    control: Control
    guard: Guard
    metrics: Metrics
    log: RequestLog
    world: World
    site: Site | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        started = perf_counter()
        self.metrics.in_flight += 1
        try:
            with suppress(ClientLeftError):
                request = _head(scope)
                response = await self._answer(request, scope, receive, started)
                if response.delay:
                    await asyncio.sleep(response.delay)
                await _send(response, scope, receive, send)
                self._note(request, response, perf_counter() - started)
        except DroppedError as dropped:
            await asyncio.sleep(dropped.seconds)
            await _break_off(scope, receive, send)
        finally:
            self.metrics.in_flight -= 1

    async def _answer(
        self, head: Request, scope: Scope, receive: Receive, started: float
    ) -> Response:
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
        response = (
            None if head.path.startswith(PREFIX + "/") else self._excess(head, scope, started)
        ) or await self._served(head, receive)
        permission = guard.permission(head.headers)
        if permission:
            return replace(response, headers={**response.headers, **permission})
        return response

    def _excess(self, head: Request, scope: Scope, started: float) -> Response | None:
        """Refuse what is too much, before anything is made of it."""
        seconds = self.batcher.load.excess(started)
        if not seconds and SPARE not in scope.get("extensions", ()):
            return None
        return self._overloaded(head, seconds)

    def _overloaded(self, head: Request, seconds: float) -> Response:
        self.batcher.load.refused += 1
        return overloaded(head, self.world.new_request_id(), seconds)

    async def _served(self, head: Request, receive: Receive) -> Response:
        """Let the control or the App answer; a fault of ours becomes a 500 that tells nothing."""
        body = b""
        try:
            body = await self.bodies.read(head, receive)
            head.body = body
            return await self._of_whole(head)
        except RequestEntityTooLargeException as error:
            response = encode_error(error, self.world.new_request_id())
            return replace(response, headers={**response.headers, "connection": "close"})
        except OverloadedError as overload:
            return self._overloaded(head, overload.seconds)
        except (ClientLeftError, DroppedError):
            raise
        except Exception:
            request_id = self.world.new_request_id()
            _logger.exception("fault in request %s", request_id)
            return encode_error(InternalServiceException("Internal service error"), request_id)
        finally:
            self.bodies.let_go(body)

    async def _of_whole(self, request: Request) -> Response:
        if self.site is not None and self.site.owns(request):
            return await asyncio.to_thread(self.site.answer, request)
        if request.path in SLOW:
            return await asyncio.to_thread(self.control.answer, request)
        if request.path.startswith(PREFIX + "/"):
            return self.control.answer(request)
        return await self.batcher.answer(request)

    def _note(self, request: Request, response: Response, seconds: float) -> None:
        headers = response.headers
        error = headers.get("x-amzn-errortype", "")
        self.metrics.count(response.operation, response.status, error, seconds)
        if response.operation == OVERLOAD:
            return  # the log tells of all of a second in one line
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


async def _break_off(scope: Scope, receive: Receive, send: Send) -> None:
    """Close the connection without an answer, or in the midst of one where nothing else can do."""
    extension = scope.get("extensions", {}).get(BREAK_OFF)
    if extension is None:
        head = {"status": 200, "headers": [(b"content-length", b"1")]}
        await send({"type": "http.response.start", **head})
        return  # the server finds the answer incomplete, and closes
    extension["now"]()
    await _until_gone(receive)  # else the server would answer for us


async def _send(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Send a response; one in pieces only for as long as somebody takes them."""
    headers = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in response.headers.items()
    ]
    if response.status != 204 and "content-length" not in response.headers:  # noqa: PLR2004
        headers.append((b"content-length", b"%d" % len(response.body)))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    for piece in response.stream or ():
        if _is_gone(scope):
            await _until_gone(receive)
            raise ClientLeftError
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": response.body})


def _is_gone(scope: Scope) -> bool:
    extension = scope.get("extensions", {}).get(BREAK_OFF)
    return extension is not None and extension["is_gone"]()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
