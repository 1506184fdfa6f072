"""A simple model of an instance in two Regions, to hold Outdial against.

It remembers every change with its time and Region. What a side shows of a queue is the last change
that it has seen: all of its own, and those of the other side once they are due.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from pair_desk import REPLICA, SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number: `target` is "instance", "group" or "other"."""

    arn: str
    region: str
    target: str

    @property
    def id(self) -> str:
        return self.arn.rpartition("/")[2]

    def is_found(self, region: str, *, by_id: bool) -> bool:
        """Tell whether a queue in a Region may show the number, named by its id or by its ARN."""
        if region == self.region:
            return self.target != "other"
        return self.target == "group" and not by_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a queue is: `number` is an ARN with whether the id was given."""

    name: str
    number: tuple[str, bool] | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    time: datetime
    region: str

    def as_read(self, region: str) -> dict[str, Any]:
        """Show it as DescribeQueue in a Region does."""
        shown: dict[str, Any] = {
            "Name": self.name,
            "LastModifiedTime": self.time,
            "LastModifiedRegion": self.region,
        }
        if self.number is not None:
            arn, by_id = self.number
            at_home = f":{region}:" in arn
            number = arn.rpartition("/")[2] if by_id and at_home else arn
            shown["OutboundCallerConfig"] = {"OutboundCallerIdNumberId": number}
        if self.tags:
            shown["Tags"] = self.tags
        return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A change of a queue; what it became, None if it was deleted. Without a Region both saw it."""

    queue: str
    became: Shown | None
    time: datetime
    due: datetime
    region: str
    number: int


@dataclass(slots=True)
class TwoRegions:
    """The instance, on its own or replicated."""

    delay: timedelta
    now: datetime
    replicated: bool = False
    writes: list[Write] = field(default_factory=list)
    numbers: dict[str, Number] = field(default_factory=dict)

    def queues(self, region: str) -> dict[str, Shown]:
        """Tell what a side shows."""
        last: dict[str, Write] = {}
        for write in self.writes:
            seen = write.region in (region, "") or write.due <= self.now
            before = last.get(write.queue)
            if seen and (before is None or self._order(write) > self._order(before)):
                last[write.queue] = write
        return {queue: write.became for queue, write in last.items() if write.became is not None}

    def _order(self, write: Write) -> tuple[datetime, str, int]:
        # Without a delay every change has seen all others.
        return write.time, write.region if self.delay else "", write.number

    def write(self, region: str, queue: str, became: Shown | None) -> None:
        """Change a queue on a side."""
        write = Write(
            queue=queue,
            became=became,
            time=self.now,
            due=self.now + self.delay,
            region=region,
            number=len(self.writes),
        )
        self.writes.append(write)

    def start(self) -> None:
        """Replicate: both sides begin with what the source has, all numbers are in the group."""
        self._settle(self.queues(SOURCE))
        self.replicated = True
        self._retarget("instance", "group")

    def stop(self) -> None:
        """Delete the replica: its changes reach the source, its own numbers are released."""
        later, self.now = self.now, datetime.max.replace(tzinfo=self.now.tzinfo)
        queues, self.now = self.queues(SOURCE), later
        self._settle(queues)
        self.replicated = False
        self.numbers = {
            key: number for key, number in self.numbers.items() if number.region != REPLICA
        }
        self._retarget("group", "instance")

    def _settle(self, queues: Mapping[str, Shown]) -> None:
        self.writes.clear()
        for queue, shown in queues.items():
            self.write("", queue, shown)

    def _retarget(self, before: str, after: str) -> None:
        for key, number in self.numbers.items():
            if number.target == before:
                self.numbers[key] = replace(number, target=after)
