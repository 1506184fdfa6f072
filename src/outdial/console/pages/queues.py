"""An instance's queues with their caller configuration."""

from outdial.console.addresses import address
from outdial.console.named import Directory, caller_shown
from outdial.console.pages.above import beside, instance_name, way_to_instance
from outdial.console.visit import Page, Visit
from outdial.paging import FARTHEST

_ROWS = 50


def show_queues(visit: Visit) -> Page:
    """Show the queues whose names contain what was asked for, a page of them."""
    wanted = visit.query.get("name", "").strip()
    condition = {"FieldName": "name", "Value": wanted, "ComparisonType": "CONTAINS"}
    name = instance_name(visit)
    answer = visit.ask(
        "SearchQueues",
        MaxResults=_ROWS,
        NextToken=visit.query.get("next"),
        SearchCriteria={"StringCondition": condition} if wanted else None,
    )
    count = answer.get("ApproximateTotalCount", 0)
    directory, place = Directory(visit), (visit.region, visit.instance)
    token = answer.get("NextToken", "")
    return Page(
        template="queues.html",
        title=f"Queues of {name}",
        crumbs=way_to_instance(visit, name),
        values={
            **beside(visit, "Queues"),
            "wanted": wanted,
            "count": count,
            "is_exact": not token or (count < FARTHEST and not wanted),
            "queues": [(queue, caller_shown(queue, directory)) for queue in answer["Queues"]],
            "is_first": "next" not in visit.query,
            "first": address(*place, name=wanted),
            "following": token and address(*place, name=wanted, next=token),
        },
    )
