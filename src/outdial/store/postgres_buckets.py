"""Buckets of tokens on PostgreSQL, which all servers take from: one statement a token."""

from outdial.store.postgres_beside import Beside

# This is `throttle.after_one`: a new bucket is full, and so is one that was full before now, or
# would be only after the farthest moment.
_TAKE = """
INSERT INTO bucket (home, operation, full_at) VALUES (?, ?, ?)
ON CONFLICT (home, operation) DO UPDATE SET full_at = ? +
    CASE WHEN bucket.full_at BETWEEN ? AND ? THEN bucket.full_at ELSE ? END
WHERE bucket.full_at <= ? OR bucket.full_at > ?
RETURNING full_at
"""
_FORGET = "DELETE FROM bucket WHERE full_at <= ?"
_CLEAR = "DELETE FROM bucket"


class PostgresBuckets:
    """Keeps the moment at which each bucket is full; without a row, it is."""

    def __init__(self, beside: Beside) -> None:
        self._run = beside.run

    def take(
        self, bucket: tuple[str, str], *, moment: int, interval: int, latest: int, farthest: int
    ) -> bool:
        """Take a token that comes back in an interval; False if there is none."""
        first = (*bucket, moment + interval)
        further = (interval, moment, latest, moment)
        admitted = (latest - interval, farthest)
        return bool(self._run(_TAKE, (*first, *further, *admitted)))

    def forget(self, moment: int) -> None:
        """Forget the buckets that are full at a moment."""
        self._run(_FORGET, (moment,))

    def clear(self) -> None:
        """Fill all buckets."""
        self._run(_CLEAR)
