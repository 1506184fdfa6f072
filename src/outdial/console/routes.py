"""Which address shows which page."""

from collections.abc import Callable
from typing import NamedTuple

from outdial.console.addresses import address, is_region
from outdial.console.bulk.doing import act_choosing, act_plan, show_choosing
from outdial.console.bulk.showing import show_plan
from outdial.console.editing.edit import act_edit, show_edit
from outdial.console.editing.undo import act_undo, show_undo
from outdial.console.faulting.acting import act_limits
from outdial.console.pages import newer
from outdial.console.pages.event import show_event
from outdial.console.pages.flows import show_flow, show_flows
from outdial.console.pages.instances import show_instances
from outdial.console.pages.limits import show_limits
from outdial.console.pages.numbers import show_numbers
from outdial.console.pages.queue import show_queue
from outdial.console.pages.queues import show_queues
from outdial.console.pages.replicas import show_replicas
from outdial.console.pages.trail import show_trail
from outdial.console.rights.explained import show_explained
from outdial.console.rights.overview import show_access
from outdial.console.visit import Page, Visit
from outdial.http import Response

Show = Callable[[Visit], Page]
Act = Callable[[Visit], Page | Response]


ROUTES: dict[str, Show] = {
    "": show_instances,
    "{} {}": show_queues,
    "{} {} bulk": show_choosing,
    "{} {} bulk {}": show_plan,
    "{} {} queues {}": show_queue,
    "{} {} queues {} edit": show_edit,
    "{} {} queues {} undo": show_undo,
    "{} {} queues {} access": show_access,
    "{} {} queues {} explain": show_explained,
    "{} {} numbers": show_numbers,
    "{} {} flows": show_flows,
    "{} {} flows {}": show_flow,
}
"""Pages by their addresses: the first part is a Region, the second one an instance's id."""

OVERVIEWS: dict[str, Show] = {
    "event": show_event,
    "limits": show_limits,
    newer.PLACE: newer.show_newer,
    "replicas": show_replicas,
    "trail": show_trail,
}
"""Pages that are no single instance's, by all that their addresses have."""

ACTIONS: dict[str, Act] = {
    "limits": act_limits,
    "{} {} bulk": act_choosing,
    "{} {} bulk {}": act_plan,
    "{} {} queues {} edit": act_edit,
    "{} {} queues {} undo": act_undo,
}
"""What the form of a page does, by the page's address; most pages are only looked at."""

BY_ITSELF = {address(newer.PLACE)}
"""The addresses that a page asks for by itself, so that nobody need be there."""

_PLACES = {0, 1, 3}
"""The parts that stand for something, and do not name a kind of page."""


class Found(NamedTuple):
    """A page, what its form does if it has one, and the parts of its address that vary."""

    show: Show
    act: Act | None
    parts: tuple[str, ...]


def find_page(segments: tuple[str, ...]) -> Found | None:
    """Find the page of an address; None if there is none."""
    if len(segments) == 1 and segments[0] in OVERVIEWS:
        return Found(OVERVIEWS[segments[0]], ACTIONS.get(segments[0]), ())
    form = " ".join("{}" if place in _PLACES else each for place, each in enumerate(segments))
    show = ROUTES.get(form)
    if show is None or "" in segments or (segments and not is_region(segments[0])):
        return None
    parts = tuple(each for place, each in enumerate(segments) if place in _PLACES)
    return Found(show, ACTIONS.get(form), parts)
