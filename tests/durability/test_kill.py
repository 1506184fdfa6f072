"""The server is killed in the middle of writes: what it answered is kept, nothing is half there.

Each change that is there has its event in the audit trail, and no other has.
"""

import os
from pathlib import Path
from random import Random

from durability.rounds import Rounds

ROUNDS = int(os.environ.get("OUTDIAL_KILL_ROUNDS", "20"))
"""A longer run: `make crash`, or OUTDIAL_KILL_ROUNDS=500 pytest tests/durability/test_kill.py"""

CLIENTS = 16
SEED = 20260101


def test_every_answered_change_survives_a_kill(tmp_path: Path) -> None:
    rounds = Rounds(data=tmp_path, chance=Random(SEED))  # noqa: S311 - moments, no secrets
    rounds.set_up(CLIENTS)

    assert list(rounds.run(ROUNDS)) == list(range(1, ROUNDS + 1))

    rounds.end()
    assert rounds.answered >= ROUNDS
