"""Released numbers that nobody can claim yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from outdial.domain.phone_number import claim_of
from outdial.domain.resource import Entry, Regional


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingNumber(Regional):
    """A released number; it keeps the entry of its claim, so that nobody else gets it."""

    kind: ClassVar[str] = "resting-number"

    number: str
    until: datetime

    @property
    def path(self) -> str:
        """A resting number has no ARN; this is its place in the store."""
        return f"resting-number/{self.id}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The number stays taken."""
        return (claim_of(self.number),)
