"""Planned faults on PostgreSQL, which hold at all servers."""

from outdial.store.postgres_beside import Beside
from outdial.store.shared import FaultRow

# Numbers are not used again: a server that has not heard of a removal yet would count for another.
_NUMBER = """
INSERT INTO fault_number (id, last) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET last = fault_number.last + 1 RETURNING last
"""
_ADD = "INSERT INTO fault (number, body, met, struck) VALUES (?, ?, 0, 0)"
_REMOVE = "DELETE FROM fault WHERE number = ? RETURNING number"
_CLEAR = "DELETE FROM fault RETURNING number"
_ALL = "SELECT number, body, met, struck FROM fault ORDER BY number"
_MEET = "UPDATE fault SET met = met + 1 WHERE number = ? RETURNING met"
_STRIKE = "UPDATE fault SET struck = struck + 1 WHERE number = ? RETURNING number"
_STRIKE_AT_MOST = """
UPDATE fault SET struck = struck + 1 WHERE number = ? AND struck < ? RETURNING number
"""


class PostgresFaults:
    """Keeps the faults and counts what they do."""

    def __init__(self, beside: Beside) -> None:
        self._run = beside.run

    def add(self, body: bytes) -> int:
        """Add a fault; give its number, which no other one has had."""
        number: int = self._run(_NUMBER)[0][0]
        self._run(_ADD, (number, body))
        return number

    def remove(self, number: int) -> bool:
        """Remove a fault; False if there is none of this number."""
        return bool(self._run(_REMOVE, (number,)))

    def clear(self) -> bool:
        """Remove all faults; False if there were none."""
        return bool(self._run(_CLEAR))

    def all(self) -> list[FaultRow]:
        """List the faults in the order of their numbers."""
        return [FaultRow(*row) for row in self._run(_ALL)]

    def meet(self, number: int) -> int | None:
        """Count a call that a fault matches; give how many these are, None if the fault is gone."""
        rows = self._run(_MEET, (number,))
        return rows[0][0] if rows else None

    def strike(self, number: int, most: int | None) -> bool:
        """Count a call that is struck; False if the most that may be are already."""
        if most is None:
            return bool(self._run(_STRIKE, (number,)))
        return bool(self._run(_STRIKE_AT_MOST, (number, most)))
