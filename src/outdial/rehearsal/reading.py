"""Reads a replicated instance from both of its Regions, over the public API only."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from outdial.callers import CallersError, find_instance
from outdial.domain.arns import parse_arn
from outdial.rehearsal.pair import COMPLETE, Pair, QueueSide, Side
from outdial.rehearsal.side_reader import SideReader

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.type_defs import DescribeInstanceResponseTypeDef

Clients = Callable[[str | None], "ConnectClient"]
"""Makes the client of a Region, or of the one that is configured."""


class RehearsalError(Exception):
    """There is nothing to rehearse; the text says why."""


class Progress(NamedTuple):
    """What is being read; `total` is 0 while that is not known."""

    what: str
    done: int = 0
    total: int = 0


Tell = Callable[[Progress], None]


def read_pair(clients: Clients, instance: str | None, tell: Tell = lambda _: None) -> Pair:
    """Read both sides of the instance that an id, ARN or alias names."""
    named = parse_arn(instance or "")
    connect = clients(named.scope.region if named else None)
    here = connect.meta.region_name
    tell(Progress(f"Looking for the instance in {here}"))
    try:
        instance_id = find_instance(connect, instance)
    except CallersError as error:
        raise RehearsalError(str(error)) from None
    return _read(*_sides(clients, connect, instance_id), tell)


def read_queue_pair(clients: Clients, region: str, instance_id: str, queue_id: str) -> Pair:
    """Read as much of an instance's sides as one queue needs; `region` is that of either side.

    RehearsalError if the instance is not replicated.
    """
    source, replica = _sides(clients, clients(region), instance_id)
    source.only = replica.only = queue_id
    return _read(source, replica, lambda _: None)


def _sides(
    clients: Clients, connect: "ConnectClient", instance_id: str
) -> "tuple[_Reading, _Reading]":
    """Prepare to read both sides, the source first; `connect` is the client of one of them."""
    here = connect.meta.region_name
    answer = connect.describe_instance(InstanceId=instance_id)
    sides = [
        _Reading(SideReader(connect if region == here else clients(region), instance_id), status)
        for region, status in _replication(answer, here).items()
    ]
    return sides[0], sides[1]


def _replication(
    answer: "DescribeInstanceResponseTypeDef", here: str
) -> dict[str, Mapping[str, Any]]:
    """Tell what is known of the replication to each Region, the source's first."""
    replication = answer.get("ReplicationConfiguration", {})
    source = replication.get("SourceRegion", here)
    summaries = replication.get("ReplicationStatusSummaryList", ())
    known: dict[str, Mapping[str, Any]] = {source: {}}
    known.update((summary.get("Region", ""), summary) for summary in summaries)
    if len(known) == 1:
        raise RehearsalError(
            "The instance is not replicated, so it cannot fail over. Replicate it: aws connect"
            f" replicate-instance --region {here} --instance-id {answer['Instance']['Id']}"
            " --replica-region … --replica-alias …"
        )
    return known


@dataclass(slots=True)
class _Reading:
    """A side that is being read, or `only` one queue of it."""

    reader: SideReader
    replication: Mapping[str, Any]
    only: str | None = None
    instance: Mapping[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    queues: dict[str, QueueSide] = field(default_factory=dict)

    @property
    def region(self) -> str:
        return self.reader.region

    def begin(self) -> None:
        """Read the instance and list its queues."""
        found = self.reader.instance()
        if found is not None:
            self.instance = {**found}
            self.names = (
                self.reader.queue_names()
                if self.only is None
                else self.reader.queue_name(self.only)
            )

    def side(self) -> Side:
        return Side(
            region=self.region,
            status=self.instance.get("InstanceStatus", "NOT_FOUND"),
            arn=self.instance.get("Arn", ""),
            calls_out=self.instance.get("OutboundCallsEnabled", False),
            replication=self.replication.get("ReplicationStatus", COMPLETE),
            replication_reason=self.replication.get("ReplicationStatusReason"),
            queues=self.queues,
        )


def _read(source: _Reading, replica: _Reading, tell: Tell) -> Pair:
    for side in (source, replica):
        tell(Progress(f"Listing the queues in {side.region}"))
        side.begin()
    for side, queue_id in _in_turn(source, replica, tell):
        side.queues[queue_id] = side.reader.queue(queue_id)
    tell(Progress(f"Reading the traffic distribution groups in {source.region}"))
    return Pair(
        instance_id=source.reader.instance_id,
        alias=source.instance.get("InstanceAlias") or replica.instance.get("InstanceAlias"),
        source=source.side(),
        replica=replica.side(),
        groups=source.reader.groups() if source.instance else {},
    )


def _in_turn(source: _Reading, replica: _Reading, tell: Tell) -> Iterator[tuple[_Reading, str]]:
    """List what is to be read, the Regions in turn: each has a rate of its own to keep to."""
    total = len(source.names) + len(replica.names)
    done = 0
    for queue_id in {**source.names, **replica.names}:
        for side in (source, replica):
            if queue_id in side.names:
                tell(Progress(f"Reading the queues in {side.region}", done, total))
                yield side, queue_id
                done += 1
