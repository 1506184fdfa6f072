"""Where an SDK's program is built and run: a copy of its folder, with bounds on everything."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sdk import Command, Sdk, Tools

BUILD = Path(__file__).parents[1] / "build" / "sdks"

PREPARING = 1500
"""Seconds for fetching and building; the largest SDK takes minutes to compile."""

RUNNING = 180
"""Seconds for the program, which waits for retries and little else."""

_SILENCE = re.compile(
    r"timed? ?out|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET"
    r"|connection (?:refused|reset)|temporary failure in name|could not resolve|no such host"
    r"|failure resolving|unknown ?host|network is unreachable|spurious network error"
    r"|could ?n[o']t connect|name or service not known|failed to open tcp"
    r"|\b50[234]\b (?:bad gateway|service|gateway)|max retries exceeded|403 forbidden",
    re.IGNORECASE,
)


_built = shutil.ignore_patterns(
    ".*", "node_modules", "target", "gems", "vendor", "out", "bin", "obj", "build", "acme"
)
"""What a run by hand leaves in a folder."""


class ProgramError(Exception):
    """A command failed; the text ends with what it said."""


class NoAnswerError(Exception):
    """Packages could not be fetched, since their registry did not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """A copy of the folder, and the environment of commands in it."""

    sdk: Sdk
    folder: Path
    environment: Mapping[str, str]

    def is_complete(self) -> bool:
        """Tell whether what cannot be fetched is here, such as the library of a C++ SDK."""
        try:
            if self.sdk.description.probe:
                self._run(self.sdk.description.probe, RUNNING)
        except ProgramError:
            return False
        return True

    def prepare(self) -> None:
        """Fetch packages and build."""
        for command in self.sdk.description.preparations:
            try:
                self._run(command, PREPARING)
            except ProgramError as error:
                if _SILENCE.search(str(error)):
                    raise NoAnswerError(last_line(str(error))) from error
                raise

    def version(self) -> str:
        """Ask for the SDK's version: the first that is printed."""
        printed = self._run(self.sdk.description.version, RUNNING)
        found = re.search(r"\d+(?:\.\d+)+(?:[-+.]?[a-z]+[\w.]*)?", printed)
        if found is None:
            raise ProgramError(f"no version in: {printed}")
        return found[0]

    def run(self, url: str) -> str:
        """Run the program against a server; give what it prints."""
        return self._run(self.sdk.description.run, RUNNING, OUTDIAL_ENDPOINT=url)

    def _run(self, command: Command, seconds: int, **more: str) -> str:
        shown = " ".join(command)
        path = shutil.which(command[0], path=self.environment["PATH"])
        program = str(self.folder / command[0]) if "/" in command[0] else path
        if program is None:
            raise ProgramError(f"{command[0]} is not to be found")
        with subprocess.Popen(
            [program, *command[1:]],
            cwd=self.folder,
            env={**self.environment, **more},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        ) as process:
            try:
                printed, errors = process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired as expired:
                raise ProgramError(f"{shown} took more than {seconds} s") from expired
            finally:
                _end(process)
        if process.returncode:
            raise ProgramError(f"{shown} ended with {process.returncode}\n{printed}{errors}")
        return printed


def _end(process: subprocess.Popen[str]) -> None:
    """End what is left of the command: build tools leave children behind."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def last_line(text: str) -> str:
    """Give the last line that is not empty."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


def set_up(sdk: Sdk, tools: Tools, build: Path) -> Workshop:
    """Copy the folder over what an earlier run built there, so that not all is built again."""
    folder = build / sdk.key
    links = build / f"{sdk.key}.tools"
    shutil.copytree(sdk.folder, folder, ignore=_built, dirs_exist_ok=True)
    shutil.rmtree(links, ignore_errors=True)
    links.mkdir()
    if sdk.description.must_be:
        for name, path in tools.paths.items():
            links.joinpath(name).symlink_to(path)
    own = [str(folder / name) for name in sdk.description.path]
    path = os.pathsep.join([*own, str(links), os.environ.get("PATH", os.defpath)])
    return Workshop(sdk=sdk, folder=folder, environment=_environment(build / "home", path))


def _environment(home: Path, path: str) -> dict[str, str]:
    """Keep the user's settings of build tools, but none of AWS, of Outdial or of this Python."""
    own = ("AWS_", "OUTDIAL_", "PYTHON", "VIRTUAL_ENV", "COVERAGE_")
    kept = {name: text for name, text in os.environ.items() if not name.startswith(own)}
    return kept | {
        "PATH": path,
        "AWS_ACCESS_KEY_ID": "123456789012",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": str(home / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(home / "credentials"),
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_PAGER": "",
    }
