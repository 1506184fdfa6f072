"""Opening a store: which one follows from where the data is to be."""

from pathlib import Path
from urllib.parse import urlsplit

from outdial.store.durability import Durability
from outdial.store.errors import StoreError
from outdial.store.shared import Shared, Sharing
from outdial.store.sqlite import SqliteStore
from outdial.store.transaction import Store

_SCHEMES = ("postgresql://", "postgres://")


def open_store(place: Path | str | None, *, durability: Durability = "full") -> Store:
    """Open a file, the database of a URL, or memory; StoreError says why it cannot be opened."""
    if isinstance(place, str):
        return _open_database(place, durability)
    return SqliteStore(place, durability=durability)


def shared_of(store: Store) -> Shared | None:
    """Give what servers share by a store; None for one that a process has to itself."""
    return store.shared if isinstance(store, Sharing) else None


def shown(place: Path | str | None) -> str:
    """Say where data is; of a URL neither the password nor whatever else may be secret."""
    if place is None:
        return "in memory, gone when the server stops"
    if isinstance(place, Path):
        return str(place)
    url = urlsplit(place)
    return f"{url.scheme}://{url.netloc.rpartition('@')[2]}{url.path}"


def _open_database(url: str, durability: Durability) -> Store:
    if not url.startswith(_SCHEMES):
        raise StoreError("A database is given as postgresql://USER:PASSWORD@HOST/NAME.")
    try:
        from outdial.store.postgres import PostgresStore  # noqa: PLC0415 loads the driver
    except ImportError as error:
        raise StoreError(
            "For PostgreSQL, Outdial needs a driver: pip install 'outdial[postgresql]'"
        ) from error
    return PostgresStore(url, durability=durability)
