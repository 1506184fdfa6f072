"""Brings hours of operation about."""

from typing import Any

from outdial.seed.centre import HOURS, Centre, Outcome, differing, together
from outdial.seed.state import Hours


def ensure_hours(centre: Centre, wanted: Hours) -> Outcome:
    """Find the hours by their name and correct them, or create them."""
    ids = centre.ids(HOURS)
    members = {"TimeZone": wanted.time_zone, "Config": _config(wanted)}
    members |= {"Description": wanted.description} if wanted.description else {}
    if wanted.name not in ids:
        answer = centre.call(
            "CreateHoursOfOperation", Name=wanted.name, **members, Tags=wanted.tags or None
        )
        ids[wanted.name] = answer["HoursOfOperationId"]
        return "created"
    hours_id = ids[wanted.name]
    answer = centre.call("DescribeHoursOfOperation", HoursOfOperationId=hours_id)
    current = answer["HoursOfOperation"]
    changes = differing(current, members)
    if changes:
        centre.call("UpdateHoursOfOperation", HoursOfOperationId=hours_id, **changes)
    tagged = centre.tag(current["HoursOfOperationArn"], current.get("Tags"), wanted.tags)
    return together("changed" if changes else "as it was", tagged)


def _config(wanted: Hours) -> list[dict[str, Any]]:
    return [
        {"Day": day, "StartTime": _time(opening.opens), "EndTime": _time(opening.closes)}
        for opening in wanted.open
        for day in opening.days
    ]


def _time(text: str) -> dict[str, int]:
    hours, minutes = text.split(":")
    return {"Hours": int(hours), "Minutes": int(minutes)}
