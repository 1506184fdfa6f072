"""A queue: what the called person sees and hears, all settings, and who changed it last."""

from markupsafe import Markup

from outdial.console.editing.configuration import MEMBER, OPERATION, Configuration
from outdial.console.named import Directory, caller_shown
from outdial.console.pages.above import instance_name, way_to_instance
from outdial.console.pages.last_change import last_change
from outdial.console.preview.calls import read_calls
from outdial.console.preview.showing import show_calls
from outdial.console.visit import Page, Visit
from outdial.errors import AccessDeniedException


def show_queue(visit: Visit) -> Page:
    """Show a queue."""
    queue = visit.ask("DescribeQueue", QueueId=visit.parts[2])["Queue"]
    preview, hidden = _preview(visit)
    name, directory = instance_name(visit), Directory(visit)
    change, config = last_change(visit, queue), queue.get(MEMBER)
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
            "preview": preview,
            "hidden": hidden,
            "change": change,
            "is_operator": visit.visitor.is_operator,
            "is_saved": visit.query.get("saved") == Configuration.of(config).fingerprint,
            "can_undo": change.operation == OPERATION,
        },
    )


def _preview(visit: Visit) -> tuple[Markup, str]:
    """Show how the queue's calls look and sound; or nothing, and why the visitor may not see it."""
    try:
        calls = read_calls(visit.visitor.ask, visit.region, visit.instance, visit.parts[2])
    except AccessDeniedException as error:
        return Markup(), error.text
    return show_calls(calls, visit.query.get("callee", "")), ""
