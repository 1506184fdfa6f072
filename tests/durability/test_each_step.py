"""Each system call of one commit goes wrong in turn: the process dies there, or the disk fails.

strace brings this about: it kills the server at the entry of a call, or has the call fail.
"""

from http.client import HTTPException
from itertools import count
from pathlib import Path

import pytest

from durability.calling import RefusedError, calling
from durability.centre import Centre
from durability.opening import shown
from durability.soundness import unsound
from durability.tracing import hindrance, under_strace
from server_process import LONG, running

pytestmark = pytest.mark.skipif(bool(hindrance()), reason=hindrance())


def test_a_kill_at_any_write_of_a_change_undoes_it(data: Path, centre: Centre, queue: str) -> None:
    """The change is there only once its last page is written, and that is the commit."""
    for nth in count(1):
        answered = change(data, centre, queue, f"pwrite64:signal=KILL:when={nth}")
        found = shown(data, centre, queue)

        assert found == centre.config("Acme", int(answered))
        if answered:
            break
    assert nth > 3


def test_a_kill_at_the_sync_of_a_change_leaves_it_whole_or_undone(
    data: Path, centre: Centre, queue: str
) -> None:
    for nth in count(1):
        answered = change(data, centre, queue, f"fdatasync:signal=KILL:when={nth}")
        found = shown(data, centre, queue)

        assert found in [centre.config("Acme", turn) for turn in (int(answered), 1)]
        if answered:
            break
    assert nth > 1


def change(data: Path, centre: Centre, queue: str, injection: str) -> bool:
    """Bring the queue to turn 1 with something going wrong; tell whether it was answered."""
    strace = under_strace(data.with_name("trace"), "-e", f"inject={injection}")
    with running("--data", data, under=strace) as server, calling(server.port) as call:
        try:
            centre.set_caller(call, queue, centre.config("Acme", 1))
        except (OSError, HTTPException):
            assert server.process.wait(LONG) == -9
            return False
        return True


@pytest.mark.parametrize(
    ("injection", "reason"),
    [
        pytest.param("pwrite64:error=ENOSPC:when=3", "its disk is full", id="full"),
        pytest.param("fdatasync:error=EIO:when=1", "its disk fails", id="broken"),
    ],
)
def test_a_change_that_the_disk_refuses_is_undone(
    data: Path, centre: Centre, queue: str, injection: str, reason: str
) -> None:
    before, after = centre.config("Acme", 0), centre.config("Acme", 2)
    strace = under_strace(data.with_name("trace"), "-e", f"inject={injection}")
    with running("--data", data, under=strace) as server, calling(server.port) as call:
        with pytest.raises(RefusedError) as refused:
            centre.set_caller(call, queue, centre.config("Acme", 1))
        kept = centre.describe(call, queue)["OutboundCallerConfig"]
        centre.set_caller(call, queue, after)
        server.kill()

    text = f"The change was not made: the data cannot be written, as {reason}. Try again later."
    assert (refused.value.status, refused.value.answer) == (503, {"message": text})
    assert kept == before
    assert shown(data, centre, queue) == after


def test_a_change_whose_sync_failed_is_whole_or_undone_if_the_process_dies_then(
    data: Path, centre: Centre, queue: str
) -> None:
    """Nobody can know what such a disk has kept; the caller was told so by a 503."""
    injection = ("-e", "inject=fdatasync:error=EIO:when=1+")
    strace = under_strace(data.with_name("trace"), *injection)
    with running("--data", data, under=strace) as server, calling(server.port) as call:
        with pytest.raises(RefusedError) as refused:
            centre.set_caller(call, queue, centre.config("Acme", 1))
        kept = centre.describe(call, queue)["OutboundCallerConfig"]
        server.kill()

    assert refused.value.status == 503
    assert kept == centre.config("Acme", 0)
    assert shown(data, centre, queue) in [centre.config("Acme", turn) for turn in (0, 1)]
    assert unsound(data / "outdial.sqlite3") == []
