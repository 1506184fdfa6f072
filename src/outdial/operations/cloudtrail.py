"""CloudTrail: the audit trail, looked up."""

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from outdial.call import Call
from outdial.cloudtrail_errors import (
    InvalidLookupAttributesException,
    InvalidNextTokenException,
    InvalidTimeRangeException,
)
from outdial.domain.event import Attribute, Cursor, Event, Wanted, event_id
from outdial.errors import ServiceError
from outdial.paging import read_token, write_token
from outdial.registry import operation
from outdial.trail.naming import Named, end_of, kind_of, resources

if TYPE_CHECKING:
    from outdial.wire import cloudtrail_shapes as shapes

MOST = 50

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

_ATTRIBUTES: dict[str, Attribute] = {
    "AccessKeyId": "access-key",
    "EventId": "request",
    "EventName": "name",
    "EventSource": "source",
    "ReadOnly": "reads",
    "ResourceName": "named",
    "ResourceType": "kind",
    "Username": "username",
}


@operation("LookupEvents", service="cloudtrail")
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
        wanted = wanted._replace(attribute=_ATTRIBUTES[key], value=_value(key, value))
    return wanted


def _value(key: str, value: str) -> str:
    match key:
        case "EventId":
            return event_id(value) if _UUID.fullmatch(value) else ""
        case "ReadOnly" if value not in {"true", "false"}:
            raise InvalidLookupAttributesException("ReadOnly is true or false")
        case "ResourceName":
            return end_of(value)
        case "ResourceType":
            return kind_of(value)
        case _:
            return value


def _read_cursor(call: Call, request: "shapes.LookupEventsRequest") -> Cursor | None:
    try:
        after = read_token(call, request)
    except ServiceError as error:
        raise InvalidNextTokenException(error.text) from None
    if not after:
        return None
    time, number = after.split()
    return Cursor(int(time), int(number))


def _shown(event: Event) -> "shapes.Event":
    named = list(dict.fromkeys(resources(event.names, event.home)))
    shown: list[shapes.Resource] = [
        {"ResourceType": each.type or None, "ResourceName": each.name} for each in named
    ]
    return {
        "EventId": event_id(event.request_id),
        "EventName": event.name,
        "ReadOnly": "true" if event.reads else "false",
        "AccessKeyId": event.access_key or None,
        "EventTime": datetime.fromtimestamp(event.time // 1000, tz=UTC),
        "EventSource": event.source,
        "Username": event.username,
        "Resources": shown,
        "CloudTrailEvent": _record(event, [each for each in named if each.name.startswith("arn:")]),
    }


def _record(event: Event, named: list[Named]) -> str:
    """Give the record as CloudTrail writes it, with its resources; the store has them beside it."""
    text = event.body.decode()
    if not named:
        return text
    account = event.home.partition("/")[0]
    told = [{"accountId": account, "type": each.type, "ARN": each.name} for each in named]
    return f'{text[:-1]},"resources":{msgspec.json.encode(told).decode()}}}'
