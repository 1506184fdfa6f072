"""One instance while it is brought to its start state: what is there, by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from outdial.seed.api import Answer, Api, listed

Outcome = Literal["created", "changed", "as it was"]


class Listing(NamedTuple):
    """How a kind of content is listed."""

    operation: str
    member: str


HOURS = Listing("ListHoursOfOperations", "HoursOfOperationSummaryList")
FLOWS = Listing("ListContactFlows", "ContactFlowSummaryList")
QUEUES = Listing("ListQueues", "QueueSummaryList")
QUICK_CONNECTS = Listing("ListQuickConnects", "QuickConnectSummaryList")

_GROUPS = Listing("ListTrafficDistributionGroups", "TrafficDistributionGroupSummaryList")


@dataclass(slots=True, kw_only=True)
class Centre:
    """An instance; `names` remembers the ids of what was listed or created."""

    api: Api
    id: str
    arn: str
    names: dict[Listing, dict[str, str]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    _targets: frozenset[str] = frozenset()

    def call(self, operation: str, /, **members: Any) -> Answer:
        """Call an operation on this instance."""
        return self.api(operation, InstanceId=self.id, **members)

    def ids(self, listing: Listing) -> dict[str, str]:
        """Tell which ids have which names."""
        if listing not in self.names:
            found = listed(self.api, *listing, InstanceId=self.id)
            self.names[listing] = {item["Name"]: item["Id"] for item in found if "Name" in item}
        return self.names[listing]

    @property
    def targets(self) -> frozenset[str]:
        """Name what the instance's numbers are claimed to: itself, or a group of its pair."""
        if not self._targets:
            groups = listed(self.api, *_GROUPS, InstanceId=self.id)
            self._targets = frozenset((self.arn, *(group["Arn"] for group in groups)))
        return self._targets

    def tag(self, arn: str, current: Mapping[str, str] | None, wanted: dict[str, str]) -> Outcome:
        """Add the tags that are missing; those that nobody asked for stay."""
        missing = {k: v for k, v in wanted.items() if (current or {}).get(k) != v}
        if missing:
            self.api("TagResource", resourceArn=arn, tags=missing)
        return "changed" if missing else "as it was"


def differing(current: Answer, wanted: Answer) -> dict[str, Any]:
    """Give what is wanted and is not so; what is None is not asked for."""
    return {
        name: value
        for name, value in wanted.items()
        if value is not None and value != current.get(name)
    }


def together(*outcomes: Outcome) -> Outcome:
    """Sum up several changes of one thing."""
    return "changed" if "changed" in outcomes else "as it was"
