"""The server is killed in the middle of writes: what it answered is kept, nothing is half there.

Each change that is there has its event in the audit trail, and no other has.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Event

from durability.calling import calling
from durability.centre import set_up
from durability.soundness import callers_told, unsound
from durability.writing import Answers, Writer, made, title
from server_process import LONG, ServerProcess, running

ROUNDS = int(os.environ.get("OUTDIAL_KILL_ROUNDS", "20"))
"""A longer run: OUTDIAL_KILL_ROUNDS=500 pytest tests/durability/test_kill.py"""

WRITERS = 6
SEED = 20260101


def test_every_answered_change_survives_a_kill(tmp_path: Path) -> None:
    chance = Random(SEED)  # noqa: S311 - it chooses moments, no secrets
    with running("--data", tmp_path) as server:
        writers = set_up_writers(server)
        server.kill()

    for _ in range(ROUNDS):
        with running("--data", tmp_path) as server:
            check(server, writers)
            write_and_kill(server, writers, chance)

    with running("--data", tmp_path) as server:
        check(server, writers)
        assert server.stop() == 0

    assert unsound(tmp_path / "outdial.sqlite3") == []
    told = callers_told(tmp_path / "outdial.sqlite3")
    assert told == sorted(caller for writer in writers for caller in writer.names_of_callers)


def set_up_writers(server: ServerProcess) -> list[Writer]:
    """Create a contact centre, and a queue for each writer at its turn 0."""
    with calling(server.port) as call:
        centre = set_up(call)
        return [
            Writer(
                name=name,
                centre=centre,
                queue=centre.create_queue(call, **made(name, centre, 0) | title(name, 0)),
            )
            for name in (f"writer{number}" for number in range(WRITERS))
        ]


def write_and_kill(server: ServerProcess, writers: list[Writer], chance: Random) -> None:
    """Let all write at once, and kill the server at any moment."""
    answers = Answers()
    with ThreadPoolExecutor(WRITERS) as threads:
        writing = [threads.submit(w.write_until_cut_off, server.port, answers) for w in writers]
        answers.wait_for(chance.randint(1, 150), LONG)
        Event().wait(chance.uniform(0, 0.004))  # anywhere in a commit, not only at its end
        server.kill()
        for written in writing:
            written.result()


def check(server: ServerProcess, writers: list[Writer]) -> None:
    """Hold what a restarted server has against what was answered, and what was only sent."""
    with calling(server.port) as call:
        names = writers[0].centre.queue_names(call)
        for writer in writers:
            writer.check(call, names)
        assert names.keys() == {"BasicQueue"}.union(*(writer.names for writer in writers))
