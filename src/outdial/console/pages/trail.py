"""The audit trail of an account and Region, newest events first."""

from outdial.console.addresses import address
from outdial.console.pages.above import TOP
from outdial.console.pages.instances import REGIONS
from outdial.console.pages.trail_events import Filters, Told, region_of
from outdial.console.visit import Page, Visit

_ROWS = 50
_LOOKS = 10
"""So often a page looks for events; where filters take few, it may end before it is full."""

_MOST_RESOURCES = 2
_MOST_OF_RESOURCE = 60
_FIELDS = ("region", "name", "user", "resource", "changes", "since", "until")


def show_trail(visit: Visit) -> Page:
    """Show a page of the events that the filters take."""
    region = region_of(visit)
    events, token = _events(visit, region, Filters.of(visit.query))
    asked = {name: visit.query.get(name, "") for name in _FIELDS} | {"region": region}
    return Page(
        template="trail.html",
        title="Audit trail",
        crumbs=(TOP,),
        values={
            "events": events,
            "asked": asked,
            "is_filtered": any(asked[name] for name in _FIELDS[1:]),
            "regions": REGIONS if region in REGIONS else (*REGIONS, region),
            "most_resources": _MOST_RESOURCES,
            "most_of_resource": _MOST_OF_RESOURCE,
            "is_first": "next" not in visit.query,
            "newest": address("trail", **asked),
            "all": address("trail", region=region),
            "following": token and address("trail", **asked, next=token),
        },
    )


def _events(visit: Visit, region: str, filters: Filters) -> tuple[list[Told], str]:
    """Look events up until a page is full; give the token of the older ones, '' if there are none.

    The look-ups of one page ask for fewer and fewer events, so that none is read and left out.
    """
    events: list[Told] = []
    token = visit.query.get("next")
    for _ in range(_LOOKS):
        answer = visit.visitor.ask_of(
            "cloudtrail",
            region,
            "LookupEvents",
            LookupAttributes=filters.attributes,
            StartTime=filters.since,
            EndTime=filters.until,
            MaxResults=_ROWS - len(events),
            NextToken=token,
        )
        events += filter(filters.take, (Told.of(event, region) for event in answer["Events"]))
        token = answer.get("NextToken")
        if token is None or len(events) == _ROWS:
            break
    return events, token or ""
