"""The plans that there are: in memory alone, for as long as their sessions last."""

from datetime import datetime
from threading import Lock

from outdial.console.bulk.plan import Plan, State
from outdial.console.bulk.work import Work
from outdial.console.sessions import Session

MOST, MOST_OF_ONE = 20, 5
"""So many plans are kept of all visitors, and of one session; the oldest goes for another one."""

MOST_REMEMBERED = 300_000
"""So many queues are remembered by all plans together: about 100 MB."""

MOST_AT_WORK = 8
"""So many plans are made or applied at a time."""


class TooMuchError(Exception):
    """There is too much going on for another plan."""


class Plans:
    """Plans by their ids; threads may come side by side."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._plans: dict[str, Plan] = {}
        self._works: dict[str, Work] = {}
        self._is_closed = False

    def begin(self, plan: Plan, work: Work, now: datetime) -> None:
        """Keep a plan, if it is new, and begin to work on it; TooMuchError if that is too much.

        Of one visitor one plan is made at a time, and another one applied.
        """
        with self._lock:
            self._forget_old(plan, now)
            is_new = plan.id not in self._plans
            state: State = "making" if is_new else "applying"
            at_work = [each for each in self._plans.values() if each.is_at_work]
            if self._is_closed or plan in at_work or len(at_work) >= MOST_AT_WORK:
                raise TooMuchError
            if any(each.state == state and _same_visitor(each, plan) for each in at_work):
                raise TooMuchError
            plan.state = state
            self._plans[plan.id] = plan
            self._works[plan.id] = work
            work.begin()

    def find(self, plan_id: str, session: Session | None) -> Plan | None:
        """Find a plan of a session; None if there is none."""
        plan = self._plans.get(plan_id)
        return plan if plan is not None and plan.owner.session is session else None

    def of(self, session: Session | None, region: str, instance: str) -> list[Plan]:
        """List a session's plans for an instance, the newest first."""
        with self._lock:
            plans = list(self._plans.values())
        return [
            plan
            for plan in reversed(plans)
            if plan.owner.session is session and (plan.region, plan.instance) == (region, instance)
        ]

    def stop(self, plan: Plan) -> None:
        """Have the work on a plan stop after the step that it is at, and wait for that."""
        work = self._works.get(plan.id)
        if work is not None:
            work.stop()

    def forget(self, plan: Plan) -> None:
        """Stop the work on a plan, and forget it."""
        self.stop(plan)
        with self._lock:
            self._drop(plan)

    def close(self) -> None:
        """Stop all work, and wait until it has stopped; nothing can be begun any more."""
        with self._lock:
            self._is_closed = True
            works = list(self._works.values())
        for work in works:
            work.stop()

    def _forget_old(self, newest: Plan, now: datetime) -> None:
        """Make room for one more plan; those that are worked on stay."""
        idle = [plan for plan in self._plans.values() if not plan.is_at_work and plan is not newest]
        for plan in idle:
            session = plan.owner.session
            if session is not None and session.is_over(now):
                self._drop(plan)
        own = [plan for plan in idle if plan.owner == newest.owner and plan.id in self._plans]
        for plan in own[: max(0, len(own) - MOST_OF_ONE + 1)]:
            self._drop(plan)
        for plan in idle:
            if len(self._plans) < MOST and self._remembered() < MOST_REMEMBERED:
                break
            self._drop(plan)
        if len(self._plans) - (newest.id in self._plans) >= MOST:
            raise TooMuchError

    def _remembered(self) -> int:
        return sum(plan.size for plan in self._plans.values())

    def _drop(self, plan: Plan) -> None:
        self._plans.pop(plan.id, None)
        self._works.pop(plan.id, None)


def _same_visitor(one: Plan, other: Plan) -> bool:
    return one.owner.access_key == other.owner.access_key
