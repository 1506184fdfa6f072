"""Two servers behind a proxy are restarted one after the other, and no call of a client fails."""

import logging
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event

import pytest

from server_process import ServerProcess, running
from servers.calls import client, instance
from servers.conftest import PATIENT
from servers.proxy import Proxy, free_port, proxied

logger = logging.getLogger(__name__)

CALLERS = 6

ROUNDS = int(os.environ.get("OUTDIAL_TEST_ROUNDS", "1"))
"""So often is each server restarted."""

pytestmark = pytest.mark.skipif(
    shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin") is None,
    reason="HAProxy is not installed: apt-get install haproxy",
)


class Fleet:
    """Servers by the proxy's names for them, which come and go."""

    def __init__(self, database: str, stack: ExitStack) -> None:
        self.ports = {"one": free_port(), "two": free_port()}
        self._options = ("--database", database, "--drain", "2", *PATIENT)
        self._stack = stack
        self._running: dict[str, ServerProcess] = {}

    def start(self, name: str) -> None:
        """Start a server at the port that is its own."""
        server = running(*self._options, "--port", self.ports[name])
        self._running[name] = self._stack.enter_context(server)

    def stop(self, name: str) -> int:
        """Ask a server to stop; give its exit code once it has."""
        return self._running.pop(name).stop()


@pytest.fixture
def fleet(database: str) -> Iterator[Fleet]:
    with ExitStack() as stack:
        yield Fleet(database, stack)


@pytest.fixture
def proxy(fleet: Fleet, tmp_path: Path) -> Iterator[Proxy]:
    with proxied(tmp_path, tuple(fleet.ports.values())) as proxy:
        yield proxy


def call(port: int, ids: dict[str, str], end: Event) -> int:
    """Change a queue and look at it, again and again; give how many calls there were."""
    connect, calls = client(port), 0
    while not end.is_set():
        name = f"call {calls}"
        connect.update_queue_outbound_caller_config(
            **ids, OutboundCallerConfig={"OutboundCallerIdName": name}
        )
        shown = connect.describe_queue(**ids)["Queue"]["OutboundCallerConfig"]
        assert shown == {"OutboundCallerIdName": name}
        calls += 2
    return calls


def queues(port: int) -> list[dict[str, str]]:
    """Set up an instance with a queue for each caller; give their ids."""
    connect = client(port)
    id_ = instance(connect)
    hours = connect.list_hours_of_operations(InstanceId=id_)["HoursOfOperationSummaryList"][0]
    return [
        {
            "InstanceId": id_,
            "QueueId": connect.create_queue(
                InstanceId=id_, Name=f"Queue {number}", HoursOfOperationId=hours["Id"]
            )["QueueId"],
        }
        for number in range(CALLERS)
    ]


def test_a_rolling_restart_drops_no_call(fleet: Fleet, proxy: Proxy) -> None:
    for name in fleet.ports:
        fleet.start(name)
    proxy.wait_until(up=("one", "two"))
    end, before = Event(), queues(proxy.port)

    with ThreadPoolExecutor(CALLERS) as threads:
        callers = [threads.submit(call, proxy.port, ids, end) for ids in before]
        try:
            exits = [restart(fleet, proxy, name) for name in list(fleet.ports) * ROUNDS]
        finally:
            end.set()

    counts = [caller.result() for caller in callers]
    logger.info("%d calls during %d restarts, none failed", sum(counts), len(exits))
    assert exits == [0, 0] * ROUNDS
    assert all(counts)
    assert still_there(proxy.port, before)


def restart(fleet: Fleet, proxy: Proxy, name: str) -> int:
    exit_code = fleet.stop(name)
    fleet.start(name)
    proxy.wait_until(up=("one", "two"))
    return exit_code


def still_there(port: int, before: list[dict[str, str]]) -> bool:
    connect = client(port)
    return all(
        connect.describe_queue(**ids)["Queue"]["QueueId"] == ids["QueueId"] for ids in before
    )
