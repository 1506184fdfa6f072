"""Botocore's requests as ours."""

import io
from typing import Any

import pytest
from botocore.awsrequest import AWSRequest

from outdial.http import Request
from outdial.serve.prepared import to_request


def prepare(url: str = "https://connect.us-east-1.amazonaws.com/", body: Any = None) -> Any:
    headers: Any = {"X-Amz-Date": b"20260101T000000Z", "X-Name": "caf\u00e9".encode()}
    return AWSRequest(method="PUT", url=url, headers=headers, data=body).prepare()


def test_a_request_is_taken_as_it_would_be_sent() -> None:
    url = "http://localhost:4577/queues/a%2Fb/c?maxResults=1&x=%20"

    assert to_request(prepare(url, b"{}")) == Request(
        method="PUT",
        path="/queues/a%2Fb/c",
        query="maxResults=1&x=%20",
        headers={
            "host": "localhost:4577",
            "x-amz-date": "20260101T000000Z",
            "x-name": "caf\u00c3\u00a9",
            "content-length": "2",
        },
        body=b"{}",
    )


@pytest.mark.parametrize(
    ("authority", "host"),
    [
        ("https://connect.us-east-1.amazonaws.com", "connect.us-east-1.amazonaws.com"),
        ("https://Example:443", "example"),
        ("http://example:80", "example"),
        ("https://example:80", "example:80"),
        ("http://user:word@[::1]:4577", "[::1]:4577"),
    ],
)
def test_the_host_is_what_the_connection_would_say(authority: str, host: str) -> None:
    assert to_request(prepare(authority + "/x")).headers["host"] == host


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (None, b""),
        (b"", b""),
        (b"{}", b"{}"),
        (bytearray(b"{}"), b"{}"),
        ("caf\u00e9", b"caf\xc3\xa9"),
        (io.BytesIO(b"{}"), b"{}"),
    ],
)
def test_a_body_may_come_in_any_of_botocores_forms(body: Any, expected: bytes) -> None:
    assert to_request(prepare(body=body)).body == expected


def test_plain_headers_will_do() -> None:
    prepared = prepare()
    prepared.headers = {"X-Plain": "1"}

    assert to_request(prepared).headers == {
        "host": "connect.us-east-1.amazonaws.com",
        "x-plain": "1",
    }
