"""A queue: all of its settings, what its calls show, and who changed it last."""

from outdial.console.named import Directory, caller_shown
from outdial.console.pages.above import instance_name, way_to_instance
from outdial.console.pages.last_change import last_change
from outdial.console.visit import Page, Visit


def show_queue(visit: Visit) -> Page:
    """Show a queue."""
    queue = visit.ask("DescribeQueue", QueueId=visit.parts[2])["Queue"]
    name, directory = instance_name(visit), Directory(visit)
    return Page(
        template="queue.html",
        title=queue["Name"],
        crumbs=way_to_instance(visit, name),
        values={
            "region": visit.region,
            "instance": visit.instance,
            "queue": queue,
            "caller": caller_shown(queue, directory),
            "hours": directory.hours(queue.get("HoursOfOperationId")),
            "tags": queue.get("Tags") or {},
            "change": last_change(visit, queue),
        },
    )
