"""Writers that never pause, each with a queue of its own, and what they know of their changes."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Condition
from typing import Any

from durability.calling import Call, calling
from durability.centre import Centre


class LostError(AssertionError):
    """What was answered is not there, or what was never sent is."""


@dataclass(slots=True)
class Turns:
    """How far one kind of change has come: the turns sent, answered, and last settled."""

    sent: int = 0
    answered: int = 0
    settled: int = 0

    @contextmanager
    def next(self) -> Iterator[int]:
        """Send the next turn in the block; at its end it is answered."""
        self.sent += 1
        yield self.sent
        self.answered = self.sent

    def settle(self, found: int) -> None:
        """Go on from where the server is: nothing answered is lost, nothing was made up."""
        if found not in (self.answered, self.sent):
            raise LostError(f"{found} was found, known is {self}")
        self.sent = self.answered = self.settled = found


class Answers:
    """Counts the answers that all writers got, for whoever waits for so many."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = Condition()

    def add(self) -> None:
        """Count one."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    @property
    def count(self) -> int:
        """So many have come."""
        return self._count

    def wait_for(self, count: int, seconds: float) -> None:
        """Wait until so many have come."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._count >= count, seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Changes its queue's caller and title, and creates queues, turn by turn."""

    name: str
    centre: Centre
    queue: str
    callers: Turns = field(default_factory=Turns)
    titles: Turns = field(default_factory=Turns)
    created: Turns = field(default_factory=Turns)

    def write_until_cut_off(self, port: int, answers: Answers) -> None:
        """Write until the server is gone, in the middle of a turn."""
        with calling(port) as call, suppress(OSError, HTTPException):
            for _ in self._writing(call):
                answers.add()

    def _writing(self, call: Call) -> Iterator[None]:
        while True:
            for _ in range(3):
                with self.callers.next() as turn:
                    config = self.centre.config(self.name, turn)
                    self.centre.set_caller(call, self.queue, config)
                yield
            with self.titles.next() as turn:
                self.centre.set_title(call, self.queue, **title(self.name, turn))
            yield
            with self.created.next() as turn:
                self.centre.create_queue(call, **made(self.name, self.centre, turn))
            yield

    def check(self, call: Call, names: dict[str, str]) -> None:
        """Hold the server, and the ids that it lists by name, against what is known."""
        queue = written(self.centre.describe(call, self.queue))
        self.titles.settle(int(queue["Description"]))
        self.callers.settle(int(queue["OutboundCallerConfig"]["OutboundCallerIdName"].split()[1]))
        assert queue == {
            **title(self.name, self.titles.answered),
            "OutboundCallerConfig": self.centre.config(self.name, self.callers.answered),
        }
        self._check_created(call, names)

    def _check_created(self, call: Call, names: dict[str, str]) -> None:
        created, checked = self.created, self.created.settled
        last = made(self.name, self.centre, created.sent)
        created.settle(created.sent if last["Name"] in names else created.answered)
        for turn in range(checked + 1, created.settled + 1):
            wanted = made(self.name, self.centre, turn)
            assert written(self.centre.describe(call, names[wanted["Name"]])) == wanted

    @property
    def names_of_callers(self) -> list[str]:
        """The names that this writer's queue has shown, once it is checked."""
        return [f"{self.name} {turn}" for turn in range(1, self.callers.answered + 1)]

    @property
    def names(self) -> set[str]:
        """The names of all queues that there are because of this writer, once it is checked."""
        turns = range(1, self.created.answered + 1)
        names = {made(self.name, self.centre, turn)["Name"] for turn in turns}
        return {title(self.name, self.titles.answered)["Name"], *names}


def title(writer: str, turn: int) -> dict[str, str]:
    """Make what the queue of a writer is called and described as at a turn."""
    return {"Name": f"{writer} at {turn}", "Description": str(turn)}


def made(writer: str, centre: Centre, turn: int) -> dict[str, Any]:
    """Make the queue that a writer creates at a turn."""
    return {
        "Name": f"{writer} made {turn}",
        "Description": str(turn),
        "OutboundCallerConfig": centre.config(writer, turn),
    }


def written(queue: dict[str, Any]) -> dict[str, Any]:
    """Give what writers write of a described queue."""
    return {name: queue[name] for name in ("Name", "Description", "OutboundCallerConfig")}
