"""Requests as the SDKs for Ruby, PHP, .NET and C++ send them, over a socket, with signatures."""

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any

import pytest

from conftest import WHISPER
from sdks.senders import CPP, DOTNET, KEY, PHP, RUBY, SENDERS, Sender
from server_process import LONG, ServerProcess, running

ACCOUNT = "123456789012"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """A connection that a sender keeps for all of its requests."""

    sender: Sender
    connection: socket.socket
    host: str

    def ask(self, method: str, target: str, content: Any = None) -> tuple[int, str, Any]:
        """Send a request; give the answer's status, the error's name and the content."""
        if content is None and method == "POST" and self.sender.empty_object:
            content = {}
        body = b"" if content is None else json.dumps(content).encode()
        self.connection.sendall(self.sender.head(self.host, method, target, body))
        if self.sender.expects and body:
            assert self._interim() == b"HTTP/1.1 100 Continue\r\n\r\n"
        self.connection.sendall(body)
        with HTTPResponse(self.connection, method=method) as answer:
            answer.begin()
            text = answer.read()
            assert not answer.will_close
            error = answer.headers.get("x-amzn-ErrorType", "")
            return answer.status, error, json.loads(text) if text else None

    def _interim(self) -> bytes:
        read = b""
        while not read.endswith(b"\r\n\r\n"):
            some = self.connection.recv(1)
            assert some, read
            read += some
        return read

    def path(self, pattern: str, *labels: str) -> str:
        """Put labels into a path."""
        return pattern.format(*map(self.sender.label, labels))


@pytest.fixture(scope="module")
def server() -> Iterator[ServerProcess]:
    key = f"{KEY.access_key}:{KEY.secret_key}:{ACCOUNT}"
    with running("--memory", "--auth", "enforced", "--root-key", key) as started:
        yield started


@pytest.fixture(params=SENDERS, ids=lambda sender: sender.name)
def wire(server: ServerProcess, request: pytest.FixtureRequest) -> Iterator[Wire]:
    with socket.create_connection(("127.0.0.1", server.port), timeout=LONG) as connection:
        yield Wire(sender=request.param, connection=connection, host=f"127.0.0.1:{server.port}")


def test_labels_are_escaped_as_each_sdk_does() -> None:
    arn = "arn:aws:connect:us-east-1:123456789012:instance/a~b"

    strict = "arn%3Aaws%3Aconnect%3Aus-east-1%3A123456789012%3Ainstance%2Fa~b"
    assert [sender.label(arn) for sender in (RUBY, PHP, DOTNET)] == [strict] * 3
    assert CPP.label(arn) == "arn:aws:connect:us-east-1:123456789012:instance%2Fa~b"


def test_a_head_without_a_body_is_spelled_as_each_sdk_does() -> None:
    heads = {sender: sender.head("x:1", "GET", "/instance", b"").decode() for sender in SENDERS}

    assert "\r\nContent-Type:\r\n" in heads[RUBY]
    assert "\r\nContent-Length: 0\r\n" in heads[RUBY]
    for sender in (PHP, DOTNET, CPP):
        assert "content-type:" not in heads[sender].lower()
        assert "content-length:" not in heads[sender].lower()
    assert ";x-amz-date," in heads[RUBY]
    assert "\r\nauthorization: AWS4-HMAC-SHA256 " in heads[CPP]


def test_the_whole_way_is_answered(wire: Wire) -> None:
    alias = "acme-" + "".join(filter(str.isalnum, wire.sender.name.lower()))
    instance = {
        "IdentityManagementType": "CONNECT_MANAGED",
        "InstanceAlias": alias,
        "InboundCallsEnabled": True,
        "OutboundCallsEnabled": True,
    }
    created = asked(wire, "PUT", "/instance", instance)
    ids, arn = created["Id"], created["Arn"]
    described = asked(wire, "GET", wire.path("/instance/{}", arn))
    assert described["Instance"]["InstanceStatus"] == "ACTIVE"
    flow = asked(
        wire,
        "PUT",
        wire.path("/contact-flows/{}", ids),
        {"Name": "Whisper", "Type": "OUTBOUND_WHISPER", "Content": WHISPER},
    )
    hours = asked(wire, "GET", wire.path("/hours-of-operations-summary/{}", arn))
    hours_id = hours["HoursOfOperationSummaryList"][0]["Id"]
    queue = asked(
        wire,
        "PUT",
        wire.path("/queues/{}", arn),
        {"Name": "Sales", "HoursOfOperationId": hours_id},
    )
    search = {"TargetArn": arn, "PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}
    found = asked(wire, "POST", "/phone-number/search-available", search)
    free = found["AvailableNumbersList"][0]["PhoneNumber"]
    number = asked(wire, "POST", "/phone-number/claim", {"TargetArn": arn, "PhoneNumber": free})

    update = wire.path("/queues/{}/{}/outbound-caller-config", arn, queue["QueueArn"])
    config = {
        "OutboundCallerIdName": "Acme & Söhne",
        "OutboundCallerIdNumberId": number["PhoneNumberId"],
        "OutboundFlowId": flow["ContactFlowId"],
    }
    wrong = {"OutboundCallerConfig": config | {"OutboundCallerIdNumberId": ids}}
    assert wire.ask("POST", update, wrong) == (
        404,
        "ResourceNotFoundException",
        {"Message": "Phone number not found"},
    )
    assert wire.ask("POST", update, {"OutboundCallerConfig": config}) == (200, "", None)

    assert names(wire, ids) == {"BasicQueue", "Sales"}
    for labels in ((ids, queue["QueueId"]), (arn, queue["QueueArn"])):
        shown = asked(wire, "GET", wire.path("/queues/{}/{}", *labels))
        assert shown["Queue"]["OutboundCallerConfig"] == config


def names(wire: Wire, instance: str) -> set[str]:
    """List the names of the queues, one a page."""
    target = wire.path("/queues-summary/{}", instance) + "?maxResults=1"
    seen, following = set(), ""
    while True:
        page = asked(wire, "GET", target + following)
        [summary] = page["QueueSummaryList"]
        seen.add(summary["Name"])
        if "NextToken" not in page:
            return seen
        following = "&nextToken=" + DOTNET.label(page["NextToken"])


def asked(wire: Wire, method: str, target: str, content: Any = None) -> Any:
    """Ask what must be answered; give the content."""
    status, error, answer = wire.ask(method, target, content)
    assert (status, error) == (200, ""), answer
    return answer


def test_an_input_without_members_is_answered_with_a_body_or_without(wire: Wire) -> None:
    status, error, answer = wire.ask("POST", "/phone-number/list")

    assert (status, error) == (200, "")
    assert isinstance(answer["ListPhoneNumbersSummaryList"], list)


def test_a_request_that_was_changed_on_its_way_is_refused(wire: Wire) -> None:
    head = wire.sender.head(wire.host, "GET", wire.path("/instance/{}", "a:b"), b"")

    wire.connection.sendall(head.replace(b"/instance/a", b"/instance/c"))

    with HTTPResponse(wire.connection, method="GET") as answer:
        answer.begin()
        assert (answer.status, answer.headers["x-amzn-ErrorType"]) == (
            403,
            "InvalidSignatureException",
        )
