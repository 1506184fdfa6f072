"""No change is answered before it is on the disk.

A killed process proves nothing about this: what it wrote is in the system's memory, and survives
it. So the system calls are watched: a sync of the log must have ended before an answer begins.
"""

from pathlib import Path

import pytest

from durability.calling import calling
from durability.centre import Centre
from durability.tracing import Reply, hindrance, read_trace, replies, under_strace
from server_process import running

pytestmark = pytest.mark.skipif(bool(hindrance()), reason=hindrance())


def watch(data: Path, centre: Centre, queue: str, *options: str) -> list[Reply]:
    """Change the queue three times, and read it; give the replies."""
    trace = data.with_name("trace")
    with (
        running("--data", data, *options, under=under_strace(trace)) as server,
        calling(server.port) as call,
    ):
        for turn in range(3):
            centre.set_caller(call, queue, centre.config("Acme", turn))
        centre.describe(call, queue)
        server.stop()
    return replies(read_trace(trace), data / "outdial.sqlite3-wal")


def test_a_change_is_on_the_disk_before_it_is_answered(
    data: Path, centre: Centre, queue: str
) -> None:
    change, read = Reply(wrote=True, synced=True), Reply(wrote=False, synced=True)

    found = watch(data, centre, queue)

    assert found == [change, change, change, read]


# This is what the test above would see if the server answered too early.
def test_without_durability_no_change_is_synced(data: Path, centre: Centre, queue: str) -> None:
    change, read = Reply(wrote=True, synced=False), Reply(wrote=False, synced=False)

    found = watch(data, centre, queue, "--durability", "off")

    assert found == [change, change, change, read]
