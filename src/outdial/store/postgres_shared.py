"""What servers share on PostgreSQL beside the records."""

from typing import Any

import psycopg
from psycopg_pool import ConnectionPool

from outdial.store.postgres_beside import Beside
from outdial.store.postgres_buckets import PostgresBuckets
from outdial.store.postgres_faults import PostgresFaults
from outdial.store.postgres_snapshots import PostgresSnapshots


class PostgresShared:
    """Buckets, faults and snapshots; `pool` is the one of the records."""

    def __init__(
        self, url: str, pool: ConnectionPool[psycopg.Connection[tuple[Any, ...]]], patience: float
    ) -> None:
        self._beside = Beside(url, patience)
        self.buckets = PostgresBuckets(self._beside)
        self.faults = PostgresFaults(self._beside)
        self.snapshots = PostgresSnapshots(pool)

    def close(self) -> None:
        """Let go of the connections."""
        self._beside.close()
