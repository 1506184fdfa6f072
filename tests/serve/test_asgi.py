"""The server through real sockets."""

import json
import re
import socket
import threading
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from serve.conftest import Server

ACME: Any = {
    "IdentityManagementType": "CONNECT_MANAGED",
    "InboundCallsEnabled": True,
    "OutboundCallsEnabled": True,
}
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
LIST = "/instance"
MOST = 10 * 1024 * 1024


def client(server: "Server") -> "ConnectClient":
    return boto3.session.Session().client(
        "connect",
        region_name="us-east-1",
        endpoint_url=server.url,
        aws_access_key_id="123456789012",
        aws_secret_access_key="secret",
    )


def test_boto3_reaches_the_app(server: "Server") -> None:
    connect = client(server)

    made = connect.create_instance(**ACME, InstanceAlias="through-a-socket")
    shown = connect.describe_instance(InstanceId=made["Id"])

    assert shown["Instance"]["InstanceAlias"] == "through-a-socket"
    headers = shown["ResponseMetadata"]["HTTPHeaders"]
    assert sorted(headers) == ["content-length", "content-type", "date", "x-amzn-requestid"]
    assert headers["content-type"] == "application/json"
    assert re.fullmatch(UUID, headers["x-amzn-requestid"])


def test_an_arn_in_the_path_arrives_raw(server: "Server") -> None:
    connect = client(server)
    made = connect.create_instance(**ACME, InstanceAlias="by-its-arn")

    queues = connect.list_queues(InstanceId=made["Arn"])["QueueSummaryList"]

    assert queues == connect.list_queues(InstanceId=made["Id"])["QueueSummaryList"]
    assert queues


def test_many_at_once_are_all_answered(server: "Server") -> None:
    connect = client(server)
    made: list[str] = []

    def create(number: int) -> None:
        instance = connect.create_instance(**ACME, InstanceAlias=f"crowd-{number}")
        made.append(instance["Id"])

    threads = [threading.Thread(target=create, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(made)) == 16


def test_requests_may_follow_each_other_on_a_connection_that_is_then_half_closed(
    server: "Server",
) -> None:
    ask = b"GET /_outdial/health HTTP/1.1\r\nHost: localhost\r\n\r\n"

    answer = server.say(ask + ask, ask)

    assert answer.count(b"HTTP/1.1 200 OK") == 3


def test_a_body_of_ten_megabytes_is_taken(server: "Server") -> None:
    answer = server.ask("PUT", LIST, b" " * MOST)

    assert answer.status != 413


def test_a_longer_body_is_refused(server: "Server") -> None:
    answer = server.ask("PUT", LIST, b" " * (MOST + 1))

    assert answer.status == 413
    assert answer.json == {"message": "Request Too Long"}
    assert answer.headers["x-amzn-errortype"] == "RequestEntityTooLargeException"
    assert re.fullmatch(UUID, answer.headers["x-amzn-requestid"])
    assert answer.headers["connection"] == "close"


def test_a_longer_body_without_a_length_is_refused(server: "Server") -> None:
    head = b"PUT /instance HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"

    answer = server.say(head, *[chunk] * 11, b"0\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 413 ")


def test_whoever_asks_first_need_not_send_the_body(server: "Server") -> None:
    head = (
        b"PUT /instance HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Length: 999999999\r\nExpect: 100-continue\r\n\r\n"
    )

    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(head)
        answer = connection.recv(65536)

    assert answer.startswith(b"HTTP/1.1 413 ")


def test_a_body_that_breaks_off_is_forgotten(server: "Server") -> None:
    head = b"PUT /instance HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30\r\n\r\n"

    answer = server.say(head, b'{"Ident')

    assert answer == b""
    assert server.ask("GET", "/_outdial/health").status == 200


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x00\x01\x02 nonsense\r\n\r\n",
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"FROBNICATE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET ?x HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /\xc3\xa9 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: \x01\r\n\r\n",
        b"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -3\r\n\r\n",
        b"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"PUT / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"PUT / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nContent-Length: 1\r\n\r\n1",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(50),
    ],
)
def test_malformed_http_is_the_clients_mistake(server: "Server", request_bytes: bytes) -> None:
    answer = server.say(request_bytes)

    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert server.ask("GET", "/_outdial/health").status == 200


@pytest.mark.parametrize("path", ["/%zz%f", "/%ff%fe", "//instance", "/instance/%2F..%2F", "/%00"])
def test_an_odd_path_is_no_fault_of_ours(server: "Server", path: str) -> None:
    assert 400 <= server.ask("GET", path).status < 500


def test_a_head_without_end_is_refused(server: "Server") -> None:
    head = b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 100_000

    answer = server.say(head)

    assert answer.startswith(b"HTTP/1.1 431 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2]) == {
        "message": "The request's headers are too long"
    }


def test_an_old_client_needs_no_host(server: "Server") -> None:
    answer = server.say(b"GET /_outdial/health HTTP/1.0\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")


HEADERS = st.lists(st.tuples(st.from_regex(rb"[A-Za-z-]{1,20}", fullmatch=True), st.binary()))


@hypothesis_settings(max_examples=150)
@given(
    method=st.sampled_from([b"GET", b"PUT", b"POST", b"DELETE", b"PATCH", b"HEAD", b"OPTIONS"]),
    path=st.binary() | st.sampled_from([b"instance", b"queues/a", b"_outdial/health"]),
    headers=HEADERS,
    body=st.binary() | st.just(b"{}"),
)
def test_no_bytes_make_the_server_fail(
    server: "Server", method: bytes, path: bytes, headers: list[tuple[bytes, bytes]], body: bytes
) -> None:
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
    head = method + b" /" + path + b" HTTP/1.1\r\nHost: localhost\r\n" + lines
    length = b"Content-Length: %d\r\n\r\n" % len(body)

    answer = server.say(head + length + body)

    assert server.process.poll() is None
    statuses = re.findall(rb"^HTTP/1\.1 (\d{3})", answer, re.MULTILINE)
    assert not [status for status in statuses if status.startswith(b"5") and status != b"501"]
