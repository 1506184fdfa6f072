"""HAProxy before two servers, as the guide to PostgreSQL sets it up."""

import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

from docs.blocks import ROOT, blocks
from server_process import LONG

PAGE = ROOT / "docs" / "howto" / "postgresql.md"

PORTS = ("4577", "4581", "4582")
"""Those of the guide: the proxy's and the two servers'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A running proxy; `port` is where clients find it."""

    port: int
    control: Path

    def wait_until(self, up: Sequence[str]) -> None:
        """Wait until the proxy takes these servers, and no others, for healthy."""
        deadline = monotonic() + LONG
        while (seen := self._up()) != set(up):
            assert monotonic() < deadline, f"{seen} instead of {up}"
            Event().wait(0.02)

    def _up(self) -> set[str]:
        """Name the servers that are healthy, of those that the proxy has looked at."""
        with socket.socket(socket.AF_UNIX) as control:
            control.connect(str(self.control))
            control.sendall(b"show stat\n")
            text = b"".join(iter(lambda: control.recv(65536), b"")).decode()
        head, *lines = text.removeprefix("# ").splitlines()
        rows = [dict(zip(head.split(","), line.split(","), strict=True)) for line in lines if line]
        return {
            row["svname"]
            for row in rows
            if row["pxname"] == "servers"
            and row["status"] == "UP"
            and row["check_status"] == "L7OK"
        }


@contextmanager
def proxied(folder: Path, servers: Sequence[int]) -> Iterator[Proxy]:
    """Run the guide's proxy before servers at two ports."""
    port, control = free_port(), folder / "control"
    ports = dict(zip(PORTS, map(str, (port, *servers)), strict=True))
    guide, more = folder / "haproxy.cfg", folder / "control.cfg"
    text = next(block.content for block in blocks(PAGE.read_text()) if block.file == guide.name)
    for theirs, ours in ports.items():
        assert f"127.0.0.1:{theirs}\n" in text
        text = text.replace(f"127.0.0.1:{theirs}\n", f"127.0.0.1:{ours}\n")
    guide.write_text(text)
    more.write_text(f"global\n    stats socket {control} level operator\n")
    program = shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    assert program
    process = subprocess.Popen([program, "-db", "-f", guide, "-f", more])
    try:
        _wait_for(control, process)
        yield Proxy(port=port, control=control)
    finally:
        process.kill()
        process.wait(LONG)


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait_for(control: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = monotonic() + LONG
    while not control.exists():
        assert process.poll() is None, "the proxy ended before it listened"
        assert monotonic() < deadline
        Event().wait(0.02)
