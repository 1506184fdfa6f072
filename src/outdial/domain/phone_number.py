"""Phone numbers: the record, and the state that time gives it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from outdial.domain.arns import Scope
from outdial.domain.instance import Instance
from outdial.domain.resource import Address, Entry, Reference, Resource

PhoneNumberType = Literal[
    "TOLL_FREE", "DID", "UIFN", "SHARED", "THIRD_PARTY_TF", "THIRD_PARTY_DID", "SHORT_CODE"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber(Resource):
    """A claimed number. It belongs to its account and Region, and is claimed to an instance."""

    kind: ClassVar[str] = "phone-number"

    account: str
    region: str
    number: str
    country: str
    type: PhoneNumberType
    description: str | None = None
    instance_id: str | None = None
    ready_time: datetime

    @property
    def scope(self) -> Scope:
        """Where the number was claimed."""
        return Scope(self.account, self.region)

    @property
    def home(self) -> str:
        """A number lives in its account and Region."""
        return self.scope.home

    @property
    def path(self) -> str:
        """The form without an instance (V2): `phone-number/<id>`."""
        return f"phone-number/{self.id}"

    @property
    def arn(self) -> str:
        """The number's own ARN (V2), the same in every Region it is named from."""
        return self.scope.arn(self.path)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """A number is claimed once in the world."""
        return (Entry("phone-number", self.number),)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The instance that the number is claimed to."""
        if self.instance_id is None:
            return ()
        return (Reference("target", Address(Instance.kind, self.home, self.instance_id)),)

    def status(self, now: datetime) -> Literal["CLAIMED", "IN_PROGRESS"]:
        """Tell whether the claim is through: a number is usable only when CLAIMED."""
        return "CLAIMED" if now >= self.ready_time else "IN_PROGRESS"
