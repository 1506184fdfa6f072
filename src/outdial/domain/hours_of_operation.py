"""Hours of operation: when queues and flows are open."""

from dataclasses import dataclass
from typing import Any, ClassVar

from outdial.domain.resource import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursOfOperation(Content):
    """Opening hours; `config` holds the wire's entries: Day, StartTime and EndTime each."""

    kind: ClassVar[str] = "hours-of-operation"
    segment: ClassVar[str] = "operating-hours"

    name: str
    description: str | None = None
    time_zone: str
    config: tuple[dict[str, Any], ...] = ()

    @property
    def unique_name(self) -> str:
        """Hours have a name of their own in the instance."""
        return self.name
