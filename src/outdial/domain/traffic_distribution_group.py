"""Traffic distribution groups: the record, the state that time gives it, and how one is named.

G1  A group belongs to the account and the source Region of a replicated instance. Its ARN and its
    InstanceArn carry that Region, from wherever they are read. [documented]
G2  By id, a group is found in its own Region; from the pair's other Region its ARN is needed.
    From any third Region it is not found. [documented; the third Region inferred]
G3  A group is CREATION_IN_PROGRESS, UPDATE_IN_PROGRESS or PENDING_DELETION until the delay of
    mirroring is over, then ACTIVE or gone. [documented; the delay chosen]
G4  While one change of a group is in progress it takes no other. [inferred]
G5  A name is the group's own among those of its instance. [inferred from the text of
    ResourceConflictException]
G6  Numbers are claimed and moved to an ACTIVE group only. [documented]
G7  The default group stays as long as the replica. [documented]
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from outdial.domain.arns import Scope, is_arn, parse_arn
from outdial.domain.instance import Instance
from outdial.domain.resource import Address, Reference, Regional

Change = Literal["creation", "update", "deletion"]
Status = Literal["CREATION_IN_PROGRESS", "ACTIVE", "UPDATE_IN_PROGRESS", "PENDING_DELETION"]

_WHILE_CHANGING: Mapping[Change, Status] = {
    "creation": "CREATION_IN_PROGRESS",
    "update": "UPDATE_IN_PROGRESS",
    "deletion": "PENDING_DELETION",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficDistributionGroup(Regional):
    """A group, in the source Region of its instance.

    `telephony` and `agents` are per cents by Region, `sign_in` tells where agents may sign in.
    The last `change` is through at `ready_time`.
    """

    kind: ClassVar[str] = "traffic-distribution-group"

    instance_id: str
    name: str
    description: str | None = None
    is_default: bool = False
    change: Change = "creation"
    ready_time: datetime
    telephony: Mapping[str, int]
    agents: Mapping[str, int]
    sign_in: Mapping[str, bool]
    last_failover_time: datetime | None = None

    @property
    def path(self) -> str:
        """`traffic-distribution-group/<id>`."""
        return f"traffic-distribution-group/{self.id}"

    @property
    def arn(self) -> str:
        """The group's ARN, the same in both Regions."""
        return self.scope.arn(self.path)  # G1

    @property
    def instance_arn(self) -> str:
        """The ARN of the source instance."""
        return self.scope.arn(f"instance/{self.instance_id}")  # G1

    @property
    def unique_name(self) -> str:
        """A group's name is its own among those of its instance."""
        return name_in(self.instance_id, self.name)  # G5

    @property
    def references(self) -> tuple[Reference, ...]:
        """The instance that the group is for."""
        return (Reference("instance", Address(Instance.kind, self.home, self.instance_id)),)

    @property
    def regions(self) -> tuple[str, ...]:
        """The Regions of the pair, the source first."""
        return tuple(sorted(self.telephony, key=lambda region: region != self.region))

    def status(self, now: datetime) -> Status:
        """Tell how far the last change is."""
        return "ACTIVE" if now >= self.ready_time else _WHILE_CHANGING[self.change]  # G3

    def is_active(self, now: datetime) -> bool:
        """Tell whether the group is there and no change of it is in progress."""
        return now >= self.ready_time and self.change != "deletion"

    def is_gone(self, now: datetime) -> bool:
        """Tell whether the group's deletion is through."""
        return now >= self.ready_time and self.change == "deletion"  # G3

    def serves(self, instance: Instance) -> bool:
        """Tell whether an instance is one of the group's pair."""
        mine = (self.account, self.instance_id) == (instance.account, instance.id)
        return mine and instance.region in self.telephony


def name_in(instance_id: str, name: str) -> str:
    """Write a name so that it is unique in the account and Region if it is in the instance."""
    return f"{instance_id}/{name}"


def named_group(text: str, call: Scope) -> Address | None:
    """Read which group a caller in `call` names; None if the text can name none."""
    kind = TrafficDistributionGroup.kind
    if not is_arn(text):
        return Address(kind, call.home, text)  # G2
    arn = parse_arn(text)
    segment, _, group_id = arn.path.partition("/") if arn else ("", "", "")
    if arn is None or arn.scope.account != call.account or segment != kind:
        return None
    return Address(kind, arn.scope.home, group_id)  # G2


def source_scope(instance: Instance) -> Scope:
    """Tell the account and Region of the groups of an instance's pair."""
    replication = instance.replication
    region = instance.region if replication is None else replication.source_region
    return Scope(instance.account, region)


def source_of(instance: Instance) -> Address:
    """Tell where the record of the source of an instance's pair is, which its groups name."""
    return Address(Instance.kind, source_scope(instance).home, instance.id)
