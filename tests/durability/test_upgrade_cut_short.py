"""The first creation of a data folder, and its upgrade to a newer schema, are cut short anywhere.

Whoever opens it next has it whole, in the newest schema, with all that was there before.
"""

import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from durability.calling import calling
from durability.centre import Centre
from durability.disk_layer import Layer, hindrance
from durability.old_data import NEWEST, make_older, version_of
from durability.opening import shown
from durability.soundness import unsound
from durability.steps import Steps
from outdial.store.sqlite import SqliteStore
from server_process import LONG, running

pytestmark = pytest.mark.skipif(bool(hindrance()), reason=hindrance())


def check(data: Path, under: list[str]) -> int:
    """Open a data folder by a command of its own; give the exit status."""
    return subprocess.run(
        [*under, sys.executable, "-m", "outdial", "check", "--data", data],
        capture_output=True,
        check=False,
        timeout=LONG,
    ).returncode


def test_at_each_step_of_an_upgrade_everything_is_there(
    data: Path, centre: Centre, queue: str
) -> None:
    file = data / "outdial.sqlite3"
    make_older(file)
    steps = Steps(data)
    assert check(data, steps.layer.under()) == 0
    assert version_of(file) == NEWEST

    found = set()
    for _, folder in steps.cut_short():
        left = folder / "outdial.sqlite3"
        found.add(version_of(left))
        assert shown(folder, centre, queue) == centre.config("Acme", 0)
        assert unsound(left) == []
        assert version_of(left) == NEWEST
        assert [path.name for path in folder.glob(".*")] == []
    assert found == {NEWEST - 1, NEWEST}


def test_a_kill_at_any_call_of_an_upgrade_leaves_the_older_data_or_the_newer(
    data: Path, centre: Centre, queue: str
) -> None:
    file, layer = data / "outdial.sqlite3", Layer(data)
    make_older(file)
    older = file.read_bytes()

    found = []
    for nth in count(1):
        file.with_name("outdial.sqlite3-wal").unlink(missing_ok=True)
        file.write_bytes(older)
        status = check(data, layer.under(kill_at=nth))
        found.append(version_of(file))
        assert status == -9
        assert shown(data, centre, queue) == centre.config("Acme", 0)
        if found[-1] == NEWEST:
            break
    assert unsound(file) == []
    assert found == [NEWEST - 1] * (len(found) - 1) + [NEWEST]
    assert len(found) > 3


def test_at_each_step_of_the_first_start_the_next_one_gets_on(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    steps = Steps(place)
    data = place / "deep" / "data"
    with running("--data", data, under=steps.layer.under()) as server, calling(server.port) as call:
        assert call("GET", "/instance") == {"InstanceSummaryList": []}
        server.stop()

    for _, folder in steps.cut_short():
        file = folder / "deep" / "data" / "outdial.sqlite3"
        SqliteStore(file).close()
        assert unsound(file) == []
        assert version_of(file) == NEWEST
