"""Replicated pairs of instances: their Regions, their sides, and what a change carries across.

P1   An instance is replicated between the documented pairs of Regions; a setting opens any two
     of one partition: us-east-1 and us-west-2, eu-central-1 and eu-west-2, both ways;
     ap-northeast-1 to ap-northeast-3 only. [documented; the setting chosen]
P2   The replica has the instance's id, in the other Region. [documented]
P3   What an instance contains is mirrored both ways with the same ids; instance attributes and
     tags of the instance itself are not. [documented; the second part inferred]
P4   A change is carried whole, record by record: of two changes to one record on two sides the
     later one stands on both, and of two at the same time that of the Region whose name sorts
     later. [chosen]
P5   A record whose name another one has on the other side is not carried, and waits until the
     name is free there; ReplicateInstance and ListReplicationFindings tell of it. [documented;
     the waiting chosen]
P6   Changes of one side arrive on the other in their order, each after the delay of mirroring.
     One that arrives before an earlier one of the same record, because the delay was made
     shorter, takes its place. [chosen]
P7   A deletion is carried whatever names the record on the other side: there it names nothing
     from then on. [chosen]
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from outdial.domain.arns import partition_of
from outdial.domain.resource import Address, Reference, Resource

PAIRS = frozenset(
    {
        ("us-east-1", "us-west-2"),
        ("us-west-2", "us-east-1"),
        ("eu-central-1", "eu-west-2"),
        ("eu-west-2", "eu-central-1"),
        ("ap-northeast-1", "ap-northeast-3"),
    }
)
"""Source and replica Region of each documented pair."""  # P1

_TYPES: Mapping[str, str] = {
    "contact-flow": "CONTACT_FLOW",
    "hours-of-operation": "OPERATING_HOURS",
    "phone-number-flow": "PHONE_NUMBER",
    "queue": "QUEUE",
    "queue-quick-connects": "QUEUE",
    "quick-connect": "TRANSFER_DESTINATION",
}
"""What findings call the kinds of records that are mirrored."""

RESOURCE_TYPES = frozenset(
    {
        *_TYPES.values(),
        "AGENT",
        "AGENT_GROUP",
        "AGENT_GROUP_LEVEL",
        "AGENT_STATE",
        "ATTRIBUTE",
        "DATA_TABLE",
        "DATA_TABLE_ATTRIBUTE",
        "DATA_TABLE_RECORD",
        "DATA_TABLE_VALUE",
        "FLOW_MODULE",
        "FLOW_MODULE_ALIAS",
        "FLOW_MODULE_VERSION",
        "METRIC",
        "NOTIFICATION",
        "PROMPT",
        "REPORT",
        "ROUTING_PROFILE",
        "SECURITY_PROFILE",
        "TASK_TEMPLATE",
        "TEST_CASE",
        "VIEW",
        "WORKSPACE",
    }
)
"""The types that findings can be asked for."""


def can_replicate(source: str, replica: str, *, any_pair: bool) -> bool:
    """Tell whether an instance in one Region can have a replica in another one."""
    if any_pair:
        return partition_of(source) == partition_of(replica)
    return (source, replica) in PAIRS  # P1


Status = Literal["INSTANCE_REPLICATION_COMPLETE", "INSTANCE_REPLICATION_IN_PROGRESS"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replication:
    """What both instances of a pair know of it; it is through at `ready_time`."""

    source_region: str
    replica_region: str
    ready_time: datetime | None = None

    def other(self, region: str) -> str:
        """Name the Region of the other side."""
        return self.replica_region if region == self.source_region else self.source_region

    def status(self, now: datetime) -> Status:
        """Tell how far the replication is: it takes the delay of mirroring that held then."""
        if self.ready_time is not None and now < self.ready_time:
            return "INSTANCE_REPLICATION_IN_PROGRESS"
        return "INSTANCE_REPLICATION_COMPLETE"


def side_home(instance_id: str, region: str, replication: Replication | None) -> str:
    """Name the store's home of what an instance contains, as its Region sees it."""
    if replication is None or region == replication.source_region:
        return instance_id
    return f"{instance_id}@{region}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MirroredChange(Resource):
    """A change on its way to the other side: the record's body as it is to be, None to delete.

    Changes are numbered as they are made; their ids sort by when they are due, then by number.
    """

    kind: ClassVar[str] = "mirrored-change"
    is_told: ClassVar[bool] = False

    instance_id: str
    number: int
    to_region: str
    record_kind: str
    record_id: str
    record_name: str | None
    body: str | None
    due: datetime

    @property
    def home(self) -> str:
        """The changes of a pair wait in one place, for both directions."""
        return changes_home(self.instance_id)

    @property
    def path(self) -> str:
        """A change has no ARN; this is its place in the store."""
        return f"instance/{self.instance_id}/mirrored-change/{self.id}"

    @property
    def record(self) -> Address:
        """What names the record on both sides at once: the changes to it are looked up by this."""
        return Address("mirrored-record", self.home, f"{self.record_kind}/{self.record_id}")

    @property
    def resource_type(self) -> str:
        """What findings call the kind of the record."""
        return _TYPES[self.record_kind]

    @property
    def references(self) -> tuple[Reference, ...]:
        """The record that is changed, but on neither side: a change keeps nothing in use."""
        return (Reference("changes", self.record),)

    def is_later_than(self, other: "MirroredChange") -> bool:
        """Tell which of two changes to one record stands."""
        if self.to_region == other.to_region:
            return self.number > other.number  # P6
        return (self.last_modified_time, self.last_modified_region) > (  # P4
            other.last_modified_time,
            other.last_modified_region,
        )


def change_id(due: datetime, number: int) -> str:
    """Write a change's id so that ids sort as the changes are to arrive."""
    return f"{due:%Y-%m-%dT%H:%M:%S.%f} {number:012}"  # P6


@dataclass(frozen=True, slots=True, kw_only=True)
class MirroringCount(Resource):
    """The number of the last change of a pair that had to wait."""

    kind: ClassVar[str] = "mirroring-count"
    is_told: ClassVar[bool] = False
    only_id: ClassVar[str] = "last"

    instance_id: str
    number: int

    @property
    def home(self) -> str:
        """The count is kept with the changes."""
        return changes_home(self.instance_id)

    @property
    def path(self) -> str:
        """A count has no ARN; this is its place in the store."""
        return f"instance/{self.instance_id}/mirroring-count/{self.id}"


def changes_home(instance_id: str) -> str:
    """Name the store's home of a pair's changes that are on their way."""
    return f"{instance_id}#changes"
