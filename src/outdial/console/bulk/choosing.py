"""The page on which queues are chosen: all that filters take, or one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from outdial.console.addresses import address
from outdial.console.bulk.plan import Plan
from outdial.console.finding import Filters, find_queues
from outdial.console.forms import Form
from outdial.console.named import Directory, caller_shown
from outdial.console.pages.above import beside, instance_name, way_to_instance
from outdial.console.visit import Crumb, Page, Visit

PLACE = "bulk"
_ROWS = 50
MOST_CHOSEN = 500
"""So many queues are chosen one by one: a page brings all of them along."""

_MOST_OF_ID = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which queues: those that filters take, and those that were ticked."""

    filters: Filters
    ticked: Sequence[str] = ()

    @classmethod
    def of(cls, form: Form) -> Self:
        """Read what was sent; what no id can be is left out."""
        fields = {name: form.one(name) for name in Filters().fields}
        ticked = dict.fromkeys(id_ for id_ in form.all("queue") if 0 < len(id_) <= _MOST_OF_ID)
        return cls(filters=Filters.of(fields), ticked=tuple(ticked))

    @property
    def is_too_much(self) -> bool:
        """Tell whether more queues are ticked than a page brings along."""
        return len(self.ticked) > MOST_CHOSEN


def choosing(
    visit: Visit, choice: Choice, *, token: str = "", with_page: bool = False, problem: str = ""
) -> Page:
    """Show a page of the queues that the filters take, each to be ticked.

    `with_page` ticks all of them.
    """
    name = instance_name(visit)
    found = find_queues(visit, choice.filters, token=token, rows=_ROWS)
    listed = [queue["QueueId"] for queue in found.queues]
    ticked = {*choice.ticked, *(listed if with_page else ())}
    directory = Directory(visit)
    return Page(
        template="bulk/choosing.html",
        title=f"Change many queues of {name}",
        crumbs=way_to_instance(visit, name),
        status=400 if found.problem or problem else 200,
        values={
            **beside(visit, ""),
            "target": address(visit.region, visit.instance, PLACE),
            "filters": choice.filters,
            "found": found,
            "problem": problem,
            "queues": [(queue, caller_shown(queue, directory)) for queue in found.queues],
            "ticked": ticked,
            "brought": [id_ for id_ in choice.ticked if id_ not in listed],
            "token": token,
            "most": MOST_CHOSEN,
            "plans": plans_shown(visit),
        },
    )


def way_to_choosing(visit: Visit) -> tuple[Crumb, ...]:
    """Give the crumbs of the pages that follow."""
    way = way_to_instance(visit, instance_name(visit))
    return (*way, Crumb("Change many queues", address(visit.region, visit.instance, PLACE)))


def plans_shown(visit: Visit) -> list[tuple[Plan, str]]:
    """List the plans that the visitor has here, each with its address."""
    place = (visit.region, visit.instance)
    plans = visit.plans.of(visit.session, *place)
    return [(plan, address(*place, PLACE, plan.id)) for plan in plans]
