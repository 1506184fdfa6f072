"""Replicated pairs of instances: their Regions, their sides, and what a change carries across.

P1   An instance is replicated between the documented pairs of Regions; a setting opens others:
     us-east-1 and us-west-2, eu-central-1 and eu-west-2, both ways; ap-northeast-1 to
     ap-northeast-3 only. [documented]
P2   The replica has the instance's id, in the other Region. [documented]
P3   What an instance contains is mirrored both ways with the same ids; instance attributes and
     tags of the instance itself are not. [documented; the second part inferred]
P4   A change is carried whole, record by record: of two changes to one record on two sides the
     later one stands on both, and of two at the same time that of the Region whose name sorts
     later. [chosen]
P5   A record whose name another one has on the other side is not carried, and waits until the
     name is free there; ReplicateInstance and ListReplicationFindings tell of it. [documented;
     the waiting chosen]
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Literal

from outdial.domain.resource import Resource

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

Status = Literal["INSTANCE_REPLICATION_COMPLETE", "INSTANCE_REPLICATION_IN_PROGRESS"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replication:
    """What both instances of a pair know of it."""

    source_region: str
    replica_region: str
    started: datetime

    def other(self, region: str) -> str:
        """Name the Region of the other side."""
        return self.replica_region if region == self.source_region else self.source_region

    def status(self, now: datetime, delay: timedelta) -> Status:
        """Tell how far the replication is: it takes the delay of mirroring."""
        done = now >= self.started + delay
        return "INSTANCE_REPLICATION_COMPLETE" if done else "INSTANCE_REPLICATION_IN_PROGRESS"


def side_home(instance_id: str, region: str, replication: Replication | None) -> str:
    """Name the store's home of what an instance contains, as its Region sees it."""
    if replication is None or region == replication.source_region:
        return instance_id
    return f"{instance_id}@{region}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MirroredChange(Resource):
    """A change on its way to the other side: the record's body as it is to be, None to delete.

    Its id sorts by when it is due, and then by when it was made.
    """

    kind: ClassVar[str] = "mirrored-change"

    instance_id: str
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
    def order(self) -> tuple[datetime, str]:
        """Of two changes to one record, the one that is greater stands."""
        return self.last_modified_time, self.last_modified_region  # P4


def changes_home(instance_id: str) -> str:
    """Name the store's home of a pair's changes that are on their way."""
    return f"{instance_id}#changes"
