"""An instance as it was read: the records of its sides, and what could not be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from outdial.domain.contact_flow import ContactFlow
from outdial.domain.hours_of_operation import HoursOfOperation
from outdial.domain.instance import Instance
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.phone_number_flow import PhoneNumberFlow
from outdial.domain.queue import Queue
from outdial.domain.queue_quick_connects import QueueQuickConnects
from outdial.domain.quick_connect import QuickConnect
from outdial.domain.resource import Resource
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.importing.errors import ImportRefusedError
from outdial.store import records

STATE: Final = "state.json"
"""The file of a folder that holds a whole reading."""

KINDS: Final[Mapping[str, type[Resource]]] = {
    kind.kind: kind
    for kind in (
        Instance,
        HoursOfOperation,
        ContactFlow,
        TrafficDistributionGroup,
        PhoneNumber,
        Queue,
        QuickConnect,
        QueueQuickConnects,
        PhoneNumberFlow,
    )
}
"""What can be imported, each kind after those that it names."""


class Absent(NamedTuple):
    """What something names although it was not read: nothing has to be there for it."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The instance in one Region, and what it contains there."""

    region: str
    records: tuple[Resource, ...]

    @property
    def instances(self) -> list[Instance]:
        """The instances among the records; there should be one."""
        return [record for record in self.records if isinstance(record, Instance)]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """An instance; of a replicated pair the side of the source comes first."""

    sides: tuple[Side, ...]
    absent: frozenset[Absent] = frozenset()
    notes: tuple[str, ...] = ()
    """What is not as it was where it was read, in plain words."""

    def records(self) -> Iterator[Resource]:
        """List the records of all sides."""
        for side in self.sides:
            yield from side.records


class _Record(msgspec.Struct):
    kind: str
    body: msgspec.Raw


class _Side(msgspec.Struct):
    region: str
    records: list[_Record]


class _Document(msgspec.Struct):
    version: int
    sides: list[_Side]
    absent: list[Absent] = []
    notes: list[str] = []


def write_state(state: State) -> bytes:
    """Write a state as JSON."""
    sides = [
        _Side(
            side.region,
            [_Record(record.kind, msgspec.Raw(records.encode(record))) for record in side.records],
        )
        for side in state.sides
    ]
    document = _Document(1, sides, sorted(state.absent), list(state.notes))
    return msgspec.json.encode(document)


def read_state(body: bytes) -> State:
    """Read a state; what is none is refused."""
    try:
        document = msgspec.json.decode(body, type=_Document)
        if document.version != 1:
            raise ImportRefusedError([f"The state is of version {document.version}, not 1"])
        return State(
            sides=tuple(
                Side(region=side.region, records=tuple(_record(each) for each in side.records))
                for side in document.sides
            ),
            absent=frozenset(document.absent),
            notes=tuple(document.notes),
        )
    except msgspec.DecodeError as error:
        raise ImportRefusedError([f"This is no state of an instance: {error}"]) from None


def read_folder(folder: Path) -> State:
    """Read the state in a folder, or in the only one below it."""
    found = [
        path for path in (folder / STATE, *sorted(folder.glob(f"*/{STATE}"))) if path.is_file()
    ]
    if not found:
        raise ImportRefusedError(
            [f"{folder} holds no whole reading of an instance: finish it with outdial import"]
        )
    if len(found) > 1:
        named = ", ".join(str(path.parent) for path in found)
        raise ImportRefusedError([f"{folder} holds several instances; name one of {named}"])
    return read_state(found[0].read_bytes())


def _record(written: _Record) -> Resource:
    kind = KINDS.get(written.kind)
    if kind is None:
        raise ImportRefusedError([f"Records of the kind {written.kind} are not imported"])
    return records.decode(kind, bytes(written.body))
