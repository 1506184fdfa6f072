"""Events of the audit trail as the command shows them, read through CloudTrail's API."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec

ANY = "any"
LOOKING = "LookupEvents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which events are asked for."""

    operation: str | None = None
    user: str | None = None
    error: str | None = None
    resource: str | None = None
    changes: bool = False
    since: datetime | None = None
    until: datetime | None = None

    def query(self) -> dict[str, Any]:
        """Give what the API can be asked for: the times, and the attribute that tells most."""
        attributes = (
            ("ResourceName", self.resource),
            ("Username", self.user),
            ("EventName", self.operation),
            ("ReadOnly", "false" if self.changes else None),
        )
        query: dict[str, Any] = {"StartTime": self.since, "EndTime": self.until}
        for key, value in attributes:
            if value is not None:
                query["LookupAttributes"] = [{"AttributeKey": key, "AttributeValue": value}]
                break
        return {name: value for name, value in query.items() if value is not None}

    def take(self, record: Mapping[str, Any], username: str) -> bool:
        """Tell whether an event is one of those; looks at the trail are none unless asked for."""
        name, error = record["eventName"], record.get("errorCode")
        return (
            (name == self.operation if self.operation else name != LOOKING)
            and (self.user is None or username == self.user)
            and (not self.changes or not record["readOnly"])
            and (self.error is None or error == self.error or (self.error == ANY and bool(error)))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An event: its id, its record, and what the look-up tells beside it."""

    id: str
    username: str
    resources: tuple[str, ...]
    record: Mapping[str, Any]

    @property
    def line(self) -> str:
        """Write the event for people."""
        record = self.record
        outcome = record.get("errorCode") or ("read" if record["readOnly"] else "done")
        paths = (name.rpartition(":")[2] for name in self.resources)
        names = " ".join("/".join(path.rsplit("/", 2)[-2:]) for path in paths)
        return (
            f"{record['eventTime']}  {self.username}@{record['sourceIPAddress']}"
            f"  {record['eventName']}  {outcome}  {names}"
        ).rstrip()


class Reader:
    """Reads a trail, and knows how far it has come."""

    def __init__(self, cloudtrail: Any, filters: Filters) -> None:
        self._pages = cloudtrail.get_paginator("lookup_events").paginate
        self._filters = filters
        self._newest: datetime | None = None
        self._known: set[str] = set()

    def read(self, most: int) -> list[Shown]:
        """Read the newest events that the filters take, so many at most; the newest stands last."""
        found = list(islice(self._events(self._filters), most))[::-1]
        self._known = {event.id for event in found}
        return found

    def read_on(self) -> list[Shown]:
        """Read what came since: from the last second on, without what was read of it before."""
        since = self._newest or self._filters.since
        found = list(self._events(replace(self._filters, since=since)))[::-1]
        known, self._known = self._known, {event.id for event in found}
        return [event for event in found if event.id not in known]

    def _events(self, filters: Filters) -> Iterator[Shown]:
        for page in self._pages(**filters.query()):
            for event in page["Events"]:
                # Looks at the trail count as well: else each would read all of those before it.
                self._newest = max(event["EventTime"], self._newest or event["EventTime"])
                record = msgspec.json.decode(event["CloudTrailEvent"])
                if filters.take(record, event["Username"]):
                    yield Shown(
                        id=event["EventId"],
                        username=event["Username"],
                        resources=tuple(each["ResourceName"] for each in event["Resources"]),
                        record=record,
                    )
