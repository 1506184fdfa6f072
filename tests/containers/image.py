"""The image that Containerfile describes, and its processes as an engine would start them."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from docs.blocks import ROOT
from server_process import LONG

CONTAINERFILE = ROOT / "Containerfile"
PROGRAMS = Path(sys.executable).parent
DATA = "/data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """What the last stage says of the image; `stages` has the instructions of all of them."""

    stages: Sequence[Sequence[tuple[str, str]]]
    environment: Mapping[str, str]
    entrypoint: Sequence[str]
    command: Sequence[str]
    health: Sequence[str]

    def of(self, name: str) -> str:
        """Give what an instruction says that the last stage has once."""
        (said,) = (text for instruction, text in self.stages[-1] if instruction == name)
        return said


def read_image(file: Path = CONTAINERFILE) -> Image:
    """Read a Containerfile with all commands in JSON form."""
    stages: list[list[tuple[str, str]]] = []
    for instruction, text in instructions(file.read_text()):
        if instruction == "FROM":
            stages.append([])
        if stages:
            stages[-1].append((instruction, text))
    last = dict(stages[-1])
    variables = dict(word.split("=", 1) for word in shlex.split(last["ENV"]))
    return Image(
        stages=stages,
        environment=variables,
        entrypoint=json.loads(last["ENTRYPOINT"]),
        command=json.loads(last["CMD"]),
        health=json.loads(last["HEALTHCHECK"].partition(" CMD ")[2]),
    )


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """List the instructions, each with the rest of its line; comments are left out."""
    without = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    for line in re.sub(r"\s*\\\n\s*", " ", without).splitlines():
        if line.strip():
            instruction, _, rest = line.partition(" ")
            yield instruction.upper(), rest.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A process with the image's environment, whose volume is a folder; no engine takes part."""

    image: Image
    volume: Path
    port: int
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What the process finds: nothing of ours, but for where programs and the volume are."""
        found = {
            **self.image.environment,
            "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
            "OUTDIAL_PORT": str(self.port),
            **self.given,
        }
        return {
            name: str(self.volume) + value.removeprefix(DATA) if value.startswith(DATA) else value
            for name, value in found.items()
        }

    @contextmanager
    def running(self, *command: str) -> Iterator[subprocess.Popen[str]]:
        """Run the image's command, or another one, until the block is done."""
        process = subprocess.Popen(
            [*self.image.entrypoint, *(command or self.image.command)],
            env=self.environment,
            cwd=self.volume,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        with process:
            try:
                yield process
            finally:
                process.kill()

    def done(self, *command: str) -> str:
        """Run a command to its end; give what it prints."""
        return self._run([*self.image.entrypoint, *command]).stdout

    def is_healthy(self) -> bool:
        """Run the health check."""
        return self._run(self.image.health, check=False).returncode == 0

    def _run(
        self, command: Sequence[str], *, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            env=self.environment,
            cwd=self.volume,
            check=check,
            capture_output=True,
            text=True,
            timeout=LONG,
        )
