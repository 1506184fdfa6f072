"""CloudTrail: the audit trail, looked up."""

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from outdial.access.resources import ANYTHING
from outdial.call import Call
from outdial.cloudtrail_errors import (
    InvalidLookupAttributesException,
    InvalidNextTokenException,
    InvalidTimeRangeException,
)
from outdial.domain.arns import is_arn
from outdial.domain.event import Cursor, Event, Wanted, event_id
from outdial.errors import ServiceError
from outdial.paging import read_token, write_token
from outdial.registry import operation
from outdial.trail.naming import Named, kind_fact, name_fact, resources

if TYPE_CHECKING:
    from outdial.wire import cloudtrail_shapes as shapes

MOST = 50

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

_FACTS = {
    "AccessKeyId": "key",
    "EventName": "name",
    "EventSource": "source",
    "ReadOnly": "reads",
    "Username": "user",
}
"""What attributes are called among the facts of an event."""


@operation("LookupEvents", service="cloudtrail", on=(ANYTHING,), keys=())
def lookup_events(
    call: Call, request: "shapes.LookupEventsRequest"
) -> "shapes.LookupEventsResponse":
    """Look up who did what: the events of the account and Region of the call, newest first.

    1. One attribute can be asked for, and a time that includes both of its ends. [documented]
    2. Events of the last `trail_days` days are found, ninety unless that is set.
       [documented; that it can be set is chosen]
    3. `ResourceName` is an id, a name or an ARN; answers have ARNs, and the names of what is
       IAM's. [chosen]
    4. A page may have fewer events than asked for, or none, and a token nevertheless: so many
       events are looked through for one at most. [chosen]
    5. There are no Insights events. [chosen]
    6. `AttributeKey` and `MaxResults` that the model does not allow are ValidationException.
       [chosen]
    """
    wanted = _wanted(call, request)
    before = _read_cursor(call, request)
    if request.get("EventCategory") is not None:
        return {"Events": []}
    found = call.tx.find_events(wanted, before, request.get("MaxResults") or MOST)
    following = found.following
    token = following and write_token(call, request, f"{following.time} {following.number}")
    return {"Events": [_shown(event) for event in found.events], "NextToken": token}


def _wanted(call: Call, request: "shapes.LookupEventsRequest") -> Wanted:
    oldest = call.now - timedelta(days=call.settings.trail_days)
    start, end = request.get("StartTime") or oldest, request.get("EndTime") or call.now
    if start > end:
        raise InvalidTimeRangeException("The start time is after the end time")
    wanted = Wanted(
        home=call.scope.home,
        since=int(max(start, oldest).timestamp()) * 1000,
        until=int(end.timestamp()) * 1000 + 999,
    )
    attributes = request.get("LookupAttributes") or []
    if len(attributes) > 1:
        raise InvalidLookupAttributesException("LookupAttributes can have one attribute only")
    for attribute in attributes:
        key, value = attribute["AttributeKey"], attribute["AttributeValue"]
        wanted = wanted._replace(fact=_fact(key, value))
    return wanted


def _fact(key: str, value: str) -> str:
    match key:
        case "EventId":
            return f" request={event_id(value) if _UUID.fullmatch(value) else ''} "
        case "ReadOnly" if value not in {"true", "false"}:
            raise InvalidLookupAttributesException("ReadOnly is true or false")
        case "ResourceName":
            return name_fact(value)
        case "ResourceType":
            return kind_fact(value)
        case _:
            return f" {_FACTS[key]}={value} "


def _read_cursor(call: Call, request: "shapes.LookupEventsRequest") -> Cursor | None:
    try:
        after = read_token(call, request)
    except ServiceError as error:
        raise InvalidNextTokenException(error.text) from None
    if not after:
        return None
    time, number = after.split()
    return Cursor(int(time), int(number))


class _Identity(msgspec.Struct):
    """Who called, as far as look-ups tell it beside the record."""

    arn: str
    access_key: str | None = msgspec.field(default=None, name="accessKeyId")

    @property
    def name(self) -> str:
        return self.arn.rpartition(":")[2].rpartition("/")[2]


class _Record(msgspec.Struct, rename="camel"):
    """What look-ups tell of an event beside its record."""

    user_identity: _Identity
    event_name: str
    event_source: str
    event_time: datetime
    event_id: str = msgspec.field(name="eventID")
    read_only: bool


_read = msgspec.json.Decoder(_Record).decode


def _shown(event: Event) -> "shapes.Event":
    record, named = _read(event.body), list(resources(event.facts, event.home))
    return {
        "EventId": record.event_id,
        "EventName": record.event_name,
        "ReadOnly": "true" if record.read_only else "false",
        "AccessKeyId": record.user_identity.access_key,
        "EventTime": record.event_time,
        "EventSource": record.event_source,
        "Username": record.user_identity.name,
        "Resources": [{"ResourceType": of or None, "ResourceName": name} for of, name in named],
        "CloudTrailEvent": _record(event, [each for each in named if is_arn(each.name)]),
    }


def _record(event: Event, named: list[Named]) -> str:
    """Give the record as CloudTrail writes it, with its resources; the store has them beside it."""
    text = event.body.decode()
    if not named:
        return text
    account = event.home.partition("/")[0]
    told = [{"accountId": account, "type": of, "ARN": arn} for of, arn in named]
    return f'{text[:-1]},"resources":{msgspec.json.encode(told).decode()}}}'
