"""Reads an instance whole, from one Region or from both of a pair, into a folder."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from outdial.callers import CallersError, find_instance
from outdial.copying.errors import CopyingError
from outdial.copying.kept import Kept, keep
from outdial.copying.notes import Notes
from outdial.copying.progress import Tell
from outdial.copying.side_reader import SideReader
from outdial.copying.unserved import count_unserved
from outdial.domain.arns import parse_arn
from outdial.domain.instance import Instance
from outdial.domain.queue import Queue
from outdial.domain.replication import Replication
from outdial.domain.resource import Regional, Resource
from outdial.importing.checks import told
from outdial.importing.state import STATE, Absent, Side, State, write_state
from outdial.seed.api import Answer, over_boto3

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

Clients = Callable[[str | None], "ConnectClient"]
"""Makes the client of a Region, or of the one that is configured."""

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Reading(NamedTuple):
    """What was read, the folder that keeps it, and how many answers it had before."""

    state: State
    folder: Path
    reused: int


def read_instance(
    clients: Clients, named: str | None, work: Path, tell: Tell = lambda _: None
) -> Reading:
    """Read the instance that an id, ARN or alias names; called again, it goes on where it was."""
    arn = parse_arn(named or "")
    connect = clients(arn.scope.region if arn else None)
    instance_id = _instance_id(connect, named)
    folder, here, notes = work / instance_id, connect.meta.region_name, Notes()

    def reader(region: str) -> SideReader:
        client = connect if region == here else clients(region)
        kept = Kept(over_boto3(client), folder / region, instance_id)
        return SideReader(kept, region, notes, tell)

    readers = [reader(here)]
    replication = _replication(readers[0].shown())
    if replication is not None:
        regions = (replication.source_region, replication.replica_region)
        readers = [readers[0] if region == here else reader(region) for region in regions]
    state = _read(readers, replication, notes)
    keep(folder / STATE, write_state(state))
    return Reading(state, folder, sum(reader.kept.reused for reader in readers))


def _instance_id(connect: "ConnectClient", named: str | None) -> str:
    """Find the instance's id; an id or an ARN need not be looked for."""
    last = (named or "").rpartition("/")[2]
    if _ID.fullmatch(last):
        return last
    try:
        return find_instance(connect, named)
    except CallersError as error:
        raise CopyingError(str(error)) from None


def _replication(answer: Answer) -> Replication | None:
    """Read between which Regions the instance is replicated, if it is."""
    shown = answer.get("ReplicationConfiguration") or {}
    source = shown.get("SourceRegion")
    others = [
        each["Region"]
        for each in shown.get("ReplicationStatusSummaryList") or ()
        if each.get("Region") not in {None, source}
    ]
    if source is None or not others:
        return None
    return Replication(source_region=source, replica_region=others[0])


def _read(readers: Sequence[SideReader], replication: Replication | None, notes: Notes) -> State:
    instances = [reader.instance(replication) for reader in readers]
    if None in instances:
        raise CopyingError("\n".join(notes.lines))
    sides = [
        Side(
            region=reader.region,
            records=tuple(_records(reader, instance, is_source=reader is readers[0])),
        )
        for reader, instance in zip(readers, instances, strict=True)
        if instance is not None
    ]
    if len(sides) > 1:
        sides = _alike(*sides)
    count_unserved(readers[0], notes)
    absent = _absent(sides, notes)
    return State(sides=tuple(sides), absent=absent, notes=tuple(notes.lines))


def _records(reader: SideReader, instance: Instance, *, is_source: bool) -> Iterator[Resource]:
    yield instance
    yield from reader.contents(instance)
    yield from reader.numbers(instance, instance)
    if is_source and instance.replication is not None:
        for group in reader.groups(instance):
            yield group
            yield from reader.numbers(group, instance)


def _alike(source: Side, replica: Side) -> list[Side]:
    """Tell of queues that are the same on both sides how their number was given.

    A number that was given by id is shown so at its home only; the other side shows its ARN.
    """
    queues = [
        {record.id: record for record in side.records if isinstance(record, Queue)}
        for side in (source, replica)
    ]
    return [
        replace(side, records=tuple(_given(record, other) for record in side.records))
        for side, other in zip((source, replica), reversed(queues), strict=True)
    ]


def _given(record: Resource, others: Mapping[str, Queue]) -> Resource:
    other = others.get(record.id)
    if not isinstance(record, Queue) or other is None:
        return record
    mine, theirs = record.outbound_caller.number, other.outbound_caller.number
    is_same = record.last_modified_time == other.last_modified_time
    if not (is_same and mine and theirs and mine.arn == theirs.arn and theirs.by_id):
        return record
    return replace(record, outbound_caller=replace(record.outbound_caller, number=theirs))


def _absent(sides: Sequence[Side], notes: Notes) -> frozenset[Absent]:
    """Find what is named and was not read."""
    absent: set[Absent] = set()
    regional = {
        record.address for side in sides for record in side.records if isinstance(record, Regional)
    }
    for side in sides:
        there = regional | {record.address for record in side.records}
        for record in side.records:
            for _, target in record.references:
                if target not in there and target.kind != "replicas":
                    absent.add(Absent(target.kind, target.id))
                    kind = target.kind.replace("-", " ")
                    notes.add(
                        f"{told(record)} in {side.region} names the {kind} {target.id}, which was"
                        " not read"
                    )
    return frozenset(absent)
