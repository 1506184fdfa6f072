"""As much of Docker's HTTP API as Testcontainers asks for; its containers are processes.

No engine is needed: the library that a user takes runs unchanged, up to the request that would
start a container. What is started has the image's environment and command lines.
"""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from containers.image import Container, Image
from servers.proxy import free_port

VERSION = "1.47"
ABOUT = {
    "ApiVersion": VERSION,
    "MinAPIVersion": "1.24",
    "Version": "0",
    "ServerVersion": "0",
    "OperatingSystem": "processes",
    "MemTotal": 1 << 32,
}
IMAGE = {
    "Id": "sha256:0",
    "RepoTags": ["outdial:latest"],
    "Created": "2026-01-01T00:00:00Z",
    "Config": {},
}
SAID: Mapping[tuple[str, str], Any] = {
    ("GET", "/_ping"): "OK",
    ("HEAD", "/_ping"): "OK",
    ("GET", "/version"): ABOUT,
    ("GET", "/info"): ABOUT,
    ("GET", "/images/json"): [],
    ("GET", "/images/outdial/json"): IMAGE,
    ("GET", "/images/outdial:latest/json"): IMAGE,
}

_PATH = re.compile(r"(?:/v[\d.]+)?(/[^?]*)(?:\?.*)?")
_ONE = re.compile(r"/containers/(?P<id>[^/]+)(?P<what>/\w+)?")


@dataclass(slots=True)
class _Made:
    """A container, and what keeps its process."""

    container: Container
    command: list[str]
    process: ExitStack = field(default_factory=ExitStack)


class Engine(ThreadingHTTPServer):
    """The server; it knows one image, and keeps volumes below a folder."""

    daemon_threads = True

    def __init__(self, image: Image, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.image = image
        self.folder = folder
        self.made: dict[str, _Made] = {}

    @property
    def url(self) -> str:
        """Where DOCKER_HOST has to point."""
        return f"tcp://127.0.0.1:{self.server_port}"

    def answer(self, method: str, path: str, body: Mapping[str, Any]) -> tuple[int, Any]:
        """Give the status and what is said."""
        if (method, path) in SAID:
            return 200, SAID[method, path]
        if (method, path) == ("POST", "/containers/create"):
            return 201, {"Id": self._create(body), "Warnings": []}
        one = _ONE.fullmatch(path)
        if one is None:
            return 404, {"message": f"{method} {path} is not known here"}
        return self._answer_of_one(method, one["what"] or "", one["id"])

    def _create(self, body: Mapping[str, Any]) -> str:
        assert body["Image"] in {"outdial", "outdial:latest"}, "there is one image"
        given = dict(variable.split("=", 1) for variable in body.get("Env") or ())
        command = body.get("Cmd") or []
        name = f"{len(self.made):064x}"
        volume = self.folder / name
        volume.mkdir()
        container = Container(image=self.image, volume=volume, port=free_port(), given=given)
        self.made[name] = _Made(
            container, shlex.split(command) if isinstance(command, str) else command
        )
        return name

    def _answer_of_one(self, method: str, what: str, name: str) -> tuple[int, Any]:
        made = self.made[name]
        match method, what:
            case "POST", "/start":
                made.process.enter_context(made.container.running(*made.command))
                return 204, None
            case "GET", "/json":
                return 200, _described(name, made)
            case "GET", "/logs":
                return 200, None
            case ("DELETE", "") | ("POST", "/kill"):
                made.process.close()
                return 204, None
        return 404, {"message": f"{method} {what} is not known here"}


def _described(name: str, made: _Made) -> dict[str, Any]:
    bindings = [{"HostIp": "127.0.0.1", "HostPort": str(made.container.port)}]
    return {
        "Id": name,
        "Name": f"/{name[:12]}",
        "Image": "outdial",
        "Config": {"Image": "outdial", "Env": [], "Labels": {}},
        "State": {"Status": "running", "Running": True, "ExitCode": 0},
        "NetworkSettings": {"Ports": {"4577/tcp": bindings}, "Networks": {}},
    }


class _Asked(BaseHTTPRequestHandler):
    """One connection of a client."""

    protocol_version = "HTTP/1.1"
    server: Engine

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def _answer(self) -> None:
        sent = self.rfile.read(int(self.headers.get("content-length") or 0))
        path = _PATH.fullmatch(self.path)
        assert path
        status, said = self.server.answer(self.command, path[1], json.loads(sent or b"{}"))
        content = b"" if said is None else json.dumps(said).encode()
        self.send_response(status)
        self.send_header("api-version", VERSION)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None: ...


@contextmanager
def engine(image: Image, folder: Path) -> Iterator[Engine]:
    """Run an engine until the block is done; what it started ends with it."""
    with Engine(image, folder) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
            for made in server.made.values():
                made.process.close()
