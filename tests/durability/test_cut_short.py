"""Changes, and the closing that follows, are cut short at each of their steps.

By then so many changes were answered; these are there, perhaps one more, and all of it is whole.
"""

from bisect import bisect_right
from pathlib import Path

import pytest

from durability.calling import calling
from durability.centre import Centre
from durability.disk_layer import hindrance
from durability.opening import shown
from durability.soundness import unsound
from durability.steps import Steps
from server_process import running

pytestmark = pytest.mark.skipif(bool(hindrance()), reason=hindrance())

TURNS = 5
MOST_TURNS = 2000
"""So many changes fill more than what the log has room for."""


def test_at_each_step_of_changes_what_was_answered_is_there(
    data: Path, centre: Centre, queue: str
) -> None:
    steps, known = Steps(data), []
    with (
        running("--data", data, under=steps.layer.under()) as server,
        calling(server.port) as call,
    ):
        for turn in range(1, TURNS + 1):
            centre.set_caller(call, queue, centre.config("Acme", turn))
            known.append(steps.layer.record.stat().st_size)
        server.stop()

    found = turns_at_each_step(steps, 0, known, centre, queue)
    assert found == set(range(TURNS + 1))


def test_at_each_step_of_carrying_the_log_over_what_was_answered_is_there(
    data: Path, centre: Centre, queue: str
) -> None:
    """SQLite carries its log over into the database now and then, and begins it anew."""
    steps, known = Steps(data), []
    database = data / "outdial.sqlite3"
    with (
        running("--data", data, under=steps.layer.under()) as server,
        calling(server.port) as call,
    ):
        written = database.stat().st_mtime_ns
        for turn in range(1, MOST_TURNS):
            centre.set_caller(call, queue, centre.config("Acme", turn))
            known.append(steps.layer.record.stat().st_size)
            if database.stat().st_mtime_ns != written:
                break
        carried = len(known)
        for turn in range(carried + 1, carried + TURNS):
            centre.set_caller(call, queue, centre.config("Acme", turn))
            known.append(steps.layer.record.stat().st_size)
        server.kill()

    assert carried < MOST_TURNS - 1
    found = turns_at_each_step(steps, known[carried - 2], known, centre, queue)
    assert found == set(range(carried - 1, carried + TURNS))


def turns_at_each_step(
    steps: Steps, start: int, known: list[int], centre: Centre, queue: str
) -> set[int]:
    """Look at each state; give the turns that the queue is found at.

    For each turn, `known` has how long the record was when it was answered.
    """
    found = set()
    for end, folder in steps.cut_short(start):
        answered = bisect_right(known, end)
        caller = shown(folder, centre, queue)
        turn = int(caller["OutboundCallerIdName"].split()[1])
        found.add(turn)
        assert caller == centre.config("Acme", turn)
        assert answered <= turn <= answered + 1
        assert unsound(folder / "outdial.sqlite3") == []
    return found
