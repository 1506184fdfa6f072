"""Namespaces that the rehearsal runs in: its networks, mounts and processes end with it."""

import os
import subprocess
import sys
from collections.abc import Sequence

_UNSHARE = ("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
_REAPING = ("sh", "-c", '"$@"; exit $?', "sh")
"""A first process that waits for orphans: PostgreSQL would take a dead one for another server."""

_INSIDE = "OUTDIAL_SECLUDED"


def is_secluded() -> bool:
    """Tell whether this process runs in namespaces of its own."""
    return _INSIDE in os.environ


def run_secluded(module: str, arguments: Sequence[str]) -> int:
    """Run a module in new namespaces, and give its exit status; whatever it starts ends with it."""
    command = [*_UNSHARE, *_REAPING, sys.executable, "-m", module, *arguments]
    return subprocess.run(command, env={**os.environ, _INSIDE: "1"}, check=False).returncode


def refusal() -> str | None:
    """Say why this machine lets nobody make such namespaces; None if it does."""
    if os.geteuid() != 0:
        return "Only root may make networks: run it with sudo."
    tried = subprocess.run(
        [*_UNSHARE, "ip", "link", "add", "switch", "type", "bridge"],
        check=False,
        capture_output=True,
        text=True,
    )
    if tried.returncode == 0:
        return None
    return f"This machine lets nobody make a network of their own: {tried.stderr.strip()}"
