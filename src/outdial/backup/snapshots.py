"""Snapshots by name: in files beside the data, or in memory where the data is there too."""

import os
import re
from pathlib import Path

from outdial.backup.errors import BackupError
from outdial.store.sqlite import SqliteStore
from outdial.store.transaction import Store

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SUFFIX = ".snapshot"


class Snapshots:
    """The images that were saved; a server that keeps its data in a folder keeps them there."""

    def __init__(self, store: Store) -> None:
        path = store.path if isinstance(store, SqliteStore) else None
        self._folder = path and path.parent / "snapshots"
        self._images: dict[str, bytes] = {}

    def names(self) -> list[str]:
        """List the names."""
        if self._folder is None:
            return sorted(self._images)
        return sorted(path.name.removesuffix(_SUFFIX) for path in self._folder.glob(f"*{_SUFFIX}"))

    def save(self, name: str, image: bytes) -> None:
        """Keep an image; one that has the name already goes."""
        path = self._path(name)
        if path is None:
            self._images[name] = image
            return
        path.parent.mkdir(exist_ok=True)
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            file.write(image)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)

    def load(self, name: str) -> bytes:
        """Give an image."""
        path = self._path(name)
        try:
            return self._images[name] if path is None else path.read_bytes()
        except (KeyError, FileNotFoundError):
            raise self._missing(name) from None

    def delete(self, name: str) -> None:
        """Forget an image."""
        path = self._path(name)
        try:
            if path is None:
                del self._images[name]
            else:
                path.unlink()
        except (KeyError, FileNotFoundError):
            raise self._missing(name) from None

    def _path(self, name: str) -> Path | None:
        if not _NAME.fullmatch(name):
            raise BackupError(
                "A snapshot's name has up to 100 letters, digits, dots, hyphens and underscores,"
                " and begins with a letter or a digit."
            )
        return self._folder and self._folder / f"{name}{_SUFFIX}"

    def _missing(self, name: str) -> BackupError:
        known = ", ".join(self.names()) or "none"
        return BackupError(f"There is no snapshot {name}. There are: {known}.")
