"""Hours of operation: when queues and flows are open, and the rules for them.

H1   A time zone is a name of the IANA database to the letter, links such as `EST` and
     `US/Eastern` among them, else InvalidParameterException. [documented; the error inferred]
H2   A day may stand several times, for breaks. Midnight is 00:00, as an end too, so 00:00 to
     00:00 is the whole day. [documented; for the API inferred]
H3   Entries may overlap, and may end before they begin: neither is refused. [chosen]
H4   Hours that a queue keeps, or that are parents of others, are not deleted:
     InvalidRequestException, as no error for it is declared. [chosen]
H5   Parents are other hours of the instance, each once: ResourceNotFoundException for one that
     is not there, InvalidParameterException for one given twice. [chosen]
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar

from outdial.domain.resource import Address, Content, Reference
from outdial.errors import InvalidParameterException, InvalidRequestException

_DAYS = ("SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY")


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursOfOperation(Content):
    """Opening hours; `config` holds the wire's entries: Day, StartTime and EndTime each."""

    kind: ClassVar[str] = "hours-of-operation"
    segment: ClassVar[str] = "operating-hours"

    name: str
    description: str | None = None
    time_zone: str
    config: tuple[dict[str, Any], ...] = ()
    parents: tuple[str, ...] = ()

    @property
    def unique_name(self) -> str:
        """Hours have a name of their own in the instance."""
        return self.name

    @property
    def references(self) -> tuple[Reference, ...]:
        """The hours that these inherit from."""
        return tuple(
            Reference("parent", Address(self.kind, self.instance_id, parent))
            for parent in self.parents
        )


def all_week() -> tuple[dict[str, Any], ...]:
    """Write hours that are open all day, every day."""
    midnight = {"Hours": 0, "Minutes": 0}
    return tuple({"Day": day, "StartTime": midnight, "EndTime": midnight} for day in _DAYS)  # H2


def refuse_time_zone(name: str) -> None:
    """Refuse what is no time zone."""
    if name not in _time_zones():
        raise InvalidParameterException(
            f"TimeZone must be a name of the IANA time zone database, not {name}"  # H1
        )


@cache
def _time_zones() -> frozenset[str]:
    # tzdata's own list, since what the system has differs from machine to machine.
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split())


def refuse_repeated_parent(parents: Iterable[str]) -> None:
    """Refuse a parent that is given twice."""
    given = list(parents)
    if len(set(given)) < len(given):
        raise InvalidParameterException(
            "ParentHoursOfOperationConfigs must name each hours of operation once"  # H5
        )


def refuse_in_use(referrers: Iterable[tuple[str, Address]]) -> None:
    """Refuse the deletion of hours that something names."""
    for relation, _ in referrers:
        user = "other hours of operation as a parent" if relation == "parent" else "a queue"
        raise InvalidRequestException(f"The hours of operation are in use by {user}")  # H4
