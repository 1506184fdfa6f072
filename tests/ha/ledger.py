"""What writers know of their changes, and what has become of them: lost, or made up."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(slots=True, kw_only=True)
class Ledger:
    """What one writer sent and was answered; its queue shows its changes, counted from 1."""

    queue: str
    sent: int = 0
    acknowledged: int = 0
    asked: set[str] = field(default_factory=set)
    """The phone numbers that it asked for."""
    claimed: dict[str, str] = field(default_factory=dict)
    """The ids of those that were acknowledged, by number."""
    requests: list[str] = field(default_factory=list)
    """The request ids of all that was acknowledged, in order."""
    times: list[tuple[float, float]] = field(default_factory=list)
    """When each of them was sent and acknowledged, in seconds of a clock that only goes on."""
    refused: int = 0
    """So many answers were 5xx."""
    unanswered: int = 0
    """So many calls got none."""

    def acknowledge(self, request: str, sent: float, answered: float) -> None:
        """Note that a call was answered with success."""
        self.requests.append(request)
        self.times.append((sent, answered))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the server tells afterwards."""

    shown: Mapping[str, int]
    """The change that each writer's queue shows, by the queue's id."""
    numbers: Mapping[str, str]
    """The ids of all phone numbers that are claimed, by number."""
    recorded: Counter[str]
    """How often the audit trail holds each request id."""


def losses(ledger: Ledger, found: Found) -> Iterator[str]:
    """Tell of each acknowledged thing of a writer that is not there as it has to be."""
    shown = found.shown.get(ledger.queue, -1)
    if shown < ledger.acknowledged:
        yield f"queue {ledger.queue} shows change {shown}, acknowledged was {ledger.acknowledged}"
    for number, known in ledger.claimed.items():
        if (there := found.numbers.get(number)) != known:
            yield f"{number} was claimed as {known}; there is {there or 'none'}"
    for request in ledger.requests:
        if (times := found.recorded[request]) != 1:
            yield f"the trail holds request {request} {times} times"


def inventions(ledgers: list[Ledger], found: Found) -> Iterator[str]:
    """Tell of each thing that is there although nobody asked for it."""
    for ledger in ledgers:
        if (shown := found.shown.get(ledger.queue, 0)) > ledger.sent:
            yield f"queue {ledger.queue} shows change {shown}, sent were {ledger.sent}"
    asked = {number for ledger in ledgers for number in ledger.asked}
    for number in sorted(found.numbers.keys() - asked):
        yield f"nobody asked for {number}"


def longest_pause(times: list[float], begin: float, end: float) -> float:
    """Give the longest time without an acknowledgement between two moments, in seconds."""
    within = [begin, *sorted(time for time in times if begin < time < end), end]
    return max(later - earlier for earlier, later in pairwise(within))
