"""Snapshots on PostgreSQL, in pieces that a cluster can store anywhere."""

from typing import Any

import psycopg
from psycopg_pool import ConnectionPool

from outdial.store.postgres_beside import tried
from outdial.store.postgres_connection import Link

PIECE = 1 << 20
"""Bytes a piece."""

_NAMES = 'SELECT DISTINCT name COLLATE "C" AS name FROM snapshot ORDER BY name'
_REMOVE = "DELETE FROM snapshot WHERE name = ?"
_ADD = "INSERT INTO snapshot (name, part, piece) VALUES (?, ?, ?)"
_LOAD = "SELECT piece FROM snapshot WHERE name = ? ORDER BY part"

_Pool = ConnectionPool[psycopg.Connection[tuple[Any, ...]]]


class PostgresSnapshots:
    """Keeps images by name, as lasting as the records."""

    def __init__(self, pool: _Pool) -> None:
        self._pool = pool

    def names(self) -> list[str]:
        """List the names in their order."""
        return tried(self._pool, lambda link: [row[0] for row in link.execute(_NAMES, ())])

    def save(self, name: str, image: bytes) -> None:
        """Keep an image; one that has the name already goes."""

        def work(link: Link) -> None:
            link.begin("BEGIN")
            link.execute(_REMOVE, (name,))
            for part, first in enumerate(range(0, len(image) or 1, PIECE)):
                link.execute(_ADD, (name, part, image[first : first + PIECE]))
            link.commit()

        tried(self._pool, work)

    def load(self, name: str) -> bytes | None:
        """Give an image, None if there is none of this name."""
        pieces = tried(self._pool, lambda link: link.execute(_LOAD, (name,)).fetchall())
        return b"".join(piece for (piece,) in pieces) if pieces else None

    def delete(self, name: str) -> bool:
        """Forget an image; False if there is none of this name."""
        return tried(self._pool, lambda link: link.execute(_REMOVE, (name,)).rowcount > 0)
