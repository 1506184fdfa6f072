"""Tallies: when something was done, for quotas of how often it may be done in some days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from outdial.domain.resource import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(Resource):
    """The times at which something was done, as far back as its quota looks."""

    kind: ClassVar[str] = "tally"

    kept_in: str
    times: tuple[datetime, ...] = ()

    @property
    def home(self) -> str:
        """A tally lives where its quota holds: in an account, or in one of its Regions."""
        return self.kept_in

    @property
    def path(self) -> str:
        """A tally has no ARN; this is its place in the store."""
        return f"tally/{self.id}"

    def since(self, earliest: datetime) -> tuple[datetime, ...]:
        """List the times after a moment."""
        return tuple(time for time in self.times if time > earliest)


def times_within(tally: Tally | None, window: timedelta, now: datetime) -> tuple[datetime, ...]:
    """List the times within a window that ends now; without a tally there are none."""
    return () if tally is None else tally.since(now - window)
