"""The answer to a question: every resource that the call needs, put before every policy."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.access.authorization import decide_call
from outdial.access.layers import layers_of
from outdial.access.policy.decision import Decision, Layer
from outdial.access.policy.document import Policy
from outdial.access.policy.evaluate import Layers
from outdial.access.resource_records import find_record
from outdial.access.resources import ANYONE, ANYTHING, Asked, Named, asked_by, resources_of
from outdial.access.surroundings import Surroundings
from outdial.domain.arns import Scope
from outdial.domain.resource import Resource
from outdial.explaining.explanation import Checked, Explanation, Lack
from outdial.explaining.inputs import Inputs
from outdial.explaining.notes import notes_on
from outdial.explaining.principals import Finder
from outdial.explaining.question import Question
from outdial.explaining.remedies import remedies_for
from outdial.explaining.titles import titles_of
from outdial.mirroring import Sides
from outdial.registry import HANDLERS

if TYPE_CHECKING:
    from outdial.settings import Settings
    from outdial.store.transaction import Transaction


def answer(
    question: Question,
    account: str,
    region: str,
    *,
    tx: "Transaction",
    settings: "Settings",
    surroundings: Surroundings,
) -> Explanation:
    """Answer a question about an account; nothing is done but looking."""
    scope = Scope(account, question.region or region)
    operation, now = question.model, surroundings.now
    sides = Sides(tx, scope, now, settings.mirroring_delay)
    named = Finder(tx, scope, operation.service, now).find(question.principal)
    params = Inputs(question, operation, sides).make()
    asked = asked_by(named.caller, operation, params, tx, settings)
    judge = Judge(asked, layers_of(named.caller, tx, settings), surroundings, sides)
    resources = list(judge.check())
    return Explanation(
        principal=asked.principal.arn,
        title=named.title,
        action=asked.action,
        region=scope.region,
        outcome=judge.decision.outcome,
        resources=resources,
        remedies=list(remedies_for(resources, asked.action, named.title, judge.layers)),
        notes=list(notes_on(named, resources, judge.layers, scope, settings)),
    )


class Judge:
    """Puts a call before the policies: before all of them, and before each layer by itself."""

    def __init__(
        self, asked: Asked, layers: Layers, surroundings: Surroundings, sides: Sides
    ) -> None:
        self.layers = layers
        self._asked = asked
        self._handler = HANDLERS[asked.service, asked.operation]
        self._surroundings = surroundings
        self._sides = sides
        self.decision = self._decide(layers)

    def check(self) -> Iterator[Checked]:
        """Tell of each resource what came out, by which statements, and what is missing where."""
        on = self._handler.on
        if on is ANYONE:
            return
        named = resources_of(on or (ANYTHING,), self._asked) or [Named(ANYTHING)]
        alone = {layer: self._decide(layers) for layer, layers in _apart(self.layers)}
        titles = titles_of(named, self._find)
        for at, (one, verdict) in enumerate(zip(named, self.decision.verdicts, strict=True)):
            lacks = [
                Lack(layer=layer, unmet=decision.verdicts[at].unmet)
                for layer, decision in alone.items()
                if decision.verdicts[at].missing
            ]
            yield Checked(
                arn=one.arn,
                title=titles[one.arn],
                outcome=verdict.outcome,
                only_denies=one.only_denies,
                matches=verdict.matches,
                lacks=lacks,
            )

    def _find(self, arn: str) -> Resource | None:
        return find_record(arn, self._asked, self._sides.enter, self._sides.now)

    def _decide(self, layers: Layers) -> Decision:
        enter = self._sides.enter
        return decide_call(
            self._asked, layers, self._handler, self._surroundings, enter, every=True
        )


def _apart(layers: Layers) -> Iterator[tuple[Layer, Layers]]:
    """Give what each layer that must allow says of that by itself, whatever is denied."""
    nothing = Layers(is_root=True)
    if layers.scps is not None:
        yield "scp", replace(nothing, scps=[_allowing(level) for level in layers.scps])
    if not layers.is_root:
        yield "identity", Layers(identity=_allowing(layers.identity))
    if layers.boundary is not None:
        [boundary] = _allowing([layers.boundary])
        yield "boundary", replace(nothing, boundary=boundary)
    if layers.session is not None:
        yield "session", replace(nothing, session=_allowing(layers.session))


def _allowing(policies: Sequence[Policy]) -> list[Policy]:
    return [replace(policy, denies=()) for policy in policies]
