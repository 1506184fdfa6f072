"""How transactions begin on PostgreSQL: in one exchange with what their jobs are likely to need."""

from outdial.store.postgres_ahead import Ahead, Needs, reading
from outdial.store.postgres_connection import Link, Statement
from outdial.store.postgres_turns import LOCK, LOCK_NOW

# A job that writes reads what was committed last, as it holds its homes and nobody else changes
# them. To read as of its beginning would show it what was there before it waited for its turn.
_WRITING = "BEGIN ISOLATION LEVEL READ COMMITTED"
# A job that reads sees one moment, and holds nobody up.
_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


def begin_writing(link: Link, ahead: Ahead, needs: Needs, *, waits: bool) -> set[str]:
    """Begin a transaction that writes; give the homes that it holds.

    It waits for its homes, or else takes only those that nobody has. What it reads ahead, it reads
    once it holds them.
    """
    lock: list[Statement] = []
    if needs.homes:
        lock = [(LOCK if waits else LOCK_NOW, (sorted(needs.homes),))]
    found = link.begin(_WRITING, [*lock, *reading(needs)])
    homes = found.pop(0) if lock else ()
    ahead.take(needs, found)
    return {name for (name,) in homes}


def begin_reading(link: Link, ahead: Ahead, needs: Needs) -> None:
    """Begin a transaction that only reads."""
    ahead.take(needs, link.begin(_READING, reading(needs)))
