"""What a rehearsal has found: each queue on both sides, and what would break."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from outdial.rehearsal.checks import find_problems
from outdial.rehearsal.pair import Pair, QueueSide, Side
from outdial.rehearsal.problem import SILENCING, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One queue on one side; `queue` is None if it is not there."""

    name: str
    queue_id: str
    region: str
    queue: QueueSide | None
    problems: tuple[Problem, ...]

    @property
    def shown(self) -> str | None:
        """The number that its calls show; None if they show none and fail."""
        if self.queue is None:
            return None
        if self.queue.shown_by_flow:
            return self.queue.shown_by_flow
        is_silent = any(problem.name in SILENCING for problem in self.problems)
        return None if is_silent or self.queue.number is None else self.queue.number.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A pair as it was read, and the problems that count."""

    pair: Pair
    problems: tuple[Problem, ...]

    @property
    def lines(self) -> list[Line]:
        """Every queue on each side that is there."""
        return [
            self._line(queue_id, name, side)
            for queue_id, name in self.pair.queue_names.items()
            for side in self.pair.sides
            if side.is_there
        ]

    def _line(self, queue_id: str, name: str, side: Side) -> Line:
        return Line(
            name=name,
            queue_id=queue_id,
            region=side.region,
            queue=side.queues.get(queue_id),
            problems=tuple(
                problem
                for problem in self.problems
                if (problem.queue_id, problem.region) == (queue_id, side.region)
            ),
        )


def rehearse(pair: Pair, *, to: str | None = None, ignored: Collection[str] = ()) -> Report:
    """Find what would break, on both sides or on the one that is to carry on."""
    problems = tuple(
        problem
        for problem in find_problems(pair)
        if to in {None, problem.region} and problem.name not in ignored
    )
    return Report(pair=pair, problems=problems)


def plain(report: Report) -> dict[str, Any]:
    """Write a report as JSON has it."""
    pair = report.pair
    return {
        "instance_id": pair.instance_id,
        "alias": pair.alias,
        "source_region": pair.source.region,
        "replica_region": pair.replica.region,
        "would_break": bool(report.problems),
        "problems": [asdict(problem) for problem in report.problems],
        "queues": [_plain_line(line) for line in report.lines],
        "groups": [asdict(group) for group in pair.groups.values()],
    }


def _plain_line(line: Line) -> dict[str, Any]:
    queue = line.queue
    return {
        "queue": line.name,
        "queue_id": line.queue_id,
        "region": line.region,
        "is_there": queue is not None,
        "name": queue and queue.caller_name,
        "shown_number": line.shown,
        "number": queue and queue.number and queue.number.number,
        "number_id": queue and queue.number_id,
        "number_set_by_flow": queue and queue.shown_by_flow,
        "flow": queue and queue.flow and queue.flow.name,
        "flow_id": queue and queue.flow_id,
        "problems": [problem.name for problem in line.problems],
    }
