"""The power is cut in the middle of writes: all that was not synced may be gone.

What was answered is kept all the same, and nothing is half there. A killed process alone proves
nothing about this: what it wrote is in the system's memory, and survives it.
"""

import os
from pathlib import Path
from random import Random

import pytest

from durability.cuts import Cuts
from durability.disk_layer import hindrance
from durability.writing import LostError

pytestmark = pytest.mark.skipif(bool(hindrance()), reason=hindrance())

ROUNDS = int(os.environ.get("OUTDIAL_POWER_CUTS", "20"))
"""A longer run: `make crash`."""

CLIENTS = 16
SEED = 20260202


@pytest.fixture
def chance() -> Random:
    return Random(SEED)  # noqa: S311 - it chooses moments, no secrets


def test_every_answered_change_survives_a_power_cut(tmp_path: Path, chance: Random) -> None:
    cuts = Cuts(tmp_path, chance)
    cuts.rounds.set_up(CLIENTS)

    assert list(cuts.rounds.run(ROUNDS)) == list(range(1, ROUNDS + 1))

    cuts.rounds.end()
    assert cuts.dropped > 0


def test_without_durability_answered_changes_are_lost(tmp_path: Path, chance: Random) -> None:
    cuts = Cuts(tmp_path, chance, "--durability", "off")
    cuts.rounds.set_up(CLIENTS)

    with pytest.raises(LostError):
        list(cuts.rounds.run(ROUNDS))
