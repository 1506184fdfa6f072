"""Events of the audit trail as pages tell them, and which of them a visitor asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self

import msgspec

from outdial.access.identity import DEFAULT_REGION
from outdial.console.addresses import address, is_region
from outdial.console.visit import Visit
from outdial.console.visitor import Visitor
from outdial.domain.arns import parse_arn
from outdial.errors import InvalidParameterException

LOOKING = "LookupEvents"

ROWS = 50
"""So many events stand on a page."""

_LOOKS = 10
"""So often a page looks for events; where filters take few, it may end before it is full."""

MOST_RESOURCES = 2
MOST_OF_RESOURCE = 60
_FIELDS = ("name", "user", "resource", "changes", "since", "until")

_PAGES = {"queue": "queues", "contact-flow": "flows"}
"""The kinds of resources that have a page, and what stands in its address."""

_LONGEST_ARN = 250
"""What is longer names nothing of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What an event was about; an empty address is no page's."""

    text: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event: its time, who made the call, what it named, and its record."""

    id: str
    time: datetime
    region: str
    username: str
    resources: tuple[Resource, ...]
    record: Mapping[str, Any]

    @classmethod
    def of(cls, event: Mapping[str, Any], region: str) -> Self:
        """Read an event that was looked up in a Region."""
        return cls(
            id=event["EventId"],
            time=event["EventTime"],
            region=region,
            username=event["Username"],
            resources=tuple(_resource(each["ResourceName"]) for each in event["Resources"]),
            record=msgspec.json.decode(event["CloudTrailEvent"]),
        )

    @property
    def error(self) -> str:
        """The code of the error that was the answer; empty if there was none."""
        return str(self.record.get("errorCode") or "")


def _resource(name: str) -> Resource:
    arn = parse_arn(name)
    if arn is None or len(name) > _LONGEST_ARN:
        return Resource(text=name, address="")
    parts = arn.path.split("/")
    target = ""
    if parts[0] == "instance" and len(parts) == 2:  # noqa: PLR2004 instance/ID
        target = address(arn.scope.region, parts[1])
    elif parts[0] == "instance" and len(parts) == 4 and parts[2] in _PAGES:  # noqa: PLR2004 with what is in it
        target = address(arn.scope.region, parts[1], _PAGES[parts[2]], parts[3])
    return Resource(text="/".join(parts[-2:]), address=target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which events are asked for; an empty text asks for any. Times are in UTC."""

    operation: str = ""
    user: str = ""
    resource: str = ""
    changes: bool = False
    since: datetime | None = None
    until: datetime | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Read what a form asks for; InvalidParameterException if a time is none."""
        return cls(
            operation=query.get("name", "").strip(),
            user=query.get("user", "").strip(),
            resource=query.get("resource", "").strip(),
            changes=bool(query.get("changes")),
            since=_time(query.get("since", "")),
            until=_time(query.get("until", "")),
        )

    def from_then_on(self, since: datetime) -> Self:
        """Ask for the same from a time on."""
        return replace(self, since=since)

    @property
    def attributes(self) -> list[dict[str, str]] | None:
        """Give the one attribute that the API can be asked for: the one that tells most."""
        wanted = {
            "ResourceName": self.resource,
            "Username": self.user,
            "EventName": self.operation,
            "ReadOnly": "false" if self.changes else "",
        }
        for key, value in wanted.items():
            if value:
                return [{"AttributeKey": key, "AttributeValue": value}]
        return None

    def take(self, told: Told) -> bool:
        """Tell whether an event is asked for; looks at the trail are not unless they are named."""
        name = told.record["eventName"]
        return (
            (name == self.operation if self.operation else name != LOOKING)
            and self.user in {"", told.username}
            and not (self.changes and told.record["readOnly"])
        )


def look_up(
    visitor: Visitor, region: str, filters: Filters, *, most: int = ROWS, token: str | None = None
) -> tuple[list[Told], str]:
    """Look events up until there are so many; give the token of the older ones, or ''.

    The look-ups of one page ask for fewer and fewer events, so that none is read and left out.
    """
    events: list[Told] = []
    for _ in range(_LOOKS):
        answer = visitor.ask_of(
            "cloudtrail",
            region,
            LOOKING,
            LookupAttributes=filters.attributes,
            StartTime=filters.since,
            EndTime=filters.until,
            MaxResults=min(ROWS, most - len(events)),
            NextToken=token,
        )
        events += filter(filters.take, (Told.of(event, region) for event in answer["Events"]))
        token = answer.get("NextToken")
        if token is None or len(events) == most:
            break
    return events, token or ""


def asked_of(visit: Visit) -> dict[str, str]:
    """Give what a query asks for, and the Region, as the address of a page needs it."""
    asked = {name: visit.query.get(name, "") for name in _FIELDS}
    return {"region": region_of(visit), **asked}


def region_of(visit: Visit) -> str:
    """Give the Region that a query names; InvalidParameterException if it is none."""
    region = visit.query.get("region") or DEFAULT_REGION
    if not is_region(region):
        raise InvalidParameterException(f"There is no Region {region[:100]}")
    return region


def _time(text: str) -> datetime | None:
    if not text.strip():
        return None
    try:
        time = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InvalidParameterException(
            f"{text[:100]} is no time; write one as 2030-12-31T23:59, in UTC"
        ) from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
