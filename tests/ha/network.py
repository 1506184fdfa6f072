"""A network of machines: each a network namespace, whose cable goes to one switch."""

import os
import signal
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ha.waiting import wait_until

_PREFIX = "10.77.0"
HERE = f"{_PREFIX}.1"
"""The address of this process, which is at the switch."""

RANGE = f"{_PREFIX}.0/24"
"""The addresses of all machines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A namespace with an address, a folder, and the programs that run in it."""

    name: str
    address: str
    folder: Path

    def start(
        self, program: str, *arguments: object, user: str = "", settings: Mapping[str, str] = {}
    ) -> subprocess.Popen[bytes]:
        """Start a program as a user; what it says goes to a log in the folder."""
        with (self.folder / f"{Path(program).name}.log").open("ab") as log:
            return subprocess.Popen(
                self._command(program, arguments, user),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env={**_surroundings(), **settings},
            )

    def run(self, program: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
        """Run a program to its end; give what it says."""
        command = self._command(program, arguments, "")
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env=_surroundings()
        )

    def kill_everything(self) -> None:
        """End all that runs here without a warning, as a power cut does."""
        wait_until(self._kill, f"nothing runs on {self.name}", seconds=20)

    def cut(self) -> None:
        """Pull the cable: all packets from and to the machine are lost, and nobody is told."""
        _ip("link", "set", self.name, "down")

    def mend(self) -> None:
        """Put the cable back."""
        _ip("link", "set", self.name, "up")

    def _command(self, program: str, arguments: Iterable[object], user: str) -> Sequence[str]:
        rights = ("setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--")
        enter = ("ip", "netns", "exec", self.name)
        return [*enter, *(rights if user else ()), program, *map(str, arguments)]

    def _kill(self) -> bool:
        found = subprocess.check_output(["ip", "netns", "pids", self.name], text=True).split()
        for process in found:
            with suppress(ProcessLookupError):
                os.kill(int(process), signal.SIGKILL)
        return not found


class Network:
    """Machines at one switch, in the namespaces of this process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # The names of namespaces stand in /run, which is not for others to see.
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
        _ip("link", "set", "lo", "up")
        _ip("link", "add", "switch", "type", "bridge")
        _ip("address", "add", f"{HERE}/24", "dev", "switch")
        _ip("link", "set", "switch", "up")

    def add(self, name: str, number: int) -> Machine:
        """Add a machine; its number is the last of its address."""
        machine = Machine(name=name, address=f"{_PREFIX}.{number}", folder=self._folder / name)
        machine.folder.mkdir(mode=0o777)
        machine.folder.chmod(0o777)
        _ip("netns", "add", name)
        _ip("link", "add", name, "type", "veth", "peer", "name", "cable", "netns", name)
        _ip("link", "set", name, "master", "switch", "up")
        _ip("-n", name, "address", "add", f"{machine.address}/24", "dev", "cable")
        _ip("-n", name, "link", "set", "cable", "up")
        _ip("-n", name, "link", "set", "lo", "up")
        return machine


def _surroundings() -> dict[str, str]:
    """Give the environment, without the settings of the user's own Outdial."""
    return {name: text for name, text in os.environ.items() if not name.startswith("OUTDIAL_")}


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)
