"""Finds what would break on each side of a pair."""

from collections.abc import Iterator

from outdial.rehearsal.flow_checks import flow_problems
from outdial.rehearsal.number_checks import number_problems
from outdial.rehearsal.pair import COMPLETE, Pair, QueueSide, Side
from outdial.rehearsal.problem import Problem


def find_problems(pair: Pair) -> Iterator[Problem]:
    """Find everything that would break: first of the sides, then queue by queue."""
    for side in pair.sides:
        yield from _side_problems(side)
    for queue_id, name in pair.queue_names.items():
        for side in pair.sides:
            queue = side.queues.get(queue_id)
            if queue is not None:
                yield from number_problems(pair, side, queue)
                yield from flow_problems(side, queue)
            elif side.is_there:
                yield _missing(pair, side, queue_id, name)
        yield from _differences(pair, queue_id)


def _side_problems(side: Side) -> Iterator[Problem]:
    region = side.region
    if side.replication != COMPLETE:
        reason = f": {side.replication_reason}" if side.replication_reason else ""
        yield Problem(
            name="replication-not-complete",
            region=region,
            what=f"The replication to {region} is {side.replication}{reason}.",
            remedy=f"Wait until aws connect describe-instance shows {COMPLETE}.",
        )
    if side.status != "ACTIVE":
        yield Problem(
            name="instance-not-active",
            region=region,
            what=f"The instance in {region} is {side.status}.",
            remedy="Wait until it is ACTIVE; if it stays so, replicate the instance again.",
        )
    elif not side.calls_out:
        yield Problem(
            name="outbound-calls-off",
            region=region,
            what=f"The instance in {region} places no outbound calls; attributes are not mirrored.",
            remedy=(
                f"aws connect update-instance-attribute --region {region} --instance-id {side.arn}"
                " --attribute-type OUTBOUND_CALLS --value true"
            ),
        )


def _missing(pair: Pair, side: Side, queue_id: str, name: str) -> Problem:
    other = pair.other(side).region
    return Problem(
        name="queue-missing",
        region=side.region,
        queue=name,
        queue_id=queue_id,
        what=f"The queue is in {other} only.",
        remedy=(
            "Wait until it is mirrored, which takes up to 30 minutes; if it stays away, look for"
            f" another queue of this name in {side.region}."
        ),
    )


def _differences(pair: Pair, queue_id: str) -> Iterator[Problem]:
    """Report a caller that differs on the side that was changed less recently."""
    source, replica = (side.queues.get(queue_id) for side in pair.sides)
    if source is None or replica is None:
        return
    differences = [
        f"{what} {_told(here)} in {pair.source.region}, {_told(there)} in {pair.replica.region}."
        for what, here, there in zip(
            ("The name is", "The number is", "The whisper flow is"),
            _caller(source),
            _caller(replica),
            strict=True,
        )
        if here != there
    ]
    if not differences:
        return
    stale, fresh = pair.sides if _is_later(replica, source) else reversed(pair.sides)
    yield Problem(
        name="caller-differs",
        region=stale.region,
        queue=replica.name,
        queue_id=queue_id,
        what=" ".join(differences),
        remedy=(
            f"It was changed last in {fresh.region}. Wait until the change is mirrored, which takes"
            " up to 30 minutes, or make it again."
        ),
    )


def _caller(queue: QueueSide) -> tuple[str | None, str | None, str | None]:
    """Give the parts that must be alike: ids without the Regions of ARNs."""
    number = queue.number_id and queue.number_id.rpartition("/")[2]
    flow = queue.flow_id and queue.flow_id.rpartition("/")[2]
    return queue.caller_name, number, flow


def _told(value: str | None) -> str:
    return "none" if value is None else f"“{value}”"


def _is_later(one: QueueSide, other: QueueSide) -> bool:
    return bool(one.changed and other.changed and one.changed > other.changed)
