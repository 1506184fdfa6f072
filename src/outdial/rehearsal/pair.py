"""A replicated instance as the API shows it: both sides, their queues, and the groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

COMPLETE = "INSTANCE_REPLICATION_COMPLETE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A phone number that a side finds."""

    arn: str
    number: str
    status: str
    target_arn: str | None

    @property
    def region(self) -> str:
        """The Region that the number was claimed in."""
        return self.arn.split(":", 4)[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A flow that a side finds; of one that was never published no more than that is known."""

    name: str | None = None
    type: str | None = None
    is_published: bool = True
    is_archived: bool = False
    number: str | None = None
    """The number that the flow shows instead of the queue's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSide:
    """A queue's outbound caller on one side, as it is named there and what that leads to."""

    id: str
    name: str
    caller_name: str | None
    number_id: str | None
    number: Number | None
    flow_id: str | None
    flow: Flow | None
    changed: datetime | None = None

    @property
    def shown_by_flow(self) -> str | None:
        """The number that the whisper flow shows instead of the queue's."""
        return self.flow.number if self.flow else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An instance of the pair; `status` is NOT_FOUND if it is not there."""

    region: str
    status: str
    arn: str
    calls_out: bool
    replication: str
    replication_reason: str | None
    queues: Mapping[str, QueueSide]

    @property
    def is_there(self) -> bool:
        """Tell whether there is an instance."""
        return self.status != "NOT_FOUND"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A traffic distribution group of the pair; `shares` are per cents of calls by Region."""

    arn: str
    name: str
    status: str
    is_default: bool
    shares: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A replicated instance; `groups` are by their ARN."""

    instance_id: str
    alias: str | None
    source: Side
    replica: Side
    groups: Mapping[str, Group]

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides, the source first."""
        return self.source, self.replica

    def other(self, side: Side) -> Side:
        """Give the other side."""
        return self.replica if side is self.source else self.source

    @property
    def default_group(self) -> Group | None:
        """The group that appeared with the replica."""
        return next((group for group in self.groups.values() if group.is_default), None)

    @property
    def queue_names(self) -> dict[str, str]:
        """Name every queue of either side, in the order of names."""
        names = {queue.id: queue.name for side in self.sides for queue in side.queues.values()}
        return dict(sorted(names.items(), key=lambda item: (item[1].casefold(), item[0])))
