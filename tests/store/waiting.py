"""Waiting for one who waits."""

import psycopg


def until_somebody_waits(url: str) -> int:
    """Wait until a transaction waits for a lock; give the number of its connection."""
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(1000):
            waiting = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            ).fetchone()
            if waiting:
                number: int = waiting[0]
                return number
            connection.execute("SELECT pg_sleep(0.005)")
    raise TimeoutError("nobody waits")
