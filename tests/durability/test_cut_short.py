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

    found = set()
    for end, folder in steps.cut_short():
        answered = bisect_right(known, end)
        caller = shown(folder, centre, queue)
        turn = int(caller["OutboundCallerIdName"].split()[1])
        found.add(turn)
        assert caller == centre.config("Acme", turn)
        assert answered <= turn <= answered + 1
        assert unsound(folder / "outdial.sqlite3") == []
    assert found == set(range(TURNS + 1))
