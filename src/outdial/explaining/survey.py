"""What came out for many principals and several calls, without why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outdial.access.authorization import decide_call
from outdial.access.layers import layers_of
from outdial.access.policy.decision import Outcome
from outdial.access.resources import asked_by
from outdial.access.surroundings import Surroundings
from outdial.domain.arns import Scope
from outdial.explaining.inputs import Inputs
from outdial.explaining.principals import Finder
from outdial.explaining.question import Question, QuestionError
from outdial.mirroring import Sides
from outdial.registry import HANDLERS
from outdial.store.transaction import Transaction, run
from outdial.wire.model import Operation

if TYPE_CHECKING:
    from outdial.app import App


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """A principal as it was named, how people call it, and what came out for each call."""

    principal: str
    title: str
    outcomes: tuple[Outcome, ...]


def survey(
    app: "App",
    principals: Sequence[str],
    questions: Sequence[Question],
    scope: Scope,
    surroundings: Surroundings,
) -> list[Surveyed]:
    """Put calls of Connect before the policies of principals, each named as in a question.

    Whom the questions are about does not count. A principal that is gone is left out; what the
    calls name must be there, else QuestionError.
    """

    def work(tx: Transaction) -> list[Surveyed]:
        sides = Sides(tx, scope, surroundings.now, app.settings.mirroring_delay)
        calls = [
            (question.model, Inputs(question, question.model, sides).make())
            for question in questions
        ]
        return list(_surveyed(app, principals, calls, sides, surroundings))

    return run(app.store, work, writes=False)


def _surveyed(
    app: "App",
    principals: Sequence[str],
    calls: Sequence[tuple[Operation, dict[str, Any]]],
    sides: Sides,
    surroundings: Surroundings,
) -> Iterator[Surveyed]:
    tx, settings = sides.tx, app.settings
    finder = Finder(tx, sides.scope, "connect", surroundings.now)
    for principal in principals:
        try:
            named = finder.find(principal)
        except QuestionError:
            continue
        layers = layers_of(named.caller, tx, settings)
        outcomes = tuple(
            decide_call(
                asked_by(named.caller, operation, params, tx, settings),
                layers,
                HANDLERS[operation.key],
                surroundings,
                sides.enter,
            ).outcome
            for operation, params in calls
        )
        yield Surveyed(principal=principal, title=named.title, outcomes=outcomes)
