"""Who changed a record last, by the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from outdial.console.visit import Visit
from outdial.errors import ServiceError

_AROUND = timedelta(seconds=1)
"""Events are found by seconds, and a record's time is that of its call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastChange:
    """When, where and by whom a record was changed last; `problem` says why that is not told."""

    time: datetime
    region: str
    operation: str = ""
    principal: str = ""
    problem: str = ""
    event_id: str = ""


def last_change(visit: Visit, queue: Mapping[str, Any]) -> LastChange:
    """Look the change up that left its time in a queue, in the Region where it was made."""
    time, region = queue["LastModifiedTime"], queue["LastModifiedRegion"]
    attribute = {"AttributeKey": "ResourceName", "AttributeValue": queue["QueueId"]}
    try:
        events = visit.visitor.ask_of(
            "cloudtrail",
            region,
            "LookupEvents",
            LookupAttributes=[attribute],
            StartTime=time - _AROUND,
            EndTime=time + _AROUND,
        )["Events"]
    except ServiceError as error:
        return LastChange(time=time, region=region, problem=_problem(error))
    for event in events:
        record = msgspec.json.decode(event["CloudTrailEvent"])
        if event["ReadOnly"] == "false" and "errorCode" not in record:
            return LastChange(
                time=time,
                region=region,
                operation=event["EventName"],
                principal=record["userIdentity"].get("arn") or "",
                event_id=event["EventId"],
            )
    return LastChange(time=time, region=region, problem="The audit trail does not tell who did it.")


def _problem(error: ServiceError) -> str:
    if error.code == "AccessDeniedException":
        return "You may not look into the audit trail (cloudtrail:LookupEvents)."
    return f"The audit trail does not tell who did it: {error.text or error.code}"
