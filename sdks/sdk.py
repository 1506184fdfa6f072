"""One way to run an SDK's program: what its `sdk.toml` says, and whether it can be run here."""

import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import msgspec

ROOT = Path(__file__).parent

Command = tuple[str, ...]

_SOON = 60
"""Seconds in which any program tells its version."""


class Description(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The keys of `sdk.toml`, which the README explains."""

    name: str
    needs: tuple[str, ...]
    run: Command
    version: Command
    must_be: str = msgspec.field(name="is", default="")
    probe: Command = ()
    prepare: tuple[Command | str, ...] = ()
    path: tuple[str, ...] = ()

    @property
    def preparations(self) -> tuple[Command, ...]:
        """Give the commands that prepare, whether the file has one or a list of them."""
        words = tuple(part for part in self.prepare if isinstance(part, str))
        commands = tuple(part for part in self.prepare if not isinstance(part, str))
        return (*commands, words) if words else commands


@dataclass(frozen=True, slots=True, kw_only=True)
class Sdk:
    """A description, and where it stands; `key` is what it is chosen by."""

    key: str
    folder: Path
    description: Description

    def is_named(self, names: Iterable[str]) -> bool:
        """Tell whether one of the names is its own or its folder's."""
        return not {self.key, self.folder.name}.isdisjoint(names)


def sdks(root: Path = ROOT) -> Iterator[Sdk]:
    """List all that there are, in the order of their names."""
    for file in sorted(root.glob("*/sdk*.toml")):
        content = tomllib.loads(file.read_text())
        yield Sdk(
            key=file.parent.name + file.stem.removeprefix("sdk"),
            folder=file.parent,
            description=msgspec.convert(content, Description, strict=False),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The programs that an SDK needs, by name; `missing` is the one that is not here."""

    paths: Mapping[str, str]
    missing: str | None = None


def tools(description: Description, folders: Iterable[str]) -> Tools:
    """Look for the programs in some folders, and in the one where systems have theirs."""
    paths: dict[str, str] = {}
    for name in description.needs:
        for folder in (*folders, "/usr/bin"):
            path = which(name, path=folder)
            if path and _is_right(path, description.must_be):
                paths[name] = path
                break
        else:
            return Tools(paths=paths, missing=name)
    return Tools(paths=paths)


def _is_right(path: str, pattern: str) -> bool:
    if not pattern:
        return True
    told = subprocess.run(
        [path, "--version"], capture_output=True, text=True, check=False, timeout=_SOON
    )
    return re.match(pattern, told.stdout) is not None
