"""The AWS CLI, in the versions that people have."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from server_process import LONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command left behind."""

    code: int
    output: str
    errors: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aws:
    """One version of the CLI that has been told where Connect is."""

    version: int
    command: tuple[str, ...]
    environment: dict[str, str]

    def run(self, *arguments: str) -> Outcome:
        """Run `aws connect` with some arguments."""
        done = subprocess.run(
            [*self.command, "connect", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=LONG,
            check=False,
        )
        return Outcome(code=done.returncode, output=done.stdout, errors=done.stderr)

    def tell(self, *arguments: str) -> Any:
        """Run what must succeed; give the JSON that it prints."""
        outcome = self.run(*arguments)
        assert (outcome.code, outcome.errors) == (0, "")
        return json.loads(outcome.output)


def first_version(environment: dict[str, str], url: str) -> Aws:
    """Find the CLI that PyPI has; its environment tells where Connect is."""
    return Aws(
        version=1,
        command=(sys.executable, "-m", "awscli"),
        environment=environment | {"AWS_ENDPOINT_URL": url},
    )


def second_version(environment: dict[str, str], url: str) -> Aws:
    """Find the CLI that AWS and systems install; an argument tells where Connect is.

    The ones of systems are too old to be told by the environment.
    """
    path = _second_path()
    if path is None:
        pytest.skip("no AWS CLI v2 is installed")
    return Aws(version=2, command=(path, "--endpoint-url", url), environment=environment)


@cache
def _second_path() -> str | None:
    for path in {Path(folder, "aws") for folder in (*os.get_exec_path(), "/usr/bin")}:
        if path.is_file():
            told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
            if told.stdout.startswith("aws-cli/2."):
                return str(path)
    return None


VERSIONS: tuple[Callable[[dict[str, str], str], Aws], ...] = (first_version, second_version)
