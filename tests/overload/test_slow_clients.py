"""Clients that take their time: they are given up, and others do not notice."""

import json
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from outdial.serve.bounds import SPARE_CONNECTIONS
from overload.waiting import metrics, turns, until_metric
from serve.conftest import read_all, serving
from serve.test_server import self_signed

if TYPE_CHECKING:
    from serve.conftest import Server

GIVEN_UP = 'outdial_clients_given_up_total{waited_for="%s"}'
HEALTH = b"GET /_outdial/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
OPERATIONS = HEALTH.replace(b"health", b"operations")
PUT = b"PUT /instance HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n"


@pytest.fixture(scope="module")
def impatient() -> "Iterator[Server]":
    """A server that soon gives a client up."""
    with serving(bounds={"client_timeout": 0.5}) as server:
        yield server


@contextmanager
def connection_to(server: "Server") -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        yield connection


@pytest.mark.parametrize(
    ("part", "words"),
    [
        pytest.param(b"", b"", id="nothing"),
        pytest.param(HEALTH[:20], b"408", id="half a head"),
        pytest.param(PUT + b"{", b"408", id="half a body"),
        pytest.param(PUT, b"408", id="no body"),
    ],
)
def test_who_does_not_say_all_is_given_up(impatient: "Server", part: bytes, words: bytes) -> None:
    with connection_to(impatient) as connection:
        connection.sendall(part)
        answer = read_all(connection)

    assert re.findall(rb"HTTP/1\.1 (\d+) ", answer) == [words] * bool(words)
    if words:
        assert b"\r\nconnection: close\r\n" in answer
        assert json.loads(answer.partition(b"\r\n\r\n")[2]) == {
            "message": "The request did not arrive in time"
        }


def test_a_second_request_has_to_be_said_whole_too(impatient: "Server") -> None:
    with connection_to(impatient) as connection:
        connection.sendall(HEALTH)
        first = connection.recv(65536)
        connection.sendall(HEALTH[:30])
        answer = first + read_all(connection)

    assert re.findall(rb"HTTP/1\.1 (\d+) ", answer) == [b"200", b"408"]


@pytest.mark.parametrize("begun", [HEALTH[:-2] + b"X: ", PUT], ids=["head", "body"])
def test_a_drop_now_and_then_does_not_help(impatient: "Server", begun: bytes) -> None:
    with connection_to(impatient) as connection:
        connection.sendall(begun)
        for said in turns(0.1, connection):
            if said:
                break
            connection.sendall(b"x")
        answer = read_all(connection)

    assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")


def test_a_long_body_may_take_longer_while_it_comes(impatient: "Server") -> None:
    body, size = b" " * 400_000, 20_000  # 200 kB/s, four times as long as may be stood still
    head = b"PUT /instance HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body)

    with connection_to(impatient) as connection:
        connection.sendall(head)
        rest = body
        for said in turns(0.1, connection):
            if said:
                break
            connection.sendall(rest[:size])
            rest = rest[size:]
        answer = connection.recv(65536)

    assert rest == b""
    assert answer.startswith(b"HTTP/1.1 403 ")  # it is no JSON


def test_a_body_that_need_not_come_any_more_is_not_waited_for(impatient: "Server") -> None:
    with connection_to(impatient) as connection:
        connection.sendall(PUT.replace(b"localhost", b"evil.example"))
        answer = read_all(connection)

    assert re.findall(rb"HTTP/1\.1 (\d+) ", answer) == [b"403"]


def test_who_reads_nothing_is_given_up(impatient: "Server") -> None:
    name = GIVEN_UP % "answer"
    before = metrics(impatient).get(name, 0)

    with connection_to(impatient) as connection:
        connection.settimeout(0)
        for _ in turns(0.01):
            if metrics(impatient).get(name, 0) > before:
                break
            _send_some(connection, OPERATIONS * 20)

    assert impatient.ask("GET", "/_outdial/health").status == 200


def test_who_reads_nothing_is_given_up_sooner_when_much_waits_for_clients() -> None:
    name = GIVEN_UP % "answer"

    with (
        serving(bounds={"client_timeout": 1000, "max_unsent": 1000}) as server,
        connection_to(server) as connection,
    ):
        connection.settimeout(0)
        for _ in turns(0.01):
            if name in metrics(server):
                break
            _send_some(connection, OPERATIONS * 20)
        counted = metrics(server)

    assert counted[name] == 1


def _send_some(connection: socket.socket, data: bytes) -> None:
    with suppress(BlockingIOError):
        connection.send(data)


def test_who_reads_slowly_gets_all(impatient: "Server") -> None:
    number, answer = 1200, b""  # more than the system keeps for a connection, and 2 seconds long

    with connection_to(impatient) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.sendall(OPERATIONS * (number - 1) + _last(OPERATIONS))
        for _ in turns(0.02):
            piece = connection.recv(65536)
            answer += piece
            if not piece:
                break

    assert answer.count(b"HTTP/1.1 200 OK\r\n") == number


def _last(request: bytes) -> bytes:
    return request[:-2] + b"Connection: close\r\n\r\n"


def test_an_answer_that_takes_its_time_is_not_the_clients_fault(impatient: "Server") -> None:
    impatient.ask("POST", "/_outdial/faults", b'{"latency": 2, "count": 1}')

    answer = impatient.ask("GET", "/instance")

    assert answer.status == 200


def test_an_idle_connection_is_closed_at_last() -> None:
    with serving(bounds={"idle_timeout": 0.5}) as server, connection_to(server) as connection:
        connection.sendall(HEALTH)
        answer = read_all(connection)
        until_metric(server, GIVEN_UP % "idle", 1)

    assert re.findall(rb"HTTP/1\.1 (\d+) ", answer) == [b"200"]


def test_many_stuck_clients_are_all_let_go(impatient: "Server") -> None:
    sockets = [
        socket.create_connection(("127.0.0.1", impatient.port), timeout=30) for _ in range(90)
    ]
    for number, connection in enumerate(sockets):
        connection.sendall((b"", HEALTH[:20], PUT + b"{")[number % 3])
    meanwhile = [impatient.ask("GET", "/instance").status for _ in range(20)]
    answers = [read_all(connection)[:12] for connection in sockets]
    for connection in sockets:
        connection.close()

    assert meanwhile == [200] * 20
    assert answers == [b"", b"HTTP/1.1 408", b"HTTP/1.1 408"] * 30


def test_a_handshake_that_is_never_made_is_given_up(tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)
    tls = {"tls_cert": str(certificate), "tls_key": str(key)}

    with serving(bounds={"client_timeout": 0.5, "max_connections": 10}, **tls) as server:
        silent = [
            socket.create_connection(("127.0.0.1", server.port), timeout=30) for _ in range(200)
        ]
        ends = [read_all(each) for each in silent]
        for each in silent:
            each.close()
        trust = ssl.create_default_context(cafile=certificate)
        with (
            socket.create_connection(("127.0.0.1", server.port), timeout=30) as plain,
            trust.wrap_socket(plain, server_hostname="localhost") as connection,
        ):
            connection.sendall(_last(HEALTH.replace(b"health", b"metrics")))
            answer = read_all(connection).decode()

    assert ends == [b""] * 200
    assert f"\n{GIVEN_UP % 'handshake'} {10 + SPARE_CONNECTIONS}\n" in answer
    assert f"\noutdial_connections_refused_total {200 - 10 - SPARE_CONNECTIONS}\n" in answer
