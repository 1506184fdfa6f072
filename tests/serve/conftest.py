"""A real server in a process of its own, for tests that go through sockets."""

import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

SCRIPT = Path(__file__).with_name("served.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back, whole."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server."""

    url: str
    process: subprocess.Popen[str]
    errors: Path

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Send one request; underscores in names of headers are hyphens."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            lower = {name.lower(): value for name, value in response.getheaders()}
            return Answer(status=response.status, headers=lower, body=response.read())
        finally:
            connection.close()

    def say(self, *parts: bytes) -> bytes:
        """Write raw bytes, end, and read whatever comes until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            try:
                for part in parts:
                    connection.sendall(part)
                connection.shutdown(socket.SHUT_WR)
            except OSError:  # the server had enough; what it said is still to be read
                pass
            return read_all(connection)

    def stop(self) -> int:
        """Ask it to stop, as an operator does; give its exit code."""
        self.process.terminate()
        return self.process.wait(timeout=20)

    def lines(self) -> list[str]:
        """What it has logged so far."""
        return self.errors.read_text().splitlines()


def read_all(connection: socket.socket) -> bytes:
    """Read until the other side closes, politely or not."""
    answer = b""
    try:
        while chunk := connection.recv(65536):
            answer += chunk
    except ConnectionError:
        pass
    return answer


def start(errors: Path, **options: object) -> subprocess.Popen[str]:
    """Start the script with options of `serve`."""
    with errors.open("w") as stream:
        return subprocess.Popen(
            [sys.executable, str(SCRIPT), json.dumps(options)],
            stdout=subprocess.PIPE,
            stderr=stream,
            text=True,
        )


@contextmanager
def serving(**options: object) -> Iterator[Server]:
    """Run a server for as long as the block takes."""
    with tempfile.TemporaryDirectory() as folder:
        errors = Path(folder, "errors")
        process = start(errors, **options)
        assert process.stdout
        try:
            url = process.stdout.readline().strip()
            assert url, errors.read_text()
            yield Server(url=url, process=process, errors=errors)
        finally:
            process.terminate()
            process.wait(timeout=20)
            process.stdout.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for the tests that leave it as it was."""
    with serving() as running:
        yield running
