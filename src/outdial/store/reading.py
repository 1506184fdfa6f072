"""Reading all that a store has, of one moment, while others go on to change it."""

from collections.abc import Callable

from outdial.store.sqlite import SqliteStore
from outdial.store.transaction import Store, T, Transaction, run


def read_whole(store: Store, work: Callable[[Transaction], T]) -> T:
    """Do a long read; the work may be begun again.

    PostgreSQL lets a reader see one moment for as long as it likes. On SQLite all share one
    connection, so the read is done on a copy.
    """
    if isinstance(store, SqliteStore):
        return store.read_copy(work)
    return run(store, work, writes=False)
