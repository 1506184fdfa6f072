"""What a folder may be after a power cut: worked out from the calls that the disk layer recorded.

What was synced is there: a file's content by a sync of the file, its name by one of its folder. Of
all that came after, the disk may have kept nothing, what came first with the last write torn, or
any of it, sector by sector. If only the process died, all is there.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from struct import Struct
from typing import Literal

Kept = Literal["all", "nothing", "first", "any"]
"""How much is there of what was not synced."""

POWER_CUTS: tuple[Kept, ...] = ("nothing", "first", "any")

SECTOR = 512
"""A disk writes so many bytes whole, or not at all."""

_HEAD = Struct("=c3xiqQ")
_IS_NEW, _IS_EMPTIED = 1, 2


@dataclass(frozen=True, slots=True)
class Call:
    """A call that changed a folder, or made changes last; the recording ends at `end` with it."""

    name: str
    file: int
    number: int
    body: bytes
    end: int

    @property
    def paths(self) -> list[str]:
        """The paths that it named."""
        return [part.decode() for part in self.body.split(b"\0")]


def recorded(record: Path) -> Iterator[Call]:
    """Read a recording; the process may have been killed in the middle of its last call."""
    text, at = record.read_bytes(), 0
    while at + _HEAD.size <= len(text):
        name, file, number, size = _HEAD.unpack_from(text, at)
        at += _HEAD.size + size
        if at > len(text):
            return
        yield Call(name.decode(), file, number, text[at - size : at], at)


@dataclass(slots=True)
class File:
    """A file: its content on the disk, and the writes and cuts that are not synced."""

    synced: bytes = b""
    later: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        """Bring all to the disk."""
        self.synced, self.later = self.content("all", Random(0)), []  # noqa: S311 no chance in it

    def content(self, kept: Kept, chance: Random) -> bytes:
        """Tell what may be in it."""
        content = bytearray(self.synced)
        for offset, written in _survivors(self.later, kept, chance):
            if written is None:
                content[offset:] = bytes(max(0, offset - len(content)))
                continue
            content += bytes(max(0, offset - len(content)))
            content[offset : offset + len(written)] = written
        return bytes(content)


@dataclass(slots=True)
class Folder:
    """A folder: what is in it, on the disk, and the changes that are not synced."""

    now: "dict[str, File | Folder]" = field(default_factory=dict)
    synced: "dict[str, File | Folder]" = field(default_factory=dict)
    later: "list[dict[str, File | Folder | None]]" = field(default_factory=list)

    def change(self, names: "dict[str, File | Folder | None]") -> None:
        """Give names to files, or take them away, in one step."""
        self.later.append(names)
        _change(self.now, names)

    def sync(self) -> None:
        """Bring all names to the disk."""
        self.synced, self.later = dict(self.now), []

    def content(self, kept: Kept, chance: Random) -> "dict[str, File | Folder]":
        """Tell what may be in it: a disk keeps names in order, if not all."""
        names = dict(self.synced)
        most = {"all": len(self.later), "nothing": 0}.get(kept, chance.randint(0, len(self.later)))
        for step in self.later[:most]:
            _change(names, step)
        return names


class Disk:
    """A folder as the calls so far have made it."""

    def __init__(self, place: Path) -> None:
        """Begin with what is there, all of it on the disk."""
        self._place = place
        self._root = _read(place)
        self._files: dict[int, File | Folder] = {}

    def do(self, call: Call) -> None:
        """Do a call."""
        if call.name == "o":
            self._open(call)
        elif call.name == "w":
            self._file(call).later.append((call.number, call.body))
        elif call.name == "t":
            self._file(call).later.append((call.number, None))
        elif call.name == "s":
            self._files[call.file].sync()
        elif call.name == "r":
            self._rename(*call.paths)
        else:
            folder, name = self._find(call.paths[0])
            folder.change({name: Folder() if call.name == "m" else None})

    def leave(self, place: Path, kept: Kept, chance: Random) -> None:
        """Let a folder be as this one may be after a power cut."""
        if place.exists():
            shutil.rmtree(place)
        _write(self._root, place, kept, chance)

    @property
    def unsynced(self) -> int:
        """Count the changes that a power cut may take away."""
        return _unsynced(self._root)

    def _open(self, call: Call) -> None:
        if call.paths[0] == str(self._place):
            self._files[call.file] = self._root
            return
        folder, name = self._find(call.paths[0])
        if call.number & _IS_NEW:
            folder.change({name: File()})
        found = self._files[call.file] = folder.now[name]
        if call.number & _IS_EMPTIED and isinstance(found, File):
            found.later.append((0, None))

    def _rename(self, old: str, new: str) -> None:
        (source, name), (target, new_name) = self._find(old), self._find(new)
        moved = source.now[name]
        if source is target:
            source.change({name: None, new_name: moved})
        else:
            target.change({new_name: moved})
            source.change({name: None})

    def _file(self, call: Call) -> File:
        file = self._files[call.file]
        assert isinstance(file, File)
        return file

    def _find(self, path: str) -> tuple[Folder, str]:
        """Find the folder of a path, and the name in it."""
        *folders, name = Path(path).relative_to(self._place).parts
        folder = self._root
        for part in folders:
            inner = folder.now[part]
            assert isinstance(inner, Folder)
            folder = inner
        return folder, name


def _survivors(
    later: list[tuple[int, bytes | None]], kept: Kept, chance: Random
) -> Iterator[tuple[int, bytes | None]]:
    """Choose which of the writes and cuts have come to the disk, and what of them."""
    if kept == "all":
        yield from later
    elif kept == "first" and later:
        most = chance.randrange(len(later) + 1)
        yield from later[:most]
        for offset, written in later[most : most + 1]:
            if written is not None:
                yield offset, written[: chance.randrange(0, len(written) + 1, SECTOR)]
    elif kept == "any":
        for offset, written in later:
            pieces = [(offset, None)] if written is None else _sectors(offset, written)
            yield from (piece for piece in pieces if chance.random() < 0.5)


def _sectors(offset: int, written: bytes) -> list[tuple[int, bytes | None]]:
    """Take a write apart where the sectors of the disk end."""
    ends = [*range(SECTOR - offset % SECTOR, len(written), SECTOR), len(written)]
    starts = [0, *ends[:-1]]
    return [(offset + start, written[start:end]) for start, end in zip(starts, ends, strict=True)]


def _change(names: dict[str, File | Folder], step: dict[str, File | Folder | None]) -> None:
    for name, what in step.items():
        if what is None:
            names.pop(name, None)
        else:
            names[name] = what


def _read(place: Path) -> Folder:
    inner = {
        path.name: _read(path) if path.is_dir() else File(path.read_bytes())
        for path in place.iterdir()
    }
    return Folder(dict(inner), inner)


def _write(folder: Folder, place: Path, kept: Kept, chance: Random) -> None:
    place.mkdir()
    for name, what in folder.content(kept, chance).items():
        if isinstance(what, Folder):
            _write(what, place / name, kept, chance)
        else:
            (place / name).write_bytes(what.content(kept, chance))


def _unsynced(folder: Folder) -> int:
    inner = (
        _unsynced(one) if isinstance(one, Folder) else len(one.later) for one in folder.now.values()
    )
    return len(folder.later) + sum(inner)
