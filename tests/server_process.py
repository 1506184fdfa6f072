"""The command `outdial serve` in a process of its own, for tests that kill, trace or call it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from urllib.parse import urlsplit

LONG = 60
"""Seconds that nothing takes, not even on a slow machine under load."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerProcess:
    """A server that has said that it listens."""

    url: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    def kill(self) -> None:
        """End it without a warning, and wait until it is gone."""
        self.process.kill()
        self.process.wait(LONG)

    def stop(self) -> int:
        """Ask it to stop, as an operator does; give its exit code."""
        self.process.terminate()
        return self.process.wait(LONG)


@contextmanager
def running(
    *options: object, under: Sequence[str] = (), log: Path | None = None
) -> Iterator[ServerProcess]:
    """Run a server for as long as the block takes, `under` another command if one is given.

    What it logs is added to the `log`, or goes where the tests' own errors go.
    """
    command = [*under, sys.executable, "-m", "outdial", "serve", "--port", "0"]
    errors = log.open("ab") if log else None
    process = subprocess.Popen(
        [*command, "--log-format", "json", *map(str, options)],
        stdout=subprocess.PIPE,
        stderr=errors,
        env={name: text for name, text in os.environ.items() if not name.startswith("OUTDIAL_")},
        text=True,
    )
    try:
        yield ServerProcess(url=_url(process), process=process)
    finally:
        process.kill()
        process.wait(LONG)
        for stream in (process.stdout, errors):
            if stream:
                stream.close()


def _url(process: subprocess.Popen[str]) -> str:
    """Wait until the server says where it listens."""
    assert process.stdout
    watchdog = Timer(LONG, process.kill)
    watchdog.start()
    try:
        line = process.stdout.readline()
    finally:
        watchdog.cancel()
    assert line, "the server ended before it listened"
    url: str = json.loads(line)["url"]
    return url
