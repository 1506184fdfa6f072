"""The server's system calls as strace sees them: what it writes, syncs and answers, in order."""

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic

from server_process import LONG

SYNCS = ("fsync", "fdatasync")
WRITES = ("pwrite64", "pwritev", "write", "writev", "sendto", "sendmsg")

_BEGUN = re.compile(r"(\d+) +(\w+)\(\d+<(.+?)>(?:[,)]| <unfinished)(.*)")
_SYNCED = re.compile(r"(\d+) +(?:<\.\.\. )?(?:fsync|fdatasync)\b.*\) += 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer that the server began to send, and the state of the log at that moment."""

    wrote: bool
    """The log was written since the answer before."""
    synced: bool
    """All that was ever written to the log was on the disk."""


def under_strace(trace: Path, *more: str) -> list[str]:
    """Make the command that traces another one, which stays the child of whoever starts it."""
    command = ["strace", "-D", "-f", "-yy", "-s", "16", "-o", str(trace)]
    return [*command, "-e", f"trace={','.join((*SYNCS, *WRITES))}", *more]


@cache
def hindrance() -> str:
    """Tell why nothing can be traced here; empty if it can."""
    if which("strace") is None:
        return "strace is not installed"
    with TemporaryDirectory() as folder:
        trace = Path(folder, "trace")
        tried = subprocess.run(
            [*under_strace(trace), "true"], capture_output=True, text=True, check=False
        )
        ended = tried.returncode == 0 and _ended(trace, seconds=10)
    return "" if ended else f"strace may not trace here: {tried.stderr.strip()}"


def read_trace(trace: Path) -> list[str]:
    """Read the trace of a process that is gone; strace may still be writing it."""
    assert _ended(trace, seconds=LONG)
    return trace.read_text().splitlines()


def _ended(trace: Path, *, seconds: float) -> bool:
    deadline, pause = monotonic() + seconds, Event()
    while not (trace.exists() and _is_whole(trace.read_text().splitlines())):
        if monotonic() > deadline:
            return False
        pause.wait(0.01)
    return True


def _is_whole(lines: list[str]) -> bool:
    """Tell whether the main thread, which comes first, has come to its end."""
    last = re.match(r"(\d+) +\+\+\+ .+ \+\+\+", lines[-1] if lines else "")
    return last is not None and lines[0].split()[0] == last[1]


def replies(lines: Iterable[str], log: Path) -> list[Reply]:
    """Find what was answered, and whether SQLite's write-ahead `log` was on the disk by then."""
    found: list[Reply] = []
    written = synced = before = 0
    syncing: dict[str, int] = {}
    for line in lines:
        if begun := _BEGUN.match(line):
            thread, name, file, rest = begun.groups()
            if name in SYNCS:
                syncing[thread] = written if file == str(log) else 0
            elif file == str(log):
                written += 1
            elif '"HTTP/1.1 ' in rest:
                found.append(Reply(wrote=written > before, synced=synced == written))
                before = written
        if ended := _SYNCED.match(line):
            synced = max(synced, syncing.pop(ended[1]))
    return found
