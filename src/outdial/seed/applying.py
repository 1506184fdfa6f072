"""Brings a start state about: what is missing is created, what differs corrected, in order.

What the start state does not speak of stays as it is, so that applying it again changes nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from outdial.app import App, open_app
from outdial.domain.arns import Scope
from outdial.seed.api import Api, RefusedError, in_process
from outdial.seed.centre import Centre, Outcome
from outdial.seed.errors import SeedError
from outdial.seed.flows import ensure_flow
from outdial.seed.hours import ensure_hours
from outdial.seed.instances import ensure_instance
from outdial.seed.numbers import ensure_number
from outdial.seed.queues import ensure_queue
from outdial.seed.quick_connects import ensure_associations, ensure_quick_connect
from outdial.seed.state import Instance, State


class Step(NamedTuple):
    """What was done about one part."""

    part: str
    outcome: Outcome


def apply_to_app(state: State, app: App) -> None:
    """Bring a start state about in an App, after a rehearsal in an empty one.

    The rehearsal finds what only the API can tell, such as a flow's mistakes, before anything
    is changed.
    """
    rehearsal = open_app()
    try:
        _exhaust(rehearsal, state)
    finally:
        rehearsal.close()
    settings = app.settings
    app.settings = replace(settings, claim_delay=timedelta())  # a start waits for nothing
    try:
        _exhaust(app, state)
    finally:
        app.settings = settings


def _exhaust(app: App, state: State) -> None:
    for instance in state.instances:
        scope = Scope(instance.account, instance.region)
        for _ in apply(instance, in_process(app, scope)):
            pass


def apply(instance: Instance, api: Api) -> Iterator[Step]:
    """Bring one instance about, step by step; SeedError names the part that failed."""
    with _naming(f"instance {instance.alias}"):
        centre, outcome = ensure_instance(api, instance)
        yield Step(f"instance {instance.alias}", outcome)
        for part, ensure in _parts(centre, instance):
            with _naming(part):
                outcome = ensure()
            yield Step(part, outcome)


def _parts(centre: Centre, instance: Instance) -> Iterator[tuple[str, Callable[[], Outcome]]]:
    """List the contents, each after what it names."""
    for hours in instance.hours:
        yield f"hours {hours.name}", partial(ensure_hours, centre, hours)
    for flow in instance.flows:
        yield f"flow {flow.name}", partial(ensure_flow, centre, flow)
    for number in instance.numbers:
        name = number.description or number.number
        yield f"number {name}", partial(ensure_number, centre, number)
    for queue in instance.queues:
        yield f"queue {queue.name}", partial(ensure_queue, centre, queue)
    for connect in instance.quick_connects:
        yield f"quick connect {connect.name}", partial(ensure_quick_connect, centre, connect)
    for queue in instance.queues:
        if queue.quick_connects:
            part = f"quick connects of queue {queue.name}"
            yield part, partial(ensure_associations, centre, queue)


@contextmanager
def _naming(part: str) -> Iterator[None]:
    """Tell which part an error is about."""
    try:
        yield
    except (SeedError, RefusedError) as error:
        raise SeedError(f"{part}: {error}") from error
