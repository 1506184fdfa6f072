"""A real disk of a few megabytes in memory: it can be filled, made larger, and made read-only."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

SIZE = "2m"


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A disk that is mounted."""

    place: Path

    def mount_again(self, option: str) -> None:
        """Change an option of the mount."""
        subprocess.run(["mount", "-o", f"remount,{option}", self.place], check=True)

    @contextmanager
    def full(self) -> Iterator[None]:
        """Have no space left on it for as long as the block lasts."""
        filler = self.place / "filler"
        file = os.open(filler, os.O_WRONLY | os.O_CREAT)
        try:
            while True:
                os.write(file, bytes(4096))
        except OSError:
            yield
        finally:
            os.close(file)
            filler.unlink()


@contextmanager
def small_disk(place: Path) -> Iterator[SmallDisk]:
    """Mount one in a folder that is made for it."""
    place.mkdir()
    what = ("-t", "tmpfs", "-o", f"size={SIZE}", "outdial-tests")
    subprocess.run(["mount", *what, place], check=True, capture_output=True)
    try:
        yield SmallDisk(place)
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


@cache
def hindrance() -> str:
    """Tell why nothing can be mounted here; empty if it can."""
    with TemporaryDirectory() as folder:
        try:
            with small_disk(Path(folder, "disk")):
                return ""
        except (OSError, subprocess.CalledProcessError) as error:
            return f"nothing may be mounted here: {error}"
