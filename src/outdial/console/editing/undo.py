"""Undoing a change of a queue's outbound caller: what the audit trail has of it from before."""

from urllib.parse import unquote

import msgspec

from outdial.console.editing.as_if import shown_in
from outdial.console.editing.configuration import MEMBER, OPERATION, Configuration
from outdial.console.editing.review import review
from outdial.console.editing.subject import Subject
from outdial.console.named import tail
from outdial.console.pages.event import find_event
from outdial.console.pages.trail_events import Told
from outdial.console.visit import Page, Visit
from outdial.domain.outbound_caller import OutboundCaller
from outdial.errors import (
    ConditionalOperationFailedException,
    InvalidRequestException,
    ServiceError,
)
from outdial.http import Response


def show_undo(visit: Visit) -> Page:
    """Show what undoing the change would make of the queue."""
    subject = Subject.of(visit)
    told, before = _change(subject)
    try:
        _refuse_outdated(subject, told)
    except ConditionalOperationFailedException as error:
        return _page(subject, told, before, error)
    return _page(subject, told, before)


def act_undo(visit: Visit) -> Page | Response:
    """Undo the change, if nothing has changed since that and since it was looked through."""
    subject = Subject.of(visit)
    told, before = _change(subject)
    try:
        _refuse_outdated(subject, told)
        return subject.save(_configuration(subject, before), visit.form.one("read"))
    except ServiceError as error:
        return _page(Subject.of(visit), told, before, error)


def _change(subject: Subject) -> tuple[Told, OutboundCaller]:
    """Find the change that the query names, and what the queue had before it.

    InvalidRequestException if it is no change of this queue's caller, or was not made.
    """
    visit = subject.visit
    told = find_event(visit, visit.region, visit.query.get("event", ""))
    record, sent = told.record, told.record.get("requestParameters") or {}
    found = (record.get("additionalEventData") or {}).get("before") or {}
    queue = found.get(f"queue/{subject.queue['QueueId']}")
    is_here = tail(unquote(str(sent.get("InstanceId")))) == tail(visit.instance)
    if record["eventName"] != OPERATION or told.error or queue is None or not is_here:
        raise InvalidRequestException(
            "The event is no change of this queue's outbound caller that was made"
        )
    return told, msgspec.convert(queue.get("outbound_caller") or {}, OutboundCaller)


def _refuse_outdated(subject: Subject, told: Told) -> None:
    """Refuse to undo a change that others have been made after."""
    made = Configuration.of((told.record.get("requestParameters") or {}).get(MEMBER))
    if made.by_id != subject.configuration.by_id:
        raise ConditionalOperationFailedException(
            "The queue's outbound caller was changed again after this change,"
            " so that undoing it would undo more than that"
        )


def _page(
    subject: Subject, told: Told, before: OutboundCaller, error: ServiceError | None = None
) -> Page:
    values: dict[str, object] = {"event": told, "read": subject.configuration.fingerprint}
    if not isinstance(error, ConditionalOperationFailedException):
        after = _configuration(subject, before)
        values |= review(subject.visit, subject.queue, after, before)
    return subject.page("undo", "Undo a change of", values, error)


def _configuration(subject: Subject, caller: OutboundCaller) -> Configuration:
    """Give what the queue had as who reads it in the Region of the address is shown it."""
    return Configuration.of(shown_in(subject.visit.region, subject.queue["QueueArn"], caller))
