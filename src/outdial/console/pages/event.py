"""One event of the audit trail: who did what, and what it found."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import msgspec

from outdial.console.addresses import address
from outdial.console.editing.configuration import OPERATION
from outdial.console.named import tail
from outdial.console.pages.above import TOP
from outdial.console.pages.trail_events import Told, region_of
from outdial.console.visit import Crumb, Page, Visit
from outdial.errors import ResourceNotFoundException

_MOST_OF_RECORD = 14_000
_MOST_OF_BEFORE = 5_000
"""So many characters are shown: escaped, each may take five."""


def show_event(visit: Visit) -> Page:
    """Show the event that the query names by its Region and id."""
    region, wanted = region_of(visit), visit.query.get("id", "")
    told = find_event(visit, region, wanted)
    record = told.record
    before = _before(record)
    return Page(
        template="event.html",
        title=record["eventName"],
        crumbs=(TOP, Crumb(f"Audit trail, {region}", address("trail", region=region))),
        values={
            "event": told,
            "identity": record["userIdentity"],
            "agent": record.get("userAgent") or "",
            "message": record.get("errorMessage") or "",
            "before": _pretty(before) if before else "",
            "record": _pretty(record),
            "most_of_before": _MOST_OF_BEFORE,
            "most_of_record": _MOST_OF_RECORD,
            "undo": _undo_address(told),
        },
    )


def find_event(visit: Visit, region: str, wanted: str) -> Told:
    """Find an event by its id; ResourceNotFoundException if there is no such one in the Region."""
    attribute = {"AttributeKey": "EventId", "AttributeValue": wanted or "none"}
    answer = visit.visitor.ask_of(
        "cloudtrail", region, "LookupEvents", LookupAttributes=[attribute]
    )
    for event in answer["Events"]:
        return Told.of(event, region)
    raise ResourceNotFoundException(f"There is no event {wanted[:100]} in {region}")


def _undo_address(told: Told) -> str:
    """Give the page on which the change can be undone; '' if there is none."""
    queue = next((name for name in _before(told.record) or {} if name.startswith("queue/")), "")
    if told.record["eventName"] != OPERATION or told.error or not queue:
        return ""
    instance = tail(unquote(str(told.record["requestParameters"]["InstanceId"])))
    return address(told.region, instance, "queues", tail(queue), "undo", event=told.id)


def _before(record: Mapping[str, Any]) -> Any:
    return (record.get("additionalEventData") or {}).get("before")


def _pretty(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
