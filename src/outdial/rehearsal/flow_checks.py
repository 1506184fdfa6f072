"""Finds why a queue's whisper flow would not play on one side."""

from collections.abc import Iterator

from outdial.rehearsal.pair import QueueSide, Side
from outdial.rehearsal.problem import Problem, ProblemName


def flow_problems(side: Side, queue: QueueSide) -> Iterator[Problem]:
    """Find what is wrong with the whisper flow that a queue names on a side."""
    for name, what, remedy in _reasons(side.region, queue):
        yield Problem(
            name=name,
            region=side.region,
            queue=queue.name,
            queue_id=queue.id,
            what=what,
            remedy=remedy,
        )


def _reasons(region: str, queue: QueueSide) -> Iterator[tuple[ProblemName, str, str]]:
    flow = queue.flow
    if queue.flow_id is None:
        return  # the instance's own default plays
    if flow is None:
        yield (
            "flow-missing",
            f"The whisper flow {queue.flow_id} is not found in {region}.",
            "Wait until it is mirrored, which takes up to 30 minutes, or set another flow.",
        )
        return
    named = f"The whisper flow “{flow.name or queue.flow_id}”"
    if not flow.is_published:
        yield "flow-not-published", f"{named} is not published in {region}.", "Publish it."
        return
    if flow.is_archived:
        yield "flow-archived", f"{named} is archived in {region}.", "Make it ACTIVE again."
    if flow.type != "OUTBOUND_WHISPER":
        yield (
            "flow-wrong-type",
            f"{named} is of type {flow.type} in {region}, not OUTBOUND_WHISPER.",
            "Set a flow of type OUTBOUND_WHISPER.",
        )
