"""Snapshots: everything at once, to go back to in a moment.

They are for tests, and are held in memory whole; a backup is what lasts.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from outdial.backup.errors import BackupError
from outdial.backup.file import Backup
from outdial.backup.restoring import restore
from outdial.backup.taking import silently, take
from outdial.store.errors import StoreError
from outdial.store.sqlite import SqliteStore
from outdial.store.transaction import Store
from outdial.world import StillWorld, World


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What there was, and what time it was if the clock stood."""

    image: bytes = field(repr=False)
    world: StillWorld | None = None


def take_snapshot(store: Store, world: World) -> Snapshot:
    """Take everything; on PostgreSQL by way of a backup."""
    still = deepcopy(world) if isinstance(world, StillWorld) else None
    if isinstance(store, SqliteStore):
        return Snapshot(store.image(), still)
    file = BytesIO()
    take(store, file, world.now(), silently)
    return Snapshot(file.getvalue(), still)


def put_snapshot(snapshot: Snapshot, store: Store, world: World) -> None:
    """Put everything back; StoreError if the snapshot is none, or one of another store."""
    if isinstance(store, SqliteStore):
        store.become(snapshot.image)
    else:
        _restore(snapshot.image, store)
    if snapshot.world is not None and isinstance(world, StillWorld):
        world.become(snapshot.world)


def _restore(image: bytes, store: Store) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "snapshot")
        path.write_bytes(image)
        try:
            restore(store, Backup(path, silently), silently, replace=True)
        except BackupError as error:
            raise StoreError(str(error)) from None
