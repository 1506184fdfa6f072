"""What an operation is given: who calls, when, the world, the settings and the transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from outdial.access.identity import Caller
from outdial.domain.arns import Arn, Scope, is_arn, parse_arn
from outdial.domain.instance import Instance
from outdial.domain.quotas import UNLIMITED, Quotas
from outdial.domain.resource import Content, Resource
from outdial.errors import ResourceNotFoundException
from outdial.mirroring import Sides
from outdial.settings import Settings
from outdial.store.transaction import Transaction
from outdial.world import World

if TYPE_CHECKING:
    from outdial.access.authority import Authority
    from outdial.wire.model import Operation

C = TypeVar("C", bound=Content)


class Stamp(TypedDict):
    """When and from which Region a record was changed last."""

    last_modified_time: datetime
    last_modified_region: str


@dataclass(slots=True)
class Call:
    """One call of an operation."""

    operation: "Operation"
    caller: Caller
    now: datetime
    world: World
    settings: Settings
    tx: Transaction
    sides: Sides
    authority: "Authority | None" = None
    """What the caller may do, if policies are asked."""

    @property
    def scope(self) -> Scope:
        """The account and Region of the call."""
        return self.caller.scope

    @property
    def stamp(self) -> Stamp:
        """The mark of this call on the records that it changes."""
        return {"last_modified_time": self.now, "last_modified_region": self.scope.region}

    @property
    def quotas(self) -> Quotas:
        """The service quotas that hold; there are none unless limits are set."""
        limits = self.settings.limits
        return (limits and limits.quotas) or UNLIMITED

    def arn(self, record: Resource) -> str:
        """Build a record's ARN as a caller in this Region reads it."""
        return self.scope.arn(record.path)

    def instance(self, text: str) -> Instance:
        """Find the instance that an id or an ARN names, in the account and Region of the call."""
        instance_id = self._id(text, "instance/")
        instance = instance_id and self.tx.find(Instance, self.scope.home, instance_id)
        if not instance:
            raise ResourceNotFoundException("Instance not found")
        self.sides.enter(instance)
        return instance

    def get(self, kind: type[C], instance: Instance, text: str) -> C:
        """Find what an id or an ARN names in an instance."""
        record = self.find(kind, instance, text)
        if record is None:
            raise ResourceNotFoundException(f"{kind.kind.replace('-', ' ').capitalize()} not found")
        return record

    def find(self, kind: type[C], instance: Instance, text: str) -> C | None:
        """Find what an id or an ARN names in an instance, or nothing."""
        content_id = self._id(text, f"{instance.path}/{kind.segment}/")
        return self.tx.find(kind, instance.id, content_id) if content_id else None

    def _id(self, text: str, prefix: str) -> str | None:
        if not is_arn(text):
            return text
        arn: Arn | None = parse_arn(text)
        if arn is None or arn.scope != self.scope or not arn.path.startswith(prefix):
            return None
        return arn.path.removeprefix(prefix)


def tags_of(request: Mapping[str, Any]) -> dict[str, str]:
    """Read the tags that a new resource is created with."""
    tags: dict[str, str] = request.get("Tags") or {}
    return tags
