"""Callers at once on one queue: its configuration is always one that was sent, whole."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

import pytest

from durability.calling import Call, calling
from durability.centre import Centre, set_up
from server_process import LONG, ServerProcess, running

TIMES = 50


@pytest.fixture(scope="module")
def server() -> Iterator[ServerProcess]:
    """Run a server."""
    with running("--memory") as server:
        yield server


@pytest.fixture(scope="module")
def centre(server: ServerProcess) -> Centre:
    """Set up a contact centre."""
    with calling(server.port) as call:
        return set_up(call)


def test_two_callers_at_once_leave_one_of_two_whole_configurations(
    server: ServerProcess, centre: Centre
) -> None:
    first, second = centre.config("first", 0), {"OutboundCallerIdName": "second"}
    start = Barrier(2)
    with ExitStack() as stack:
        calls = [stack.enter_context(calling(server.port)) for _ in range(2)]
        threads = stack.enter_context(ThreadPoolExecutor(2))
        queue = centre.create_queue(calls[0], Name="Two")

        def update(call: Call, config: dict[str, str]) -> None:
            start.wait(LONG)
            centre.set_caller(call, queue, config)

        for _ in range(TIMES):
            for updated in [*map(threads.submit, (update, update), calls, (first, second))]:
                updated.result()
            assert centre.describe(calls[0], queue)["OutboundCallerConfig"] in (first, second)


def test_readers_meet_only_whole_configurations(server: ServerProcess, centre: Centre) -> None:
    writers = ("first", "second", "third")
    with ExitStack() as stack:
        calls = [stack.enter_context(calling(server.port)) for _ in (*writers, "reader")]
        threads = stack.enter_context(ThreadPoolExecutor(len(calls)))
        queue = centre.create_queue(
            calls[-1], Name="Read", OutboundCallerConfig=centre.config("none", 0)
        )

        def write(call: Call, name: str) -> None:
            for turn in range(TIMES):
                centre.set_caller(call, queue, centre.config(name, turn))

        writing = [*map(threads.submit, [write] * len(writers), calls, writers)]
        found = [centre.describe(calls[-1], queue)["OutboundCallerConfig"] for _ in range(TIMES)]
        for written in writing:
            written.result()
        found.append(centre.describe(calls[-1], queue)["OutboundCallerConfig"])

    for config in found:
        name, turn = config["OutboundCallerIdName"].split()
        assert config == centre.config(name, int(turn))
    assert found[-1] in [centre.config(name, TIMES - 1) for name in writers]
