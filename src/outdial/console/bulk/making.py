"""Makes plans: looks at queues in small steps, and notes what would become of each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from outdial.console.bulk.change import Change
from outdial.console.bulk.plan import MOST_ROWS, Plan, Row, Unfit
from outdial.console.bulk.trials import Trials
from outdial.console.editing.configuration import MEMBER, Configuration
from outdial.console.finding import Filters, numbers_meant, shows
from outdial.console.visit import Visit
from outdial.errors import ServiceError

_AT_ONCE = 500
_DESCRIBED_AT_ONCE = 50


Source = Callable[[Visit], Iterator[Sequence[Row | Unfit]]]
"""Looks for queues, some in each step."""


@dataclass(frozen=True, slots=True)
class Searched:
    """All queues that filters take."""

    filters: Filters
    change: Change

    def __call__(self, visit: Visit) -> Iterator[list[Row | Unfit]]:
        """Search for them, a page a step."""
        numbers = numbers_meant(visit, self.filters.number) if self.filters.number else None
        token: str | None = None
        while True:
            visit = _anew(visit)
            answer = visit.ask(
                "SearchQueues", MaxResults=_AT_ONCE, NextToken=token, **self.filters.asked
            )
            yield [
                _wish(queue, self.change.of)
                for queue in answer["Queues"]
                if numbers is None or shows(queue, numbers)
            ]
            token = answer.get("NextToken")
            if token is None:
                return


@dataclass(frozen=True, slots=True)
class Chosen:
    """Queues that somebody chose one by one, by their ids."""

    ids: Sequence[str]
    change: Change

    def __call__(self, visit: Visit) -> Iterator[list[Row | Unfit]]:
        """Look each of them up."""
        for start in range(0, len(self.ids), _DESCRIBED_AT_ONCE):
            visit = _anew(visit)
            some = self.ids[start : start + _DESCRIBED_AT_ONCE]
            yield [_described(visit, id_, id_, self.change.of) for id_ in some]


@dataclass(frozen=True, slots=True)
class Undone:
    """The queues that another plan changed, as they were before."""

    rows: Sequence[Row]

    def __call__(self, visit: Visit) -> Iterator[list[Row | Unfit]]:
        """Look each of them up; those that were changed since are left alone."""
        for start in range(0, len(self.rows), _DESCRIBED_AT_ONCE):
            visit = _anew(visit)
            yield [_taken_back(visit, row) for row in self.rows[start : start + _DESCRIBED_AT_ONCE]]


def make(plan: Plan, visit: Visit, source: Source) -> Iterator[float]:
    """Fill a plan, a step each time; what is refused ends it, and stands in its problem."""
    trials = Trials()
    wishes = source(visit)
    while True:
        visit = _anew(visit)
        if not _may_go_on(visit, plan):
            return
        try:
            some = next(wishes, None)
        except ServiceError as error:
            plan.problem = error.text or error.code
            return
        if some is None:
            break
        for each in some:
            _note(plan, visit, each, trials)
        if len(plan.rows) > MOST_ROWS:
            plan.problem = f"More than {MOST_ROWS:,} queues would change: choose fewer at a time."
            return
        yield 0.0
    plan.rows.sort(key=lambda row: (row.name.casefold(), row.id))
    plan.unfit.sort(key=lambda unfit: (unfit.name.casefold(), unfit.id))


def _note(plan: Plan, visit: Visit, wish: Row | Unfit, trials: Trials) -> None:
    plan.looked += 1
    if isinstance(wish, Unfit):
        plan.unfit.append(wish)
    elif wish.before.by_id == wish.after.by_id:
        plan.already += 1
    else:
        why = trials.why_not(visit, wish)
        if why:
            plan.unfit.append(Unfit(wish.id, wish.name, why))
        else:
            plan.rows.append(wish)


def _may_go_on(visit: Visit, plan: Plan) -> bool:
    session = plan.owner.session
    if session is not None and session.is_over(visit.visitor.now):
        plan.problem = "Your session has ended."
    elif not visit.visitor.is_known:
        plan.problem = "Your access key is not known any more."
    return not plan.problem


def _anew(visit: Visit) -> Visit:
    """Let the visitor be looked up again, as their key may have been switched off."""
    return replace(visit, visitor=visit.visitor.anew())


def _wish(queue: Mapping[str, Any], after: Callable[[Configuration], Configuration]) -> Row:
    before = Configuration.of(queue.get(MEMBER))
    return Row(queue["QueueId"], queue["Name"], before, after(before))


def _described(
    visit: Visit, queue_id: str, name: str, after: Callable[[Configuration], Configuration]
) -> Row | Unfit:
    try:
        return _wish(visit.ask("DescribeQueue", QueueId=queue_id)["Queue"], after)
    except ServiceError as error:
        return Unfit(queue_id, name, error.text or error.code)


def _taken_back(visit: Visit, row: Row) -> Row | Unfit:
    wish = _described(visit, row.id, row.name, lambda _: row.before)
    if isinstance(wish, Row) and wish.before.by_id != row.after.by_id:
        return Unfit(wish.id, wish.name, "It was changed since, and is left as it is.")
    return wish
