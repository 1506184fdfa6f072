"""A server that is told to stop goes on for a while, and says so."""

import json
import signal
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from threading import Event
from time import monotonic

from server_process import LONG, ServerProcess, running


def ask(server: ServerProcess, path: str) -> tuple[HTTPResponse, object]:
    """Ask on a connection of its own."""
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=LONG)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response, json.load(response)


def test_health_tells_of_the_stop_while_calls_are_still_answered() -> None:
    with running("--memory", "--drain", 10 * LONG) as server:
        before, _ = ask(server, "/_outdial/health")
        server.process.send_signal(signal.SIGTERM)
        wait_until_it_says_so(server)

        health, said = ask(server, "/_outdial/health")
        call, instances = ask(server, "/instance")

        assert (before.status, before.headers["connection"]) == (200, None)
        assert (health.status, said) == (503, {"status": "stopping", "version": "0.1.0"})
        assert (call.status, instances) == (200, {"InstanceSummaryList": []})
        assert call.headers["connection"] == "close"
        assert call.headers["date"]
        assert server.stop() == 0  # who says it twice does not want to wait


def test_a_server_that_is_not_to_drain_stops_at_once() -> None:
    with running("--memory") as server:
        assert server.stop() == 0


def wait_until_it_says_so(server: ServerProcess) -> None:
    deadline = monotonic() + LONG
    while ask(server, "/_outdial/health")[0].headers["connection"] != "close":
        assert monotonic() < deadline
        Event().wait(0.02)
