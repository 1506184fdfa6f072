"""Traffic distribution groups: how a pair's calls and agents are shared between its Regions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from outdial.domain.arns import Scope
from outdial.domain.instance import Instance
from outdial.domain.resource import Address, Reference, Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficDistributionGroup(Resource):
    """A group; it belongs to the account and the source Region of its instance.

    `telephony` and `agents` are per cents by Region, `sign_in` tells where agents may sign in.
    """

    kind: ClassVar[str] = "traffic-distribution-group"

    account: str
    region: str
    instance_id: str
    name: str
    description: str | None = None
    is_default: bool = False
    ready_time: datetime
    telephony: Mapping[str, int]
    agents: Mapping[str, int]
    sign_in: Mapping[str, bool]

    @property
    def scope(self) -> Scope:
        """The account and Region that the group belongs to."""
        return Scope(self.account, self.region)

    @property
    def home(self) -> str:
        """A group lives in its account and Region."""
        return self.scope.home

    @property
    def path(self) -> str:
        """`traffic-distribution-group/<id>`."""
        return f"traffic-distribution-group/{self.id}"

    @property
    def arn(self) -> str:
        """The group's ARN, the same in both Regions."""
        return self.scope.arn(self.path)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The instance that the group is for."""
        return (Reference("instance", Address(Instance.kind, self.home, self.instance_id)),)
