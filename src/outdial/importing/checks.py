"""What a state must be to be imported: as strict as the API, but for what time may bring about.

A whisper flow that was archived after a queue took it, or a number that was released, is a state
that calls lead to, so it is taken as it is.

M1  There is one instance on each side, and one side; or two, the source's first, which both name
    each other's Region as their replication.
M2  An id is made of letters, digits and hyphens, and stands once among its kind on its side.
M3  Contents are those of the instance; numbers and groups are of its account and the side's
    Region; groups are the source's, and for this instance.
M4  A name is unique where the API has it so.
M5  What is named is there, or is listed as absent because it was not read.
M6  Time zones, values of attributes, callers' names, content, tags and shares are what the
    operations take. Whether a published flow is correct is not asked: it runs where it was read.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from outdial.domain.arns import Scope
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.flow_content import problems_when_saved
from outdial.domain.hours_of_operation import HoursOfOperation, refuse_time_zone
from outdial.domain.instance import Instance, refuse_value
from outdial.domain.outbound_caller import refuse_malformed
from outdial.domain.queue import Queue
from outdial.domain.queue_quick_connects import QueueQuickConnects, joined
from outdial.domain.replication import can_replicate
from outdial.domain.resource import Address, Content, Regional, Resource
from outdial.domain.tagging import merged
from outdial.domain.traffic_distribution import read_per_cents
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.errors import ServiceError
from outdial.importing.state import Absent, Side, State

_ID = re.compile(r"[A-Za-z0-9-]{1,256}")
_COUNTED = "replicas"
"""What is named only to be counted."""


def problems(state: State) -> Iterator[str]:
    """Find what keeps a state from being imported."""
    shape = list(_shape(state))
    if shape:
        yield from shape
        return
    source = state.sides[0].instances[0]
    regional = {record.address for record in state.records() if isinstance(record, Regional)}
    for side in state.sides:
        yield from _ids(side)
        yield from _names(side)
        for record in side.records:
            yield from _place(record, side, source)
            yield from _values(record)
        yield from _references(side, regional, state.absent)


def _shape(state: State) -> Iterator[str]:
    if not 1 <= len(state.sides) <= 2 or any(len(side.instances) != 1 for side in state.sides):  # noqa: PLR2004 a pair
        yield "There must be one side, or two, with one instance each"  # M1
        return
    instances = [side.instances[0] for side in state.sides]
    regions = [side.region for side in state.sides]
    source = instances[0]
    if any((each.id, each.account) != (source.id, source.account) for each in instances):
        yield "Both sides must have the instance's id and account"  # M1
    if [each.region for each in instances] != regions:
        yield "An instance must be in the Region of its side"  # M1
    for each in instances:
        replication = each.replication
        named = replication and [replication.source_region, replication.replica_region]
        if named != (regions if len(regions) > 1 else None):
            yield f"The instance in {each.region} must name the Regions of the sides"  # M1
    if len(regions) > 1 and not can_replicate(*regions, any_pair=True):
        yield f"An instance in {regions[0]} cannot have a replica in {regions[1]}"  # M1


def _ids(side: Side) -> Iterator[str]:
    for record in side.records:
        if not _ID.fullmatch(record.id):
            yield f"{told(record)}: an id is made of letters, digits and hyphens"  # M2
    for address, count in Counter(record.address for record in side.records).items():
        if count > 1:
            yield f"{_words(address.kind)} {address.id} stands {count} times"  # M2


def _names(side: Side) -> Iterator[str]:
    named = ((record.kind, record.home, record.unique_name) for record in side.records)
    for (kind, _, name), count in Counter(each for each in named if each[2]).items():
        if count > 1:
            yield f"{count} records of the kind {_words(kind)} are called {name}"  # M4


def _place(record: Resource, side: Side, source: Instance) -> Iterator[str]:
    if isinstance(record, Content | QueueQuickConnects):
        fits = record.instance_id == source.id
    elif isinstance(record, TrafficDistributionGroup):
        fits = (record.home, record.instance_id) == (source.home, source.id)
        fits = fits and source.replication is not None
    else:
        fits = record.home == Scope(source.account, side.region).home
    if not fits:
        yield f"{told(record)} is not of the instance {source.id} in {side.region}"  # M3


def _references(side: Side, regional: set[Address], absent: frozenset[Absent]) -> Iterator[str]:
    there = regional | {record.address for record in side.records}
    for record in side.records:
        for relation, target in record.references:
            is_let = target.kind == _COUNTED or Absent(target.kind, target.id) in absent
            if target not in there and not is_let:
                yield (
                    f"{told(record)} names the {_words(target.kind)} {target.id}, which is not"
                    f" there ({relation})"  # M5
                )


def _values(record: Resource) -> Iterator[str]:
    for rule in _rules(record):  # M6
        try:
            rule()
        except ServiceError as error:
            yield f"{told(record)}: {error.text}"
    if isinstance(record, ContactFlow):
        for content in filter(None, (record.published, record.saved)):
            for problem in problems_when_saved(content):
                yield f"{told(record)}: {problem}"
        if record.published is None and record.saved is None:
            yield f"{told(record)} has no content"


def _rules(record: Resource) -> Iterator[Callable[[], object]]:
    yield partial(merged, record.tags, {})
    match record:
        case Instance():
            for value in record.attributes.values():
                yield partial(refuse_value, value)
        case HoursOfOperation():
            yield partial(refuse_time_zone, record.time_zone)
        case Queue():
            yield partial(refuse_malformed, record.outbound_caller.name, None, None)
        case QueueQuickConnects():
            yield partial(joined, record.ids, ())
        case TrafficDistributionGroup():
            for member in ("telephony", "agents"):
                shares = list(getattr(record, member).items())
                yield partial(read_per_cents, member, shares, record.regions)


def told(record: Resource) -> str:
    """Name a record to people."""
    name = getattr(record, "name", None) or getattr(record, "number", None) or record.id
    return f"{_words(record.kind)} {name}"


def _words(kind: str) -> str:
    return kind.replace("-", " ")
