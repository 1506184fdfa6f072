"""Rounds of a server that is killed while clients write, each on what the one before has left."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Event

from durability.calling import calling
from durability.centre import set_up
from durability.soundness import callers_told, unsound
from durability.writing import Answers, LostError, Writer, made, title
from server_process import LONG, ServerProcess, running


@dataclass(slots=True, kw_only=True)
class Rounds:
    """A data folder, and the writers who know what has to be in it."""

    data: Path
    chance: Random
    most: int = 150
    """So many changes are answered in a round at most."""
    options: Sequence[str] = ()
    under: Callable[[], Sequence[str]] = tuple
    """Gives the command that the server of a round runs under."""
    after: Callable[[], None] = lambda: None
    """Is called when the server of a round is gone."""
    log: Path | None = None
    """Where the servers log."""
    writers: list[Writer] = field(default_factory=list)
    answered: int = 0
    """So many changes were answered so far."""

    def set_up(self, writers: int) -> None:
        """Create a contact centre, and a queue for each writer at its turn 0."""
        with running("--data", self.data, log=self.log) as server, calling(server.port) as call:
            centre = set_up(call)
            self.writers = [
                Writer(
                    name=name,
                    centre=centre,
                    queue=centre.create_queue(call, **made(name, centre, 0) | title(name, 0)),
                )
                for name in (f"writer{number}" for number in range(writers))
            ]
            server.kill()

    def run(self, rounds: int) -> Iterator[int]:
        """Kill the server so often; give the number of each round when it is over.

        LostError if anything is not as the writers know it.
        """
        for number in range(rounds):
            under = self.under()
            with running("--data", self.data, *self.options, under=under, log=self.log) as server:
                self._check(server)
                self._write_and_kill(server)
            self.after()
            yield number + 1

    def end(self) -> None:
        """Hold what is there at last against what the writers know."""
        with running("--data", self.data, log=self.log) as server:
            self._check(server)
            assert server.stop() == 0
        self.check_file(self.data)

    def check_file(self, data: Path) -> None:
        """See that the file is whole, and that each change that is there has its event."""
        file = data / "outdial.sqlite3"
        assert unsound(file) == []
        known = sorted(name for writer in self.writers for name in writer.names_of_callers)
        if callers_told(file) != known:
            raise LostError("the trail tells of other changes than were made")

    def check_copy(self, data: Path) -> None:
        """See that a file that came of the last kill is whole, and has all that was answered."""
        file = data / "outdial.sqlite3"
        assert unsound(file) == []
        told = set(callers_told(file))
        for writer in self.writers:
            names = set(writer.names_of_callers)
            more = {name for name in told if name.startswith(f"{writer.name} ")} - names
            if not names <= told or not more <= {f"{writer.name} {writer.callers.sent}"}:
                raise LostError(f"{writer} is not what the trail tells of: {names ^ told}")

    def _write_and_kill(self, server: ServerProcess) -> None:
        """Let all write at once, and kill the server at any moment."""
        answers, writers = Answers(), self.writers
        with ThreadPoolExecutor(len(writers)) as threads:
            writing = [threads.submit(w.write_until_cut_off, server.port, answers) for w in writers]
            answers.wait_for(self.chance.randint(1, self.most), LONG)
            # Anywhere in a commit, not only at its end.
            Event().wait(self.chance.uniform(0, 0.004))
            server.kill()
            for written in writing:
                written.result()
        self.answered += answers.count

    def _check(self, server: ServerProcess) -> None:
        """Hold what a restarted server has against what was answered, and what was only sent."""
        with calling(server.port) as call:
            names = self.writers[0].centre.queue_names(call)
            for writer in self.writers:
                writer.check(call, names)
            known = {"BasicQueue"}.union(*(writer.names for writer in self.writers))
            if names.keys() != known:
                raise LostError(f"There are other queues than were made: {names.keys() ^ known}")
