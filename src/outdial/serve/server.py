"""The HTTP server: binds, serves until a signal, lets what is in flight finish."""

import asyncio
import errno
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from types import FrameType
from typing import Literal, cast

import uvicorn

from outdial.app import App
from outdial.serve.asgi import Front
from outdial.serve.batcher import Batcher
from outdial.serve.bodies import Bodies
from outdial.serve.bounds import BOUNDS, Bounds
from outdial.serve.control import Control
from outdial.serve.drain import Drain
from outdial.serve.guard import Guard
from outdial.serve.load import Load
from outdial.serve.logs import LogFormat, RequestLog, configure
from outdial.serve.metrics import Metrics
from outdial.serve.patience import Patience
from outdial.serve.rounds import Rounds
from outdial.serve.site import Site
from outdial.serve.tls_door import TlsDoor

GRACE_SECONDS = 30

# So much of an answer the system takes before it can be sent. It would take megabytes for each
# client that does not read, and the work of making them.
UNSENT_BYTES = 128 * 1024


def serve(  # noqa: PLR0913 - a server has these options
    app: App,
    *,
    host: str,
    port: int,
    tls_cert: Path | None = None,
    tls_key: Path | None = None,
    log_format: LogFormat = "text",
    allowed_hosts: Sequence[str] = (),
    cors: Sequence[str] = (),
    bounds: Bounds = BOUNDS,
    drain: float = 0,
    site: Site | None = None,
    on_started: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the app until SIGTERM or SIGINT, then close it; `on_started` gets the server's URL.

    A `site` has pages beside the API.
    For `drain` seconds after the signal it goes on, but says that it stops. Exits with a message if
    the address cannot be bound.
    """
    configure(sys.stderr, log_format)
    try:
        listener = _listen(host, port)
        scheme = "https" if tls_cert else "http"
        url = f"{scheme}://{_authority(host, listener.getsockname()[1])}"
        load, patience = Load(bounds.max_wait), Patience(bounds)
        batcher, metrics = Batcher(app, load), Metrics(load, patience)
        draining, log = Drain(drain), RequestLog(sys.stderr, log_format)
        front = Front(
            batcher=batcher,
            bodies=Bodies(),
            control=Control(app, metrics, draining),
            guard=Guard(hosts=[name.lower() for name in allowed_hosts], origins=cors),
            metrics=metrics,
            log=log,
            world=app.world,
            site=site,
        )
        try:
            config = _config(front, patience)
            door = TlsDoor(tls_cert, tls_key, patience) if tls_cert and tls_key else None
            rounds = Rounds(patience, load)
            _Server(config, rounds, draining, door, lambda: on_started(url)).run([listener])
        finally:
            if site is not None:
                site.close()
            batcher.close()
            log.flush()
    finally:
        app.close()


def _listen(host: str, port: int) -> socket.socket:
    """Bind before anything else, so that a taken port is one line and no traceback."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_NOTSENT_LOWAT"):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES)
        listener.bind(address)
    except OSError as error:
        raise SystemExit(_cannot_listen(_authority(host, port), error)) from None
    return listener


def _cannot_listen(authority: str, error: OSError) -> str:
    said = f"Error: cannot listen on {authority}: {error.strerror or error}."
    if error.errno == errno.EADDRINUSE:
        return f"{said} Is Outdial running there already? Another port is chosen with --port."
    return said


def _authority(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _config(front: Front, patience: Patience) -> uvicorn.Config:
    http = _protocol(patience)
    return uvicorn.Config(
        front,
        http=http,
        loop="uvloop" if find_spec("uvloop") else "asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=patience.bounds.max_connections if http == "h11" else None,
        timeout_keep_alive=ceil(patience.bounds.idle_timeout),
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _protocol(patience: Patience) -> type[asyncio.Protocol] | Literal["h11"]:
    if find_spec("httptools") is None:  # as on Windows; h11 bounds the head by itself
        return "h11"
    from outdial.serve.protocol import Connection  # noqa: PLC0415 - needs httptools

    return cast("type[Connection]", partial(Connection, patience=patience))


class _Server(uvicorn.Server):
    """Uvicorn's server with our start and stop."""

    def __init__(
        self,
        config: uvicorn.Config,
        rounds: Rounds,
        drain: Drain,
        door: TlsDoor | None,
        on_started: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._rounds = rounds
        self._drain = drain
        self._door = door
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say so when the first request can come."""
        if self._door is None or not sockets:
            await super().startup(sockets)
        else:
            await super().startup([])
            made = partial(  # type: ignore[call-arg]  # uvicorn's protocols take these
                self.config.http_protocol_class,
                config=self.config,
                server_state=self.server_state,
                app_state=self.lifespan.state,
            )
            self._door.open(sockets[0], made, self.server_state.connections)
        self._rounds.begin(asyncio.get_running_loop(), self.server_state.connections)
        self._on_started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop."""
        self._drain.begin()
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take in what comes until nothing more does, then close."""
        await self._drain.last(self)
        if self._door:
            self._door.close()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on signals; uvicorn would raise them again afterwards, before the app is closed."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


_SIGNALS = (signal.SIGTERM, signal.SIGINT)
