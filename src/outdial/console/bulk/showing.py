"""The page of a plan: what it would do, how far it is, and what has become of it."""

from typing import NamedTuple

from outdial.console.addresses import address
from outdial.console.bulk.choosing import PLACE, way_to_choosing
from outdial.console.bulk.plan import Plan, Row
from outdial.console.editing.difference import Difference, difference
from outdial.console.named import Directory
from outdial.console.visit import Page, Visit
from outdial.errors import ResourceNotFoundException

_ROWS = 40
_VIEWS = ("changes", "unfit", "failed")


class Shown(NamedTuple):
    """A queue of a plan: what would change of it, and what has become of that so far."""

    row: Row
    difference: Difference
    outcome: str
    words: str


def plan_of(visit: Visit) -> Plan:
    """Find the plan that the address names, if it is the visitor's own."""
    plan = visit.plans.find(visit.parts[2], visit.session)
    if plan is None or (plan.region, plan.instance) != (visit.region, visit.instance):
        raise ResourceNotFoundException(
            "There is no such plan. Plans end with your session, with the server, and when there"
            " are too many newer ones."
        )
    return plan


def show_plan(visit: Visit, problem: str = "") -> Page:
    """Show a plan; `problem` says why what was asked of it was not done."""
    plan = plan_of(visit)
    here = (visit.region, visit.instance, PLACE, plan.id)
    view = _view(visit, plan)
    start = _start(visit)
    count = {"changes": len(plan.rows), "unfit": len(plan.unfit), "failed": len(plan.failed)}[view]
    last = start + _ROWS
    return Page(
        template="bulk/plan.html",
        title="Plan to roll back" if plan.undoes else "Plan",
        crumbs=way_to_choosing(visit),
        status=409 if problem else 200,
        values={
            "region": visit.region,
            "instance": visit.instance,
            "plan": plan,
            "problem": problem,
            "here": address(*here),
            "undone": plan.undoes and address(*here[:-1], plan.undoes),
            "view": view,
            "views": {each: address(*here, view=each) for each in _VIEWS},
            "shown": _shown(visit, plan, view, start),
            "unfit": plan.unfit[start:last] if view == "unfit" else [],
            "start": start,
            "last": min(last, count),
            "count": count,
            "is_first": not start,
            "first": address(*here, view=view),
            "following": address(*here, view=view, start=str(last)) if last < count else "",
        },
    )


def _view(visit: Visit, plan: Plan) -> str:
    wanted = visit.query.get("view", "")
    if wanted in _VIEWS:
        return wanted
    return "failed" if plan.failed else "changes"


def _start(visit: Visit) -> int:
    text = visit.query.get("start", "")
    is_number = text.isascii() and text.isdecimal() and len(text) < 10  # noqa: PLR2004 more rows than there can be
    return int(text) if is_number else 0


def _shown(visit: Visit, plan: Plan, view: str, start: int) -> list[Shown]:
    """Look up what a page of rows names."""
    if plan.state == "making" or view == "unfit":
        return []
    directory, at, failed = Directory(visit), plan.at, dict(plan.failed)
    places = list(failed) if view == "failed" else range(len(plan.rows))
    shown = []
    for place in places[start : start + _ROWS]:
        row = plan.rows[place]
        outcome = "failed" if place in failed else "done" if place < at else "left"
        seen = difference(row.before, row.after, directory)
        shown.append(Shown(row, seen, outcome, failed.get(place, "")))
    return shown
