"""The form of a queue's outbound caller: filled in, looked through, and then saved."""

from outdial.console.editing.choices import choices
from outdial.console.editing.conditional import DryRunOperation, tried
from outdial.console.editing.configuration import FLOW, NAME, NUMBER, limits_of
from outdial.console.editing.entered import Entered, unaltered
from outdial.console.editing.refusals import field_of
from outdial.console.editing.review import review
from outdial.console.editing.subject import Subject
from outdial.console.named import Directory
from outdial.console.visit import Page, Visit
from outdial.errors import ConditionalOperationFailedException, ServiceError
from outdial.http import Response


def show_edit(visit: Visit) -> Page:
    """Show the form with what the queue has."""
    subject = Subject.of(visit)
    return _form(subject, Entered.having(subject.configuration))


def act_edit(visit: Visit) -> Page | Response:
    """Show what was entered once more, what it would change, or change that."""
    subject, entered = Subject.of(visit), Entered.of(visit.form)
    match visit.form.one("step"):
        case "edit":
            return _form(subject, entered)
        case "save":
            return _save(subject, entered)
        case _:
            return _review(subject, entered)


def _review(subject: Subject, entered: Entered) -> Page:
    """Have the server try the change, and show what it would make of the queue."""
    after = entered.configuration
    try:
        subject.change(after, tried(entered.read))
    except DryRunOperation as done:
        caller = done.caller
    except ServiceError as error:
        return _refused(subject, entered, error)
    fields = {
        "name": unaltered(after.name),
        "number": unaltered(after.number),
        "flow": unaltered(after.flow),
    }
    reviewed = review(subject.visit, subject.queue, after, caller)
    title = "Look through the change of"
    return subject.page("review", title, {"read": entered.read, "fields": fields, **reviewed})


def _save(subject: Subject, entered: Entered) -> Page | Response:
    try:
        return subject.save(entered.configuration, entered.read)
    except ServiceError as error:
        return _refused(subject, entered, error)


def _refused(subject: Subject, entered: Entered, error: ServiceError) -> Page:
    """Show the form again; if the queue was changed meanwhile, with what it has by now."""
    if isinstance(error, ConditionalOperationFailedException):
        subject = Subject.of(subject.visit)
        entered = entered.read_again(subject.configuration)
    return _form(subject, entered, error)


def _form(subject: Subject, entered: Entered, error: ServiceError | None = None) -> Page:
    visit = subject.visit
    numbers, flows = choices(visit, Directory(visit), entered.number, entered.flow)
    values = {
        "entered": entered,
        "fields": {
            "name": unaltered(entered.name),
            "other_number": unaltered(entered.other_number),
            "other_flow": unaltered(entered.other_flow),
        },
        "numbers": numbers,
        "flows": flows,
        "wrong": field_of(error) if error else "",
        "limits": {"name": limits_of(NAME), "number": limits_of(NUMBER), "flow": limits_of(FLOW)},
    }
    return subject.page("form", "Change the outbound caller of", values, error)
