"""How jobs take turns on SQLite: one after another on the one connection."""

from collections.abc import Sequence

from outdial.store.place import Changed, Place


class OneAfterAnother:
    """Nobody else has a turn meanwhile, so there is nothing to wait for or to hold."""

    def lock(self, homes: Sequence[str]) -> bool:  # noqa: ARG002
        """Tell that nobody has changed anything."""
        return False

    def write(self, home: str | None = None) -> None:
        """Need not make ready."""

    def leave(self, home: str) -> None:
        """Need not do anything."""

    def leave_all(self) -> None:
        """Need not make ready."""

    def name(self, place: Place, known: Changed | None) -> None:
        """Need not hold anything."""

    def ask_who_names(self, place: Place) -> None:
        """Need not keep anyone away."""
