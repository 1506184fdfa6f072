"""Snapshots by name: in files beside the data, in the database, or in memory with the data."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from outdial.backup.errors import BackupError
from outdial.store.lasting import make_folder, sync_folder, written_whole
from outdial.store.opening import shared_of
from outdial.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from outdial.store.shared import SharedSnapshots
    from outdial.store.transaction import Store

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SUFFIX = ".snapshot"


class Snapshots:
    """The images that were saved: all servers of a database have the same."""

    def __init__(self, store: "Store") -> None:
        self._kept = _kept(store)

    def names(self) -> list[str]:
        """List the names."""
        return self._kept.names()

    def save(self, name: str, image: bytes) -> None:
        """Keep an image; one that has the name already goes."""
        self._kept.save(_checked(name), image)

    def load(self, name: str) -> bytes:
        """Give an image."""
        image = self._kept.load(_checked(name))
        if image is None:
            raise self._missing(name)
        return image

    def delete(self, name: str) -> None:
        """Forget an image."""
        if not self._kept.delete(_checked(name)):
            raise self._missing(name)

    def _missing(self, name: str) -> BackupError:
        known = ", ".join(self.names()) or "none"
        return BackupError(f"There is no snapshot {name}. There are: {known}.")


class _InFolder:
    """Keeps images in files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        return sorted(path.name.removesuffix(_SUFFIX) for path in self._folder.glob(f"*{_SUFFIX}"))

    def save(self, name: str, image: bytes) -> None:
        path = self._path(name)
        make_folder(path.parent)
        with written_whole(path) as file:
            file.write(image)

    def load(self, name: str) -> bytes | None:
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def delete(self, name: str) -> bool:
        try:
            self._path(name).unlink()
            sync_folder(self._folder)
        except FileNotFoundError:
            return False
        return True

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_SUFFIX}"


class _InMemory:
    """Keeps images for as long as the process runs."""

    def __init__(self) -> None:
        self._images: dict[str, bytes] = {}

    def names(self) -> list[str]:
        return sorted(self._images)

    def save(self, name: str, image: bytes) -> None:
        self._images[name] = image

    def load(self, name: str) -> bytes | None:
        return self._images.get(name)

    def delete(self, name: str) -> bool:
        return self._images.pop(name, None) is not None


def _kept(store: "Store") -> "SharedSnapshots":
    shared = shared_of(store)
    if shared is not None:
        return shared.snapshots
    if isinstance(store, SqliteStore) and store.path is not None:
        return _InFolder(store.path.parent / "snapshots")
    return _InMemory()


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise BackupError(
            "A snapshot's name has up to 100 letters, digits, dots, hyphens and underscores,"
            " and begins with a letter or a digit."
        )
    return name
