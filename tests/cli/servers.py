"""Runs `outdial serve` in a process of its own."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any


@contextmanager
def serving(
    *options: str, errors: int | IO[str] = subprocess.DEVNULL, env: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Run a server on a free port, and stop it however the test ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "outdial", "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        env={**os.environ, **(env or {})},
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def welcome(process: subprocess.Popen[str]) -> str:
    """Read what a server says when it is up."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith(("Stop with", "{")):
            break
    return "".join(lines)


def url_of(process: subprocess.Popen[str]) -> str:
    """Wait until a server that logs JSON is up, and give its address."""
    started: dict[str, str] = json.loads(welcome(process))
    return started["url"]


def get(url: str) -> Any:
    """Ask without a signature, as the account of unknown keys."""
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 our own server
        return json.load(answer)


def post(url: str, body: Any) -> None:
    """Send a body of JSON."""
    request = urllib.request.Request(url, json.dumps(body).encode(), method="POST")  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        answer.read()


def stop(process: subprocess.Popen[str]) -> int:
    """Stop a server as an operator does; give its exit status."""
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=20)
