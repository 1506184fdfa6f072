"""Applies plans: one queue a step, each only if it is as the plan has read it."""

from collections.abc import Generator, Iterator

from outdial.console.bulk.plan import Plan, Row
from outdial.console.editing.conditional import if_unchanged
from outdial.console.editing.configuration import MEMBER, OPERATION, Configuration
from outdial.console.visitor import Visitor
from outdial.errors import (
    AccessDeniedException,
    ConditionalOperationFailedException,
    ServiceError,
)

_LATER = {429, 503}
"""What is refused so may be taken later: it came too often, or the store is not there."""

_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
"""Seconds before each further try."""

_MOST_DENIED = 20
"""After so many queues in a row that the visitor may not change, no more are tried."""

_MOST_OF_WORDS = 300


def apply(plan: Plan, visitor: Visitor) -> Iterator[float]:
    """Change the queues of a plan from where it stands, and note what becomes of each."""
    denied = 0
    while plan.left:
        visitor = visitor.anew()
        plan.end = _why_to_end(plan, visitor, denied)
        if plan.end:
            return
        words, is_denied = yield from _change(plan, visitor, plan.rows[plan.at])
        denied = denied + 1 if is_denied else 0
        if words:
            plan.failed[plan.at] = words[:_MOST_OF_WORDS]
        plan.at += 1
        yield 0.0


def _why_to_end(plan: Plan, visitor: Visitor, denied: int) -> str:
    session = plan.owner.session
    if session is not None and session.is_over(visitor.now):
        return "Your session ended."
    if not visitor.is_known:
        return "Your access key was switched off or deleted."
    if denied >= _MOST_DENIED:
        return f"You may not change these: {denied} in a row were refused to you."
    return ""


def _change(plan: Plan, visitor: Visitor, row: Row) -> Generator[float, None, tuple[str, bool]]:
    """Change one queue; give why that was refused, '' if it was not, and whether by policies."""
    request = row.after.request(plan.instance, row.id)
    around = if_unchanged(row.before.fingerprint)
    pauses, is_repeated = iter(_PAUSES), False
    while True:
        try:
            visitor.change(plan.region, OPERATION, request, around)
        except ConditionalOperationFailedException as error:
            # Of a try that was not answered nobody knows what it did: it may have been this.
            is_done = is_repeated and _has(plan, visitor, row)
            return "" if is_done else error.text, False
        except ServiceError as error:
            pause = next(pauses, None) if error.status in _LATER else None
            if pause is None:
                return error.text or error.code, isinstance(error, AccessDeniedException)
            is_repeated = True
            yield pause
        else:
            return "", False


def _has(plan: Plan, visitor: Visitor, row: Row) -> bool:
    """Tell whether a queue has already what it is to have."""
    members = {"InstanceId": plan.instance, "QueueId": row.id}
    try:
        queue = visitor.ask(plan.region, "DescribeQueue", **members)["Queue"]
    except ServiceError:
        return False
    return Configuration.of(queue.get(MEMBER)).by_id == row.after.by_id
