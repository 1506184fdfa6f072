"""How jobs take turns on SQLite: one after another on the one connection.

A job that writes and has neighbours in its commit has a savepoint, so that it can be taken back
alone; one without neighbours goes with its transaction.
"""

from collections.abc import Callable, Sequence
from typing import Any

from outdial.store.place import Changed, Place


class Savepoint:
    """One job's turn; nobody else has it meanwhile, so there is nothing to wait for or to hold."""

    def __init__(self, execute: Callable[[str], Any], *, alone: bool) -> None:
        self._execute = execute
        self._needed = not alone
        self._set = False

    def lock(self, homes: Sequence[str]) -> bool:  # noqa: ARG002
        """Tell that nobody has changed anything."""
        return False

    def write(self, home: str | None = None) -> None:  # noqa: ARG002
        """Set the savepoint before the first change."""
        if self._needed and not self._set:
            self._execute("SAVEPOINT job")
            self._set = True

    def leave(self, home: str) -> None:
        """Need not do anything."""

    def leave_all(self) -> None:
        """Set the savepoint, as for any change."""
        self.write()

    def name(self, place: Place, known: Changed | None) -> None:
        """Need not hold anything."""

    def ask_who_names(self, place: Place) -> None:
        """Need not keep anyone away."""

    def undo(self) -> None:
        """Take back all that was written since the savepoint."""
        if self._set:
            self._execute("ROLLBACK TO job")

    def end(self) -> None:
        """Let go of the savepoint."""
        if self._set:
            self._execute("RELEASE job")
