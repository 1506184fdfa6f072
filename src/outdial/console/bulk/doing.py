"""What the forms of these pages do: choose, plan, apply, stop, roll back, forget."""

from outdial.console.addresses import address
from outdial.console.bulk.applying import apply
from outdial.console.bulk.change import PARTS, Entered, change_of
from outdial.console.bulk.choosing import MOST_CHOSEN, PLACE, Choice, choosing
from outdial.console.bulk.making import Chosen, Searched, Source, Undone, make
from outdial.console.bulk.plan import Owner, Plan
from outdial.console.bulk.plans import TooMuchError
from outdial.console.bulk.setting import deeds_of, entered_of, errors_of, setting
from outdial.console.bulk.showing import plan_of, show_plan
from outdial.console.bulk.work import End, Work
from outdial.console.finding import Filters
from outdial.console.leading import see_other
from outdial.console.visit import Page, Visit
from outdial.http import Response

_SOON = 0.2
"""Seconds in which most plans are made; who waits longer is shown how far it is."""

_NONE = {part: Entered() for part in PARTS}
_FAULT = "A fault of the server broke it off; the server's log tells more."


def show_choosing(visit: Visit) -> Page:
    """Show the queues to choose from."""
    choice = Choice(filters=Filters.of(visit.query))
    return choosing(visit, choice, token=visit.query.get("next", ""))


def act_choosing(visit: Visit) -> Page | Response:
    """Turn a page, ask what to change, or make a plan of it."""
    form = visit.form
    choice, what = Choice.of(form), form.one("do")
    if choice.is_too_much:
        told = f"At most {MOST_CHOSEN} queues can be ticked. Filter them, and change all of these."
        return choosing(visit, choice, problem=told)
    match what:
        case "plan":
            return _plan(visit, choice)
        case "all":
            return setting(visit, Choice(filters=choice.filters), _NONE)
        case "ticked" if choice.ticked:
            return setting(visit, choice, _NONE)
        case _:
            return _turned(visit, choice, what)


def _turned(visit: Visit, choice: Choice, what: str) -> Page:
    """Show the next page or the same one, with more or fewer of its queues ticked."""
    form = visit.form
    token = form.one("next" if what == "further" else "here") if what != "find" else ""
    if what == "none":
        choice = Choice(filters=choice.filters)
    problem = "Tick a queue first." if what == "ticked" else ""
    return choosing(visit, choice, token=token, with_page=what == "page", problem=problem)


def act_plan(visit: Visit) -> Page | Response:
    """Apply a plan, stop what goes on, plan to roll back, or forget a plan."""
    plan = plan_of(visit)
    match visit.form.one("do"):
        case "apply" if plan.can_apply:
            return _apply(visit, plan)
        case "stop":
            visit.plans.stop(plan)
        case "undo" if plan.can_undo:
            return _undo(visit, plan)
        case "forget":
            visit.plans.forget(plan)
            return see_other(address(visit.region, visit.instance, PLACE))
        case _:
            pass
    return see_other(_address(plan))


def _plan(visit: Visit, choice: Choice) -> Page | Response:
    entered = entered_of(visit)
    errors = errors_of(entered)
    if errors:
        return setting(visit, choice, entered, errors)
    change = change_of(entered)
    source: Source = Searched(choice.filters, change)
    if choice.ticked:
        source = Chosen(choice.ticked, change)
    plan = _new(visit, deeds=deeds_of(visit, change))
    try:
        return _make(visit, plan, source)
    except TooMuchError:
        return setting(visit, choice, entered, {"": _BUSY})


def _undo(visit: Visit, applied: Plan) -> Page | Response:
    plan = _new(visit, undoes=applied.id)
    try:
        return _make(visit, plan, Undone(tuple(applied.changed())))
    except TooMuchError:
        return show_plan(visit, problem=_BUSY)


_BUSY = "Another plan is being made, by you or by too many others. Try it again when it is done."


def _new(visit: Visit, **known: object) -> Plan:
    owner = Owner(access_key=visit.visitor.access_key, session=visit.session)
    return Plan(
        id=visit.visitor.new_id(),
        owner=owner,
        region=visit.region,
        instance=visit.instance,
        **known,  # type: ignore[arg-type] # the members that its callers know
    )


def _make(visit: Visit, plan: Plan, source: Source) -> Response:
    def ended(end: End) -> None:
        if end != "done":
            plan.problem = "It was stopped." if end == "stopped" else _FAULT
        plan.state = "ready"

    work = Work(make(plan, visit, source), ended)
    visit.plans.begin(plan, work, visit.visitor.now)
    work.wait(_SOON)
    return see_other(_address(plan))


def _apply(visit: Visit, plan: Plan) -> Page | Response:
    def ended(end: End) -> None:
        if end != "done":
            plan.end = "You stopped it." if end == "stopped" else _FAULT
        plan.state = "ended"

    work = Work(apply(plan, visit.visitor), ended)
    try:
        visit.plans.begin(plan, work, visit.visitor.now)
    except TooMuchError:
        told = "Another plan is being applied, by you or by too many others. Wait for its end."
        return show_plan(visit, problem=told)
    work.wait(_SOON)
    return see_other(_address(plan))


def _address(plan: Plan) -> str:
    return address(plan.region, plan.instance, PLACE, plan.id)
