"""A backup, a restoring and a snapshot are cut short at each of their steps."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from durability.calling import calling
from durability.centre import Centre
from durability.disk_layer import Layer, hindrance
from durability.opening import shown
from durability.soundness import unsound
from durability.steps import Steps
from outdial.backup.file import Backup
from outdial.backup.taking import silently
from outdial.store.sqlite import SqliteStore
from outdial.store.transaction import run
from server_process import LONG, running

pytestmark = pytest.mark.skipif(bool(hindrance()), reason=hindrance())


def outdial(*arguments: object, under: list[str] | None = None) -> None:
    """Run a command that succeeds."""
    command = [*(under or ()), sys.executable, "-m", "outdial", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, timeout=LONG)


def change(data: Path, centre: Centre, queue: str, turn: int) -> None:
    """Bring the queue to a turn."""
    with running("--data", data) as server, calling(server.port) as call:
        centre.set_caller(call, queue, centre.config("Acme", turn))
        server.stop()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "place"
    place.mkdir()
    return place


@pytest.fixture
def data(place: Path) -> Path:
    return place / "data"


def test_at_each_step_of_a_restoring_the_store_is_as_before_or_as_in_the_backup(
    data: Path, centre: Centre, queue: str, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    outdial("backup", file, "--data", data)
    change(data, centre, queue, 1)
    steps = Steps(data)

    outdial("restore", file, "--data", data, "--replace", under=steps.layer.under())

    found = []
    for _, folder in steps.cut_short():
        config = shown(folder, centre, queue)
        found.append(config["OutboundCallerIdName"])
        assert config in [centre.config("Acme", 0), centre.config("Acme", 1)]
        assert unsound(folder / "outdial.sqlite3") == []
    assert (found[0], set(found[-4:])) == ("Acme 1", {"Acme 0"})


def test_at_each_step_of_a_restoring_into_a_new_folder_there_is_all_or_nothing(
    data: Path, centre: Centre, queue: str, tmp_path: Path
) -> None:
    file, new = tmp_path / "backup", tmp_path / "new"
    new.mkdir()
    outdial("backup", file, "--data", data)
    steps = Steps(new)

    outdial("restore", file, "--data", new / "data", under=steps.layer.under())

    whole = Backup(file, silently).header.counts["records"]
    found = []
    for _, folder in steps.cut_short():
        with closing(SqliteStore(folder / "data" / "outdial.sqlite3")) as store:
            counts = run(store, lambda tx: tx.whole.counts(), writes=False)
        found.append(counts["records"])
        assert found[-1] in (0, whole)
    assert (found[0], set(found[-4:])) == (0, {whole})
    assert shown(new / "data", centre, queue) == centre.config("Acme", 0)


def test_at_each_step_of_a_backup_its_file_is_the_old_one_or_the_new_one(
    place: Path, data: Path, centre: Centre, queue: str
) -> None:
    file = place / "backup"
    outdial("backup", file, "--data", data)
    old = file.read_bytes()
    change(data, centre, queue, 1)
    steps = Steps(place)

    outdial("backup", file, "--data", data, under=steps.layer.under())
    new = file.read_bytes()

    found, left = [], set()
    for _, folder in steps.cut_short():
        found.append((folder / "backup").read_bytes())
        left |= {path.name.rpartition("-")[0] for path in (folder / "data").glob(".*")}
        assert found[-1] in (old, new)
        assert shown(folder / "data", centre, queue) == centre.config("Acme", 1)
        assert list((folder / "data").glob(".*")) == []
    assert (found[0], set(found[-4:])) == (old, {new})
    assert left == {".outdial.sqlite3-copy"}


def test_a_backup_that_was_killed_is_made_anew(
    data: Path, centre: Centre, queue: str, tmp_path: Path
) -> None:
    """The part that it leaves, and its copy of the data, are gone afterwards."""
    file, layer = tmp_path / "backup", Layer(data)
    command = [*layer.under(kill_at=12), sys.executable, "-m", "outdial", "backup", str(file)]
    killed = subprocess.run([*command, "--data", data], check=False, timeout=LONG)
    left = [path.name for path in data.glob(".*-copy-*")]

    outdial("backup", file, "--data", data)

    assert (killed.returncode, len(left)) == (-9, 1)
    assert list(data.glob(".*")) == []
    assert sorted(path.name for path in tmp_path.glob("backup*")) == ["backup"]
    outdial("restore", file, "--data", tmp_path / "copy")
    assert shown(tmp_path / "copy", centre, queue) == centre.config("Acme", 0)


def test_at_each_step_of_a_snapshot_it_is_there_whole_or_not_at_all(
    data: Path, centre: Centre, queue: str
) -> None:
    steps = Steps(data)
    with running("--data", data, under=steps.layer.under()) as server:
        page = f"{server.url}/_outdial/snapshots?name=first"
        urlopen(Request(page, method="PUT"), timeout=LONG).close()  # noqa: S310 - our own server
        answered = steps.layer.record.stat().st_size
        server.kill()
    image = (data / "snapshots" / "first.snapshot").read_bytes()

    found = set()
    for end, folder in steps.cut_short():
        snapshots = folder / "snapshots"
        kept = [path.read_bytes() for path in snapshots.glob("*.snapshot")]
        found.add(len(kept))
        assert kept in ([], [image])
        assert kept == [image] or end < answered
        assert shown(folder, centre, queue) == centre.config("Acme", 0)
    assert found == {0, 1}
