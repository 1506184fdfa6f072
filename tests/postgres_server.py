"""A PostgreSQL server of the tests' own, in a temporary folder."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def binaries() -> Path | None:
    """Find the folder of the server's programs; they are not in the path where Debian puts them."""
    found = shutil.which("initdb")
    return _PLACES[0] if _PLACES else (Path(found).parent if found else None)


@dataclass(slots=True)
class PostgresServer:
    """A server that can be stopped and started again."""

    binaries: Path
    folder: Path
    port: int
    settings: Sequence[str] = ()

    @property
    def url(self) -> str:
        """Where the database is."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start the server, and wait until it can be used."""
        given = [f"-c {setting}" for setting in (f"port={self.port}", *self.settings)]
        options = " ".join(("-c listen_addresses=127.0.0.1", f"-k {self.folder}", *given))
        log = f"{self.folder}/log"
        self._run("pg_ctl", "start", "-w", "-D", self.data, "-l", log, "-o", options)

    def stop(self, how: Literal["fast", "immediate"] = "fast") -> None:
        """Stop the server; `immediate` is as if it had died."""
        self._run("pg_ctl", "stop", "-w", "-m", how, "-D", self.data)

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def create(self) -> None:
        """Make the server's files."""
        whose = ("-U", "postgres", "-A", "trust")
        self._run("initdb", "-D", self.data, *whose, "-N", "-E", "UTF8", "--locale=C")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*_as_nobody_special(), str(self.binaries / program), *arguments],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )


@contextmanager
def running_server(*settings: str) -> Iterator[PostgresServer]:
    """Run a server for as long as the block lasts."""
    programs = binaries()
    assert programs is not None
    with tempfile.TemporaryDirectory(prefix="outdial-postgresql-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        server = PostgresServer(programs, Path(folder), _free_port(), settings)
        server.create()
        server.start()
        try:
            yield server
        finally:
            with suppress(subprocess.CalledProcessError):
                server.stop("immediate")


def _as_nobody_special() -> Sequence[str]:
    """Take off the rights of root, whom the server does not serve."""
    if os.geteuid() != 0:
        return ()
    pwd.getpwnam("postgres")
    return ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
