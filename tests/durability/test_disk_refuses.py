"""The disk under a running server refuses: it is full, broken, or can only be read.

Changes are refused with a 503 and not made, reads go on, and as soon as the disk takes writes again
the same server does so too.
"""

import errno
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from durability.calling import Call, RefusedError, calling
from durability.centre import Centre, set_up
from durability.disk_layer import Layer, hindrance
from durability.opening import shown
from durability.small_disk import SmallDisk, small_disk
from durability.small_disk import hindrance as hindrance_of_mounts
from durability.soundness import calls_told, unsound
from server_process import running

needs_layer = pytest.mark.skipif(bool(hindrance()), reason=hindrance())
needs_mounts = pytest.mark.skipif(bool(hindrance_of_mounts()), reason=hindrance_of_mounts())

NOT_MADE = "The change was not made: the data cannot be written"
CALLERS = 8
READS = 100


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as disk:
        yield disk


def troubles(log: Path) -> list[str]:
    """Give what was logged beside requests: each is one line, without a traceback."""
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    told = [line for line in lines if line["event"] != "request"]
    assert [line for line in told if "traceback" in line] == []
    return [line["event"] for line in told]


def refusal(act: Callable[..., Any], *arguments: Any, **more: Any) -> tuple[int, str]:
    """Make a call that is refused; give the status and the text."""
    with pytest.raises(RefusedError) as refused:
        act(*arguments, **more)
    return refused.value.status, refused.value.answer["message"]


@needs_layer
@pytest.mark.parametrize(
    ("error", "reason"),
    [
        pytest.param(errno.ENOSPC, "its disk is full", id="full"),
        pytest.param(errno.EIO, "its disk fails", id="broken"),
        pytest.param(errno.EROFS, "its disk fails", id="read-only"),
    ],
)
def test_changes_are_refused_and_reads_go_on_until_the_disk_takes_writes_again(
    data: Path, log: Path, centre: Centre, queue: str, error: int, reason: str
) -> None:
    layer = Layer(data)
    with ExitStack() as stack:
        server = stack.enter_context(running("--data", data, under=layer.under(), log=log))
        calls = [stack.enter_context(calling(server.port)) for _ in range(2 * CALLERS)]
        threads = stack.enter_context(ThreadPoolExecutor(len(calls)))

        def change(call: Call) -> tuple[int, str]:
            return refusal(centre.set_caller, call, queue, centre.config("Acme", 1))

        def read(call: Call) -> list[Any]:
            found = [centre.describe(call, queue) for _ in range(READS)]
            return [one["OutboundCallerConfig"] for one in found]

        layer.fail(error)
        changing = [threads.submit(change, call) for call in calls[:CALLERS]]
        reading = [threads.submit(read, call) for call in calls[CALLERS:]]
        refused = {one.result() for one in changing}
        found = [config for one in reading for config in one.result()]
        layer.fail(0)
        centre.set_caller(calls[0], queue, centre.config("Acme", 2))
        server.kill()

    text = f"{NOT_MADE}, as {reason}. Try again later."
    assert refused == {(503, text)}
    assert found == [centre.config("Acme", 0)] * CALLERS * READS
    begun, ended = troubles(log)
    assert begun.startswith(f"{data}/outdial.sqlite3 cannot be written: {reason} (")
    assert ended == f"{data}/outdial.sqlite3 is written again: changes are taken."
    assert shown(data, centre, queue) == centre.config("Acme", 2)
    assert unsound(data / "outdial.sqlite3") == []


@needs_layer
@pytest.mark.parametrize(
    ("method", "page", "text"),
    [
        ("PUT", "snapshots?name=other", "The snapshot cannot be written: No space left on device."),
        ("GET", "backup", "The backup cannot be made: No space left on device"),
        ("POST", "snapshots?name=first", f"{NOT_MADE}, as its disk is full. Try again later."),
        ("POST", "reset", f"{NOT_MADE}, as its disk is full. Try again later."),
    ],
)
def test_what_the_control_pages_cannot_do_changes_nothing(
    data: Path, log: Path, centre: Centre, queue: str, method: str, page: str, text: str
) -> None:
    layer = Layer(data)
    with (
        running("--data", data, under=layer.under(), log=log) as server,
        calling(server.port) as call,
    ):
        call("PUT", "/_outdial/snapshots?name=first")
        centre.set_caller(call, queue, centre.config("Acme", 1))
        layer.fail(errno.ENOSPC)
        refused = refusal(call, method, f"/_outdial/{page}")
        kept = centre.describe(call, queue)["OutboundCallerConfig"]
        layer.fail(0)
        centre.set_caller(call, queue, centre.config("Acme", 2))
        names = call("GET", "/_outdial/snapshots")
        server.kill()

    assert refused == (503, text)
    assert kept == centre.config("Acme", 1)
    assert names == {"snapshots": ["first"]}
    troubles(log)
    assert shown(data, centre, queue) == centre.config("Acme", 2)
    assert unsound(data / "outdial.sqlite3") == []


@needs_mounts
def test_a_disk_that_its_own_changes_fill_loses_none_of_them(disk: SmallDisk, log: Path) -> None:
    data, made = disk.place / "data", dict[str, str]()
    with running("--data", data, log=log) as server, calling(server.port) as call:
        centre = set_up(call)

        def create() -> None:
            name = f"made {len(made)}"
            made[name] = centre.create_queue(call, Name=name, Description="x" * 250)

        def create_all() -> None:
            while True:
                create()

        refused = refusal(create_all)
        known = centre.queue_names(call)
        disk.mount_again("size=8m")
        create()
        server.kill()

    with running("--data", data) as server, calling(server.port) as call:
        found = centre.queue_names(call)
        server.stop()
    assert refused[0] == 503
    assert "its disk is full" in refused[1]
    assert known.items() >= dict(list(made.items())[:-1]).items()
    assert found.keys() == {"BasicQueue", *made}
    assert found.items() >= made.items()
    assert "Free some space." in troubles(log)[0]
    assert unsound(data / "outdial.sqlite3") == []


@needs_mounts
def test_a_server_that_starts_on_a_full_disk_reads_and_writes_when_there_is_space(
    disk: SmallDisk, log: Path
) -> None:
    data = disk.place / "data"
    with running("--data", data) as server, calling(server.port) as call:
        centre = set_up(call)
        queue = centre.create_queue(
            call, Name="Sales", OutboundCallerConfig=centre.config("Acme", 0)
        )
        server.kill()

    with ExitStack() as stack:
        full = stack.enter_context(ExitStack())
        full.enter_context(disk.full())
        server = stack.enter_context(running("--data", data, log=log))
        call = stack.enter_context(calling(server.port))
        read = centre.describe(call, queue)["OutboundCallerConfig"]
        refused = refusal(centre.set_caller, call, queue, centre.config("Acme", 1))
        full.close()
        centre.set_caller(call, queue, centre.config("Acme", 2))
        server.kill()

    assert read == centre.config("Acme", 0)
    assert refused[0] == 503
    assert calls_told(data / "outdial.sqlite3")[-3:] == [
        ("DescribeQueue", None),
        ("UpdateQueueOutboundCallerConfig", "ServiceUnavailableException"),
        ("UpdateQueueOutboundCallerConfig", None),
    ]
    assert shown(data, centre, queue) == centre.config("Acme", 2)
