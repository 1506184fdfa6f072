"""What a server with too much to do says, and whom it still answers."""

import json
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from outdial.serve.bounds import SPARE_CONNECTIONS
from overload.waiting import metrics, turns, until_metric
from serve.conftest import Answer, Server, read_all, serving

CREATE = (
    b'{"IdentityManagementType":"CONNECT_MANAGED","InstanceAlias":"acme",'
    b'"InboundCallsEnabled":true,"OutboundCallsEnabled":true}'
)
TEXT = "The server has more to do than it can; try again later."
HEALTH = b"GET /_outdial/health HTTP/1.1\r\nHost: localhost\r\n\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """A server whose store is held up by one request until it is let go."""

    server: Server
    gate: Path

    def let_go(self) -> None:
        self.gate.touch()


@contextmanager
def busy(folder: Path, **options: object) -> Iterator[tuple[Busy, "list[Answer]"]]:
    """Hold a server up; what the request that did so got is in the list afterwards."""
    gate, answers = folder / "gate", list[Answer]()
    bounds = {"max_wait": 1e-9}
    with serving(held=str(gate), bounds=bounds, **options) as server, ThreadPoolExecutor(1) as pool:
        first = pool.submit(server.ask, "PUT", "/instance", CREATE)
        try:
            until_metric(server, "outdial_requests_waiting", 1)
            yield Busy(server=server, gate=gate), answers
        finally:
            gate.touch()
            answers.append(first.result())


def scope(service: str) -> str:
    return (
        f"AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/{service}/aws4_request,"
        " SignedHeaders=host, Signature=00"
    )


def test_a_request_that_would_wait_too_long_is_refused_at_once(tmp_path: Path) -> None:
    with busy(tmp_path) as (held, answers):
        answer = held.server.ask("GET", "/instance", authorization=scope("connect"))
        held.let_go()

    assert [first.status for first in answers] == [200]
    assert answer.status == 503
    assert answer.json == {"message": TEXT}
    assert answer.headers["x-amzn-errortype"] == "ServiceUnavailableException"
    assert answer.headers["retry-after"] == "1"
    assert re.fullmatch(r"[0-9a-f-]{36}", answer.headers["x-amzn-requestid"])


@pytest.mark.parametrize("service", ["iam", "sts"])
def test_services_of_the_query_protocol_say_so_in_xml(tmp_path: Path, service: str) -> None:
    with busy(tmp_path) as (held, _):
        answer = held.server.ask("POST", "/", b"", authorization=scope(service))

    assert (answer.status, answer.headers["retry-after"]) == (503, "1")
    assert b"<Error><Type>Receiver</Type><Code>ServiceUnavailable" in answer.body
    assert f"<Message>{TEXT}</Message>".encode() in answer.body


def test_cloudtrail_says_so_in_its_json(tmp_path: Path) -> None:
    with busy(tmp_path) as (held, _):
        answer = held.server.ask("POST", "/", b"{}", authorization=scope("cloudtrail"))

    assert answer.status == 503
    assert answer.json == {"__type": "ServiceUnavailableException", "message": TEXT}


def test_a_broken_scope_is_told_so_too(tmp_path: Path) -> None:
    broken = scope("connect").replace("us-east-1", "mars")

    with busy(tmp_path) as (held, _):
        answer = held.server.ask("GET", "/instance", authorization=broken)

    assert (answer.status, answer.json) == (503, {"message": TEXT})


def test_the_body_is_not_waited_for(tmp_path: Path) -> None:
    head = b"PUT /instance HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n"

    with (
        busy(tmp_path) as (held, _),
        socket.create_connection(("127.0.0.1", held.server.port), timeout=10) as connection,
    ):
        answer = ask(connection, head)
        after = ask(connection, b" " * 50 + HEALTH)

    assert answer.startswith(b"HTTP/1.1 503 ")
    assert after.startswith(b"HTTP/1.1 200 ")


def test_a_page_that_may_call_can_read_the_refusal(tmp_path: Path) -> None:
    origin = "https://app.example"

    with busy(tmp_path, cors=[origin]) as (held, _):
        answer = held.server.ask("GET", "/instance", origin=origin)

    assert (answer.status, answer.headers["access-control-allow-origin"]) == (503, origin)


def test_boto3_tries_again_by_itself(tmp_path: Path) -> None:
    with busy(tmp_path) as (held, _), ThreadPoolExecutor(1) as pool:
        connect = boto3.session.Session().client(
            "connect",
            region_name="us-east-1",
            endpoint_url=held.server.url,
            aws_access_key_id="000000000000",
            aws_secret_access_key="secret",
            config=Config(retries={"mode": "standard", "total_max_attempts": 10}),
        )
        answer = pool.submit(connect.list_instances)
        for _ in turns(0.01):
            if metrics(held.server)["outdial_requests_refused_total"]:
                break
        held.let_go()
        listed = answer.result()

    assert [found["InstanceAlias"] for found in listed["InstanceSummaryList"]] == ["acme"]
    assert listed["ResponseMetadata"]["RetryAttempts"] >= 1


def test_boto3_names_the_error_when_it_gives_up(tmp_path: Path) -> None:
    with busy(tmp_path) as (held, _):
        iam = boto3.session.Session().client(
            "iam",
            region_name="us-east-1",
            endpoint_url=held.server.url,
            aws_access_key_id="000000000000",
            aws_secret_access_key="secret",
            config=Config(retries={"total_max_attempts": 1}),
        )
        with pytest.raises(ClientError) as refusal:
            iam.list_users()

    assert refusal.value.response["Error"]["Message"] == TEXT
    assert refusal.value.response["ResponseMetadata"]["HTTPStatusCode"] == 503


def test_health_and_metrics_answer_all_the_same(tmp_path: Path) -> None:
    with busy(tmp_path) as (held, _):
        held.server.ask("GET", "/instance")
        health = held.server.ask("GET", "/_outdial/health")
        counted = metrics(held.server)

    assert health.status == 200
    assert counted["outdial_requests_refused_total"] == 1
    labels = 'operation="overload",status="503",error="ServiceUnavailableException"'
    assert counted[f"outdial_requests_total{{{labels}}}"] == 1


def test_the_log_counts_refusals_in_one_line(tmp_path: Path) -> None:
    with busy(tmp_path) as (held, _):
        for _ in range(3):
            held.server.ask("GET", "/instance")
        for _ in turns(0.01):
            events = [json.loads(line) for line in held.server.lines()]
            told = [event for event in events if event["event"].startswith("too much to do")]
            if sum(_counted(event["event"]) for event in told) == 3:
                break

    assert {event["level"] for event in told} == {"warning"}
    assert not [event for event in events if event.get("status") == 503]


def _counted(event: str) -> int:
    found = re.fullmatch(
        r"too much to do: refused (\d+) requests and 0 connections; 1 requests wait", event
    )
    assert found, event
    return int(found[1])


@contextmanager
def connected(server: Server, number: int) -> Iterator[list[socket.socket]]:
    """Hold connections; the server accepts them in turn."""
    sockets = [
        socket.create_connection(("127.0.0.1", server.port), timeout=30) for _ in range(number)
    ]
    try:
        yield sockets
    finally:
        for each in sockets:
            each.close()


def ask(connection: socket.socket, request: bytes) -> bytes:
    """Ask for something on a connection, and read the answer, an object in JSON."""
    connection.sendall(request)
    answer = b""
    while not answer.endswith(b"}"):
        answer += connection.recv(65536)
    return answer


def test_beyond_the_bound_of_connections_only_health_and_metrics_are_answered() -> None:
    with serving(bounds={"max_connections": 2}) as server, connected(server, 2) as welcome:
        before = [ask(each, HEALTH)[:12] for each in welcome]
        refused = server.ask("GET", "/instance")
        health = server.ask("GET", "/_outdial/health")
        after = [ask(each, HEALTH)[:12] for each in welcome]

    assert before == after == [b"HTTP/1.1 200"] * 2
    assert (refused.status, refused.json) == (503, {"message": TEXT})
    assert (refused.headers["connection"], refused.headers["retry-after"]) == ("close", "1")
    assert (health.status, health.headers["connection"]) == (200, "close")


def test_beyond_the_spare_ones_connections_are_closed_at_once() -> None:
    with serving(bounds={"max_connections": 1}) as server:
        with connected(server, 1 + SPARE_CONNECTIONS) as held:
            with socket.create_connection(("127.0.0.1", server.port), timeout=30) as late:
                answer = read_all(late)
            last = ask(held[-1], HEALTH)
        for _ in turns(0.01):
            if server.ask("GET", "/instance").status == 200:
                break
        refused = metrics(server)["outdial_connections_refused_total"]

    assert answer.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
    assert b"\r\nretry-after: 1\r\n" in answer
    assert json.loads(answer.partition(b"\r\n\r\n")[2]) == {
        "message": "There are too many connections"
    }
    assert last.startswith(b"HTTP/1.1 200 ")
    assert refused > SPARE_CONNECTIONS
