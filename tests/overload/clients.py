"""Clients that keep to a rate or wait for each answer, and note what they got and when."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Got:
    """An answer: its status, or 0 if there was none, and the seconds until it was whole."""

    status: int
    seconds: float


@dataclass(slots=True)
class Answers:
    """What all clients got."""

    got: list[Got] = field(default_factory=list)

    def seconds(self, *statuses: int) -> list[float]:
        """Give the times of answers with these statuses, in order."""
        return sorted(answer.seconds for answer in self.got if answer.status in statuses)

    def share(self, status: int) -> float:
        """Tell which part of the answers has a status."""
        return sum(answer.status == status for answer in self.got) / max(1, len(self.got))


def percentile(ordered: Sequence[float], percent: float) -> float:
    """Give the value that so many percent of them do not exceed; NaN of none."""
    if not ordered:
        return float("nan")
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


class Line:
    """One connection, used by one request at a time."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> int:
        """Send a request and read its answer; give the status, 0 if the connection breaks."""
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection("127.0.0.1", self._port)
            reader, writer = self._streams
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = head.partition(b"content-length: ")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(length))
            if b"connection: close" in head:
                self.close()
            return int(head[9:12])
        except (OSError, EOFError):
            self.close()
            return 0

    def close(self) -> None:
        """Let go of the connection."""
        if self._streams:
            self._streams[1].close()
            self._streams = None


async def in_turn(port: int, request: bytes, seconds: float, answers: Answers) -> None:
    """Ask again whenever the answer has come, for so many seconds."""
    line, end = Line(port), perf_counter() + seconds
    while (began := perf_counter()) < end:
        status = await line.ask(request)
        answers.got.append(Got(status, perf_counter() - began))
    line.close()


async def at_a_rate(port: int, request: bytes, rate: float, seconds: float) -> Answers:
    """Ask so many times a second, whatever becomes of what was asked before."""
    answers, free, tasks = Answers(), list[Line](), set[asyncio.Task[None]]()
    start = perf_counter()

    async def ask(due: float) -> None:
        line = free.pop() if free else Line(port)
        status = await line.ask(request)
        answers.got.append(Got(status, perf_counter() - due))
        free.append(line)

    for number in range(int(rate * seconds)):
        due = start + number / rate
        if (early := due - perf_counter()) > 0:
            await asyncio.sleep(early)
        task = asyncio.create_task(ask(due))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    await asyncio.gather(*tasks)
    for line in free:
        line.close()
    return answers
