"""The layer between a program and its disk: built by the machine's compiler, loaded by programs."""

import atexit
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

_SOURCE = Path(__file__).with_suffix(".c")


@cache
def hindrance() -> str:
    """Tell why there is no layer here; empty if there is one."""
    if sys.platform != "linux":
        return "only Linux's loader puts the disk layer before the C library in this way"
    if which("cc") is None:
        return "there is no C compiler: the disk layer cannot be built"
    built = subprocess.run(
        ["cc", "-shared", "-fPIC", "-O1", "-pthread", "-o", _library(), _SOURCE],
        capture_output=True,
        text=True,
        check=False,
    )
    return f"the disk layer cannot be built: {built.stderr}" if built.returncode else ""


@cache
def _library() -> Path:
    folder = TemporaryDirectory(prefix="outdial-disk-layer-")
    atexit.register(folder.cleanup)
    return Path(folder.name, "disk_layer.so")


@dataclass(frozen=True, slots=True)
class Layer:
    """The layer above a folder, which has to be there."""

    folder: Path

    @property
    def record(self) -> Path:
        """The file that has the calls."""
        return self.folder.with_name(f"{self.folder.name}.record")

    @property
    def switch(self) -> Path:
        """The file that says what goes wrong."""
        return self.folder.with_name(f"{self.folder.name}.switch")

    def under(self, *, kill_at: int = 0) -> list[str]:
        """Make the command that runs another one above an empty recording and a sound disk.

        With `kill_at` it is killed when it begins that call, the first being 1.
        """
        self.record.write_bytes(b"")
        self.fail(0)
        return [
            "env",
            f"LD_PRELOAD={_library()}",
            f"DISK_LAYER_FOLDER={self.folder}",
            f"DISK_LAYER_RECORD={self.record}",
            f"DISK_LAYER_SWITCH={self.switch}",
            f"DISK_LAYER_KILL_AT={kill_at}",
        ]

    def fail(self, error: int) -> None:
        """Let calls fail with an error from now on; 0 lets them succeed."""
        if not self.switch.exists():
            self.switch.write_bytes(bytes(1))
        with self.switch.open("r+b") as file:
            file.write(bytes([error]))
