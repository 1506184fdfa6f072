"""Everything that a folder may be if what a program does there is cut short, at each of its steps.

A step is a call that changes files or makes changes last. At each one the process may die, which
leaves all that it did, or the power may be cut.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from durability.disk_layer import Layer
from durability.disk_states import POWER_CUTS, Disk, recorded


class Steps:
    """A folder, all of it on the disk, in which a program is to do something."""

    def __init__(self, folder: Path) -> None:
        self._disk = Disk(folder)
        self._place = folder.with_name("cut-short")
        self.layer = Layer(folder)

    def cut_short(self, start: int = 0) -> Iterator[tuple[int, Path]]:
        """Give each state in turn: how long the record was by then, and a folder that is so.

        The folder may be changed; each state begins anew. With a start, the states before the
        record was so long are left out.
        """
        chance = Random(20260303)  # noqa: S311 - it chooses sectors, no secrets
        if start == 0:
            yield from self._states(0, chance)
        for call in recorded(self.layer.record):
            self._disk.do(call)
            if call.end >= start:
                yield from self._states(call.end, chance)

    def _states(self, end: int, chance: Random) -> Iterator[tuple[int, Path]]:
        for kept in ("all", *POWER_CUTS):
            self._disk.leave(self._place, kept, chance)
            yield end, self._place
