"""A server that is asked to stop answers all that it was sent, and loses nothing."""

import json
import signal
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from durability.calling import calling
from durability.centre import Centre
from server_process import LONG, running

CALLERS = 8


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("known", [True, False], ids=["old connections", "new connections"])
def test_every_request_that_was_sent_is_answered(
    data: Path, centre: Centre, number: signal.Signals, *, known: bool
) -> None:
    names = [f"made {caller}" for caller in range(CALLERS)]
    with running("--data", data) as server, ExitStack() as stack:
        connections = [
            stack.enter_context(closing(HTTPConnection("127.0.0.1", server.port, timeout=LONG)))
            for _ in names
        ]
        for connection in connections if known else ():
            connection.request("GET", "/_outdial/health")
            assert connection.getresponse().read()

        # While the server cannot run, all of this reaches it: the requests first.
        server.process.send_signal(signal.SIGSTOP)
        for connection, name in zip(connections, names, strict=True):
            body = {"Name": name, "HoursOfOperationId": centre.hours}
            connection.request("PUT", f"/queues/{centre.instance}", json.dumps(body))
        server.process.send_signal(number)
        server.process.send_signal(signal.SIGCONT)

        answers = [json.load(connection.getresponse()) for connection in connections]
        assert server.process.wait(LONG) == 0

    created = dict(zip(names, (answer["QueueId"] for answer in answers), strict=True))
    with running("--data", data) as server, calling(server.port) as call:
        assert centre.queue_names(call).items() >= created.items()
