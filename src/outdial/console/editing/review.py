"""A change before it is saved: what it makes of the queue, its calls, and the same by hand."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from outdial.console.editing.as_if import as_if
from outdial.console.editing.configuration import MEMBER, OPERATION, Configuration
from outdial.console.editing.difference import difference
from outdial.console.equivalents import Equivalent
from outdial.console.named import Directory
from outdial.console.preview.calls import Ask, QueueCalls, read_calls
from outdial.console.preview.handset import Screen, screen
from outdial.console.preview.showing import show_handset, show_problems
from outdial.console.visit import Visit
from outdial.domain.outbound_caller import OutboundCaller
from outdial.errors import AccessDeniedException

_MOST_OF_WHISPER = 300


def review(
    visit: Visit, queue: Mapping[str, Any], after: Configuration, caller: OutboundCaller
) -> dict[str, object]:
    """Give what a page shows of a change that is not saved yet.

    `caller` is what the queue will have, as the server has understood `after`.
    """
    before = Configuration.of(queue.get(MEMBER))
    return {
        "difference": difference(before, after, Directory(visit)),
        "equivalent": equivalent(visit, queue, after),
        "calls": _calls(visit, queue["QueueId"], caller),
    }


def equivalent(visit: Visit, queue: Mapping[str, Any], config: Configuration) -> Equivalent:
    """Give the call that makes the change."""
    return Equivalent(
        service="connect",
        operation=OPERATION,
        region=visit.region,
        endpoint=visit.server,
        members=config.request(visit.instance, queue["QueueId"]),
    )


def _calls(visit: Visit, queue_id: str, caller: OutboundCaller) -> dict[str, object]:
    """Show calls as they are and as they will be; or why the visitor may not see them."""
    ask = visit.visitor.ask
    try:
        now = _read(visit, ask, queue_id)
        then = _read(visit, as_if(ask, queue_id, caller), queue_id)
    except AccessDeniedException as error:
        return {"hidden": error.text}
    before, after = _screen(now), _screen(then)
    whisper = " ".join((then.caller.whisper or "").split())
    return {
        "hidden": "",
        "before": show_handset(before, "before"),
        "after": show_handset(after, "after"),
        "notes": after.notes,
        "whisper": whisper[:_MOST_OF_WHISPER],
        "is_cut": len(whisper) > _MOST_OF_WHISPER,
        "flow": then.caller.flow,
        "flow_is_default": then.caller.flow_is_default,
        "number_set_by_flow": then.caller.number_set_by_flow,
        "refusal": then.refusal,
        "problems": _problems(then),
    }


def _read(visit: Visit, ask: Ask, queue_id: str) -> QueueCalls:
    return read_calls(ask, visit.region, visit.instance, queue_id)


def _screen(calls: QueueCalls) -> Screen:
    return screen(calls.caller.name, calls.number)


def _problems(calls: QueueCalls) -> Markup | None:
    return None if calls.problems is None else show_problems(calls.problems)
