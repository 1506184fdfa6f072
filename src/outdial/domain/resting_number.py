"""Released numbers that nobody can claim yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from outdial.domain.arns import Scope
from outdial.domain.phone_number import claim_of
from outdial.domain.resource import Entry, Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingNumber(Resource):
    """A released number; it keeps the entry of its claim, so that nobody else gets it."""

    kind: ClassVar[str] = "resting-number"

    account: str
    region: str
    number: str
    until: datetime

    @property
    def home(self) -> str:
        """It rests where it was claimed."""
        return Scope(self.account, self.region).home

    @property
    def path(self) -> str:
        """A resting number has no ARN; this is its place in the store."""
        return f"resting-number/{self.id}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The number stays taken."""
        return (claim_of(self.number),)
