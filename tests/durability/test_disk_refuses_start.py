"""A server is started where nothing can be written: one line says why, and what to do about it."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import which

import pytest

from durability.calling import calling
from durability.centre import Centre
from durability.opening import shown
from durability.small_disk import SmallDisk, hindrance, small_disk
from server_process import LONG, running

needs_mounts = pytest.mark.skipif(bool(hindrance()), reason=hindrance())

PLAIN = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override", "--")
AS_ANYBODY = PLAIN if os.geteuid() == 0 else ()
"""Runs a command for which the permissions of files hold, even if it is root's."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as disk:
        yield disk


def error_of_start(data: Path, under: Sequence[str] = ()) -> str:
    """Start a server that says in a line why it does not; give the line."""
    ended = subprocess.run(
        [*under, sys.executable, "-m", "outdial", "serve", "--port", "0", "--data", data],
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG,
    )
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1), ended.stderr
    return ended.stderr


def can_start(data: Path) -> bool:
    """Tell whether a server starts now, and takes a change."""
    with running("--data", data) as server, calling(server.port) as call:
        call("PUT", "/instance", **INSTANCE)
        return server.stop() == 0


INSTANCE = {
    "IdentityManagementType": "CONNECT_MANAGED",
    "InstanceAlias": "second",
    "InboundCallsEnabled": True,
    "OutboundCallsEnabled": True,
}


@needs_mounts
def test_new_data_on_a_full_disk(disk: SmallDisk) -> None:
    data = disk.place / "data"

    with disk.full():
        error = error_of_start(data)

    assert error == (
        f"Error: {data}/outdial.sqlite3 cannot be opened for writing: its disk is full"
        " (database or disk is full). Free some space.\n"
    )
    assert can_start(data)


@needs_mounts
def test_data_on_a_disk_that_can_only_be_read(disk: SmallDisk) -> None:
    data = disk.place / "data"
    assert can_start(data)

    disk.mount_again("ro")
    error = error_of_start(data)
    disk.mount_again("rw")

    assert error.startswith(
        f"Error: {data}/outdial.sqlite3 cannot be opened for writing: its disk can only be read ("
    )
    assert error.endswith("). Mount it for writing.\n")
    with running("--data", data) as server, calling(server.port) as call:
        assert len(call("GET", "/instance")["InstanceSummaryList"]) == 1


@pytest.mark.skipif(bool(AS_ANYBODY) and which("setpriv") is None, reason="there is no setpriv")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_data_that_may_not_be_written(data: Path, centre: Centre, queue: str, what: str) -> None:
    path = {"folder": data, "file": data / "outdial.sqlite3"}[what]
    allowed = path.stat().st_mode

    path.chmod(0o500)
    error = error_of_start(data, AS_ANYBODY)
    path.chmod(allowed)

    assert error.startswith(
        f"Error: {data}/outdial.sqlite3 cannot be opened for writing:"
        " the file or its folder may not be written ("
    )
    assert error.endswith("). See whose they are, and who may write them.\n")
    assert shown(data, centre, queue) == centre.config("Acme", 0)
