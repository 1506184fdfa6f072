"""The bounds that hold without our own protocol."""

import socket
from pathlib import Path

from overload.test_refusals import TEXT, busy
from serve.conftest import serving


def test_a_request_that_would_wait_too_long_is_refused(tmp_path: Path) -> None:
    with busy(tmp_path, without_httptools=True) as (held, answers):
        answer = held.server.ask("GET", "/instance")
        health = held.server.ask("GET", "/_outdial/health")

    assert [first.status for first in answers] == [200]
    assert (answer.status, answer.json) == (503, {"message": TEXT})
    assert answer.headers["retry-after"] == "1"
    assert health.status == 200


def test_connections_have_a_bound() -> None:
    with serving(without_httptools=True, bounds={"max_connections": 2}) as server:
        before = server.ask("GET", "/instance").status
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as one:
            one.sendall(b"GET /instance HTTP/1.1\r\nHost: localhost\r\n\r\n")
            first = one.recv(1000)
            refused = server.ask("GET", "/instance")

    assert before == 200
    assert first.startswith(b"HTTP/1.1 200 ")
    assert (refused.status, refused.body) == (503, b"Service Unavailable")
