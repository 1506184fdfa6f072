"""An instance's queues with their caller configuration."""

from outdial.console.addresses import address
from outdial.console.finding import Filters, find_queues
from outdial.console.named import Directory, caller_shown
from outdial.console.pages.above import beside, instance_name, way_to_instance
from outdial.console.visit import Page, Visit

_ROWS = 50


def show_queues(visit: Visit) -> Page:
    """Show the queues that the filters take, a page of them."""
    filters, name = Filters.of(visit.query), instance_name(visit)
    found = find_queues(visit, filters, token=visit.query.get("next", ""), rows=_ROWS)
    directory, place, asked = Directory(visit), (visit.region, visit.instance), filters.fields
    return Page(
        template="queues.html",
        title=f"Queues of {name}",
        crumbs=way_to_instance(visit, name),
        status=400 if found.problem else 200,
        values={
            **beside(visit, "Queues"),
            "filters": filters,
            "found": found,
            "queues": [(queue, caller_shown(queue, directory)) for queue in found.queues],
            "is_first": "next" not in visit.query,
            "first": address(*place, **asked),
            "following": found.token and address(*place, **asked, next=found.token),
        },
    )
