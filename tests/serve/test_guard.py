"""Which hosts and origins the server answers."""

import pytest

from outdial.http import Request
from outdial.serve.guard import Guard

SELF = "localhost:4577"


def ask(guard: Guard, address: str = "127.0.0.1", **headers: str) -> int:
    """Give the status of the guard's refusal, 0 if the request is welcome."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    refusal = guard.refusal(Request(method="POST", path="/x", headers=named), address)
    return refusal.status if refusal else 0


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:4577",
        "LOCALHOST.",
        "connect.us-east-1.localhost:4577",
        "127.0.0.1",
        "127.8.9.10:80",
        "[::1]:4577",
        "[::1]",
        "host.docker.internal:4577",
        "connect.us-east-1.amazonaws.com",
        "connect-fips.us-gov-west-1.amazonaws.com:443",
        "iam.amazonaws.com",
        "sts.eu-central-1.amazonaws.com",
        "connect.cn-north-1.amazonaws.com.cn",
        "connect.us-east-1.api.aws",
    ],
)
def test_loopback_and_amazons_own_names_are_welcome(host: str) -> None:
    assert ask(Guard(), host=host) == 0


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:4577",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil-localhost",
        "connect.us-east-1.amazonaws.com.evil.example",
        "s3.us-east-1.amazonaws.com",
        "evil.connect.us-east-1.amazonaws.com",
        "192.168.1.20",
        "[::2]:4577",
        "",
        "\xff",
        "localhost,localhost",
    ],
)
def test_a_foreign_host_is_refused(host: str) -> None:
    assert ask(Guard(), host=host) == 403


def test_the_address_that_the_connection_came_to_is_welcome() -> None:
    assert ask(Guard(), address="192.168.1.20", host="192.168.1.20:4577") == 0


def test_a_host_can_be_allowed() -> None:
    guard = Guard(hosts=("outdial", "connect.corp.example"))

    assert ask(guard, host="outdial:4577") == 0
    assert ask(guard, host="Connect.Corp.Example") == 0
    assert ask(guard, host="other.corp.example") == 403


def test_every_host_can_be_allowed() -> None:
    assert ask(Guard(hosts=("*",)), host="evil.example") == 0


@pytest.mark.parametrize("origin", ["http://localhost:4577", "https://localhost:4577"])
def test_the_servers_own_pages_are_welcome(origin: str) -> None:
    assert ask(Guard(), host=SELF, origin=origin) == 0


@pytest.mark.parametrize(
    "origin",
    ["null", "", "https://evil.example", "http://localhost:3000", "file://localhost:4577"],
)
def test_a_foreign_page_is_refused(origin: str) -> None:
    assert ask(Guard(), host=SELF, origin=origin) == 403


def test_the_refusals_say_what_to_do() -> None:
    def message(**headers: str) -> bytes:
        refusal = Guard().refusal(Request(method="GET", path="/", headers=headers), "127.0.0.1")
        assert refusal
        return refusal.body

    assert message(host="evil.example") == (
        b'{"message":"Host \'evil.example\' is not this server\'s own; allow it with --allow-host"}'
    )
    assert message(host=SELF, origin="null") == (
        b'{"message":"Origin \'null\' is not this server\'s own; allow it with --cors"}'
    )


def test_an_allowed_page_may_ask_and_read() -> None:
    guard = Guard(origins=("https://app.example",))
    headers = {
        "host": SELF,
        "origin": "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,x-amz-date",
        "access-control-request-private-network": "true",
    }

    answer = guard.preflight(Request(method="OPTIONS", path="/x", headers=headers))

    assert ask(guard, host=SELF, origin="https://app.example") == 0
    assert answer
    assert answer.status == 204
    assert answer.headers == {
        "access-control-allow-origin": "https://app.example",
        "access-control-expose-headers": "x-amzn-RequestId, x-amzn-ErrorType",
        "vary": "Origin",
        "access-control-allow-methods": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
        "access-control-allow-headers": "authorization,content-type,x-amz-date",
        "access-control-max-age": "600",
        "access-control-allow-private-network": "true",
    }


def test_without_permission_there_are_no_headers_for_pages() -> None:
    assert Guard().permission({"host": SELF, "origin": "http://localhost:4577"}) == {}
    assert Guard(origins=("https://app.example",)).permission({"host": SELF}) == {}
