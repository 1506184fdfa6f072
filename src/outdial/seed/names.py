"""The names by which the parts of a start state speak of each other."""

from collections.abc import Iterable, Iterator

from outdial.domain.default_flows import DEFAULT_FLOWS
from outdial.seed.errors import Problem
from outdial.seed.state import BASIC_HOURS, BASIC_QUEUE, Instance, Queue


def unknown_names(instance: Instance) -> Iterator[Problem]:
    """Find names that lead to nothing in the instance, nor to what a new one contains."""
    for index, queue in enumerate(instance.queues):
        for path, text in _of_queue(instance, queue):
            yield Problem(f"queues[{index}].{path}", text)
    queues = [BASIC_QUEUE, *(queue.name for queue in instance.queues)]
    transfers = _flows(instance, "QUEUE_TRANSFER")
    for index, connect in enumerate(instance.quick_connects):
        if connect.queue is not None:
            place = f"quick_connects[{index}]"
            yield from _known(f"{place}.queue", connect.queue, queues, "queue")
            what = "published flow of type QUEUE_TRANSFER"
            yield from _known(f"{place}.flow", connect.flow, transfers, what)


def _of_queue(instance: Instance, queue: Queue) -> Iterator[Problem]:
    hours = [BASIC_HOURS, *(hours.name for hours in instance.hours)]
    yield from _known("hours", queue.hours, hours, "hours of operation")
    connects = [connect.name for connect in instance.quick_connects]
    for index, name in enumerate(queue.quick_connects):
        yield from _known(f"quick_connects[{index}]", name, connects, "quick connect")
    caller = queue.caller
    if caller and caller.number is not None:
        numbers = [key for n in instance.numbers for key in (n.number, n.description) if key]
        yield from _known("caller.number", caller.number, numbers, "number")
    if caller and caller.whisper is not None:
        whispers = _flows(instance, "OUTBOUND_WHISPER")
        what = "published flow of type OUTBOUND_WHISPER"
        yield from _known("caller.whisper", caller.whisper, whispers, what)


def _flows(instance: Instance, flow_type: str) -> list[str]:
    own = [f.name for f in instance.flows if f.type == flow_type and f.status == "PUBLISHED"]
    return own + [f.name for f in DEFAULT_FLOWS if f.type == flow_type]


def _known(path: str, name: str, known: Iterable[str], what: str) -> Iterator[Problem]:
    if name not in known:
        there = ", ".join(known) or "none"
        yield Problem(path, f"`{name}` is no {what} of this instance; there are: {there}")
