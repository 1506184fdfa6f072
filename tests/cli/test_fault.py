"""`outdial fault`, against a server in a process of its own."""

import json
import socket
from collections.abc import Iterator

import pytest

import server_process
from cli.running import run
from serve.conftest import Server, serving


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    """A server whose faults may be changed."""
    with serving() as server:
        yield server


@pytest.fixture
def url(running: Server) -> str:
    running.ask("DELETE", "/_outdial/faults")
    return running.url


def fault(url: str, *arguments: str) -> str:
    """Run a command that succeeds; give what it prints."""
    result = run("fault", *arguments, "--endpoint-url", url)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_fault_is_added_listed_and_removed(url: str, running: Server) -> None:
    number = fault(
        url,
        *("add", "--operation", "List*", "--error", "ThrottlingException"),
        *("--rate", "1", "--count", "1", "--region", "us-east-1", "--message", "Slow"),
    ).strip()
    statuses = [running.ask("GET", "/instance").status for _ in range(2)]
    listed = fault(url, "list")
    as_json = json.loads(fault(url, "list", "--json"))
    fault(url, "remove", number)

    assert statuses == [429, 200]
    assert listed == (
        f"{number}: List*: error ThrottlingException, message Slow, count 1, region us-east-1,"
        " rate 1; struck 1 of 2\n"
    )
    assert as_json == [
        {
            "id": number,
            "operation": "List*",
            "error": "ThrottlingException",
            "message": "Slow",
            "rate": 1.0,
            "count": 1,
            "region": "us-east-1",
            "met": 2,
            "struck": 1,
        }
    ]
    assert fault(url, "list") == ""


def test_all_faults_are_cleared(url: str) -> None:
    fault(url, "add", "--drop")
    fault(url, "add", "--latency", "2", "--rate", "0.5", "--seed", "3")

    fault(url, "clear")

    assert fault(url, "list") == ""


def test_the_endpoint_may_stand_in_the_environment(url: str) -> None:
    assert run("fault", "list", AWS_ENDPOINT_URL_CONNECT=url).output == ""


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("add",), "A fault needs an error, a latency, or drop"),
        (("add", "--drop", "--rate", "2"), "Expected `float` <= 1.0 - at `$.rate`"),
        (("remove", "99"), "There is no fault 99"),
    ],
)
def test_a_refusal_is_one_line(url: str, arguments: tuple[str, ...], text: str) -> None:
    result = run("fault", *arguments, "--endpoint-url", url)

    assert (result.exit_code, result.output) == (1, f"Error: {text}\n")


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"

        result = run("fault", "list", "--endpoint-url", url)

    assert result.exit_code == 1
    assert result.output == (
        f"Error: No answer of an Outdial at {url}: nothing listens there."
        " Start one with: outdial serve\n"
    )


def test_a_server_that_is_none_of_ours_is_told(url: str) -> None:
    result = run("fault", "list", "--endpoint-url", f"{url}/elsewhere")

    assert result.exit_code == 1
    assert result.output.startswith("Error: Missing Authentication Token")


def test_a_server_that_checks_callers_wants_a_roots_key() -> None:
    add = ("fault", "add", "--drop", "--endpoint-url")
    with server_process.running("--memory", "--auth", "signed", "--root-key", "one:two") as server:
        refused, added = (
            run(*add, server.url, AWS_ACCESS_KEY_ID="one", AWS_SECRET_ACCESS_KEY=secret)
            for secret in ("other", "two")
        )

    assert refused.exit_code == 1
    assert refused.output.startswith("Error: The request signature we calculated")
    assert (added.exit_code, added.output) == (0, "1\n")
