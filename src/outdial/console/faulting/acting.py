"""Adds and removes faults as a form asks for it."""

from outdial.app import App
from outdial.console.addresses import address
from outdial.console.faulting.entered import Entered
from outdial.console.leading import see_other
from outdial.console.pages.limits import limits_page
from outdial.console.visit import Page, Visit
from outdial.errors import InvalidRequestException, ResourceNotFoundException
from outdial.faults.fault import FaultError
from outdial.http import Response

_PLACE = "limits"


def act_limits(visit: Visit) -> Page | Response:
    """Do what the form asks for; ServiceError if the visitor may not, or it cannot be done."""
    app = visit.visitor.operated()
    match visit.form.one("do"):
        case "add":
            return _add(app, visit)
        case "remove":
            return _remove(app, visit.form.one("id"))
        case "clear":
            app.faults.clear()
            app.faults.settle()
            return see_other(address(_PLACE, removed="all"))
    raise InvalidRequestException("The form does not say what is to be done")


def _add(app: App, visit: Visit) -> Page | Response:
    entered = Entered.of(visit.form)
    try:
        id_ = app.faults.plan(entered.members)
    except FaultError as error:
        return limits_page(visit, entered, error)
    app.faults.settle()
    return see_other(address(_PLACE, added=id_))


def _remove(app: App, id_: str) -> Response:
    if not app.faults.remove(id_):
        raise ResourceNotFoundException(f"There is no fault {id_[:20]}")
    app.faults.settle()
    return see_other(address(_PLACE, removed=id_))
