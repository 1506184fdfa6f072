"""The audit trail of an account and Region, newest events first."""

from outdial.console.addresses import address
from outdial.console.pages.above import TOP
from outdial.console.pages.instances import REGIONS
from outdial.console.pages.newer import Followed
from outdial.console.pages.trail_events import (
    MOST_OF_RESOURCE,
    MOST_RESOURCES,
    Filters,
    asked_of,
    look_up,
    region_of,
)
from outdial.console.visit import Page, Visit


def show_trail(visit: Visit) -> Page:
    """Show a page of the events that the filters take; the newest one may follow the trail."""
    region, asked = region_of(visit), asked_of(visit)
    now, is_first = visit.visitor.now, "next" not in visit.query
    events, token = look_up(
        visit.visitor, region, Filters.of(visit.query), token=visit.query.get("next")
    )
    followed = Followed.first(events, now, is_cut=bool(token))
    return Page(
        template="trail.html",
        title="Audit trail",
        crumbs=(TOP,),
        values={
            "events": events,
            "asked": asked,
            "is_filtered": any(value for name, value in asked.items() if name != "region"),
            "regions": REGIONS if region in REGIONS else (*REGIONS, region),
            "most_resources": MOST_RESOURCES,
            "most_of_resource": MOST_OF_RESOURCE,
            "is_first": is_first,
            "newest": address("trail", **asked),
            "newer": followed.address(asked) if is_first and not asked["until"] else "",
            "all": address("trail", region=region),
            "following": token and address("trail", **asked, next=token),
        },
    )
