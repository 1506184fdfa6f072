"""Requests as the AWS SDK for Kotlin sends them, whose packages Maven does not serve everywhere.

What it sends is told by its sources, `smithy-lang/smithy-kotlin` and `awslabs/aws-sdk-kotlin`:
labels of paths keep only letters, digits and `-._~` (`PercentEncoding.kt`), so an ARN comes as
`arn%3Aaws%3A...%2F...`; what has no body has no `Content-Type` (`HttpBindingProtocolGenerator`);
`Host` is without the port (`setResolvedEndpoint`), and signed so; the path is encoded once more for
the signature, `User-Agent` and `Connection` are not signed, and the body's hash is not sent
(`Canonicalizer.kt`).
"""

import hashlib
import hmac
import json
import socket
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from http.client import HTTPResponse
from typing import Any
from urllib.parse import quote

import boto3
import pytest

from conftest import ACCOUNT
from server_process import LONG, ServerProcess, running

KEY, SECRET = "AKIAKOTLIN", "kotlin-secret"
UNSIGNED = ("Connection", "User-Agent")
AGENT = "aws-sdk-kotlin/1.5.108"


@pytest.fixture
def signed() -> Iterator[ServerProcess]:
    """A server that verifies signatures."""
    key = f"{KEY}:{SECRET}:{ACCOUNT}"
    with running("--memory", "--auth", "signed", "--root-key", key) as server:
        yield server


def signature(method: str, path: str, headers: Mapping[str, str], body: bytes, secret: str) -> str:
    """Sign as `Canonicalizer.kt` does; give the header's value."""
    lower = {name.lower(): text for name, text in headers.items() if name not in UNSIGNED}
    names = ";".join(sorted(lower))
    encoded = "/".join(quote(part, safe="-._~") for part in path.split("/"))
    lines = [f"{name}:{lower[name]}\n" for name in sorted(lower)]
    digest = hashlib.sha256(body).hexdigest()
    canonical = f"{method}\n{encoded}\n\n{''.join(lines)}\n{names}\n{digest}"
    moment = headers["X-Amz-Date"]
    scope = f"{moment[:8]}/us-east-1/connect/aws4_request"
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashed}"
    made = hmac.digest(key, text.encode(), "sha256").hex()
    return f"AWS4-HMAC-SHA256 Credential={KEY}/{scope}, SignedHeaders={names}, Signature={made}"


def request(method: str, path: str, body: bytes = b"", secret: str = SECRET) -> bytes:
    """Write a request as the SDK and OkHttp do, up to the last byte."""
    headers = {"Content-Type": "application/json"} if body else {}
    headers |= {
        "User-Agent": f"{AGENT} ua/2.1 api/connect#1.5.108 os/linux lang/kotlin#2.2.21",
        "x-amz-user-agent": AGENT,
        "amz-sdk-invocation-id": "0b0d4f4e-7c9a-4a37-9f0a-3f6c3f0f7c11",
        "amz-sdk-request": "attempt=1; max=3",
        "Accept-Encoding": "identity",
        "Host": "127.0.0.1",
        "X-Amz-Date": f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}",
    }
    headers["Authorization"] = signature(method, path, headers, body, secret)
    if body:
        headers["Content-Length"] = str(len(body))
    headers["Connection"] = "Keep-Alive"
    head = "".join(f"{name}: {text}\r\n" for name, text in headers.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body


def ask(connection: socket.socket, sent: bytes) -> tuple[int, str | None, Any]:
    """Send a request; give the answer's status, type of error and body."""
    connection.sendall(sent)
    with HTTPResponse(connection) as response:
        response.begin()
        body = response.read()
    error = response.getheader("x-amzn-ErrorType")
    return response.status, error, json.loads(body) if body else None


def test_a_queue_is_set_and_read_back_by_arns_on_one_connection(signed: ServerProcess) -> None:
    connect = boto3.client(
        "connect",
        "us-east-1",
        endpoint_url=signed.url,
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
    )
    instance = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="acme-kotlin",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    [queue] = connect.list_queues(InstanceId=instance["Id"], QueueTypes=["STANDARD"])[
        "QueueSummaryList"
    ]
    path = "/".join(quote(arn, safe="-._~") for arn in (instance["Arn"], queue["Arn"]))
    setting = f"/queues/{path}/outbound-caller-config"
    config = {"OutboundCallerIdName": "Acme"}
    body = json.dumps({"OutboundCallerConfig": config}).encode()
    missing = json.dumps({"OutboundCallerConfig": {"OutboundCallerIdNumberId": "none"}}).encode()

    with socket.create_connection(("127.0.0.1", signed.port), timeout=LONG) as connection:
        refused = ask(connection, request("POST", setting, missing))
        done = ask(connection, request("POST", setting, body))
        status, error, shown = ask(connection, request("GET", f"/queues/{path}"))
        forged = ask(connection, request("POST", setting, body, secret="wrong"))

    assert refused == (404, "ResourceNotFoundException", {"Message": "Phone number not found"})
    assert done == (200, None, None)
    assert (status, error) == (200, None)
    assert shown["Queue"]["OutboundCallerConfig"] == config
    assert shown["Queue"]["QueueArn"] == queue["Arn"]
    assert forged[:2] == (403, "InvalidSignatureException")
