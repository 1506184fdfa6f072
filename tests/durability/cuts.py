"""Rounds that end in a power cut: the data folder is put back to what may have been kept of it."""

from pathlib import Path
from random import Random

from durability.disk_layer import Layer
from durability.disk_states import POWER_CUTS, Disk, Kept, recorded
from durability.rounds import Rounds


class Cuts:
    """A folder with the data, and what a power cut makes of it."""

    def __init__(self, place: Path, chance: Random, *options: str) -> None:
        self._layer = Layer(place / "disk")
        self._other = place / "other"
        self._chance = chance
        self._disk = Disk(_made(self._layer.folder))
        self.dropped = 0
        """So many changes of files were not synced when the power was cut."""
        self.states = 0
        """So many states of the folder were looked at."""
        self.rounds = Rounds(
            data=self._layer.folder / "data",
            chance=chance,
            most=400,  # so many that the log is carried over into the database now and then
            options=options,
            under=self._begin,
            after=self._cut,
        )

    def _begin(self) -> list[str]:
        self._disk = Disk(self._layer.folder)
        return self._layer.under()

    def _cut(self) -> None:
        """Let one of the states that there may be come about, after a look at others."""
        for call in recorded(self._layer.record):
            self._disk.do(call)
        self.dropped += self._disk.unsynced
        for kept in POWER_CUTS:
            self._leave(self._other, kept)
            self.rounds.check_copy(self._other / "data")
        self._leave(self._layer.folder, self._chance.choice(POWER_CUTS))

    def _leave(self, place: Path, kept: Kept) -> None:
        self._disk.leave(place, kept, self._chance)
        self.states += 1


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
