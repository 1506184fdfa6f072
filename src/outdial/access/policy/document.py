"""Policies: documents that were checked, with all that can be known of them worked out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from outdial.access.policy.arns import resource_tokens
from outdial.access.policy.checks import Kind, check
from outdial.access.policy.conditions import Test, condition
from outdial.access.policy.context import Keys
from outdial.access.policy.grammar import VERSION, ConditionText, StatementText, read_document
from outdial.access.policy.malformed import MalformedPolicy
from outdial.access.policy.matching import Matcher, any_like, glob, tokens, variables_in
from outdial.access.policy.principals import Principals, principals_of
from outdial.access.policy.reading import Span, statement_spans

__all__ = ["Effect", "Kind", "MalformedPolicy", "Policy", "Statement", "parse"]

Effect = Literal["Allow", "Deny"]

_NOTHING = Keys({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement, ready to be asked; actions are asked for in lower case.

    `condition_texts` are the conditions as they are written, one each; `keys` the condition keys
    that the statement looks at, likewise. One that `covers_everything` applies to any resource and
    on no condition.
    """

    effect: Effect
    sid: str
    index: int
    span: Span
    covers_action: Callable[[str], bool]
    covers_resource: Matcher
    covers_everything: bool
    conditions: Sequence[Test]
    condition_texts: Sequence[ConditionText]
    keys: Sequence[str]
    principals: Principals | None

    @property
    def line(self) -> int:
        """The line of the document at which the statement begins."""
        return self.span.line

    def applies(self, arn: str, keys: Keys) -> bool:
        """Tell whether a statement that covers the action applies to a resource."""
        if not self.covers_resource(arn, keys):
            return False
        return not self.conditions or all(holds(keys) for holds in self.conditions)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Policy:
    """A policy, ready to be asked. `keys` are those that it looks at, in lower case.

    Two are the same if they are one object.
    """

    name: str
    kind: Kind
    version: str
    allows: Sequence[Statement]
    denies: Sequence[Statement]
    keys: frozenset[str]

    @property
    def statements(self) -> Sequence[Statement]:
        """All statements, in the order of the document."""
        return sorted([*self.allows, *self.denies], key=lambda statement: statement.index)


def parse(text: str, kind: Kind, name: str = "") -> Policy:
    """Read a policy of a kind; its name, or its ARN, is what explanations call it."""
    document = read_document(text)
    check(document, kind)
    variables = document.version == VERSION
    spans = statement_spans(text)
    statements = [
        _statement(statement, index, span, variables=variables)
        for index, (statement, span) in enumerate(zip(document.statements, spans, strict=True))
    ]
    return Policy(
        name=name,
        kind=kind,
        version=document.version,
        allows=tuple(statement for statement in statements if statement.effect == "Allow"),
        denies=tuple(statement for statement in statements if statement.effect == "Deny"),
        keys=frozenset(key.lower() for statement in statements for key in statement.keys),
    )


def _statement(text: StatementText, index: int, span: Span, *, variables: bool) -> Statement:
    return Statement(
        effect=cast("Effect", text.effect),
        sid=text.sid,
        index=index,
        span=span,
        covers_action=_actions(text),
        covers_resource=_resources(text, variables=variables),
        covers_everything=not text.conditions and "*" in text.parts.get("Resource", ()),
        conditions=tuple(
            condition(part.operator, part.key, part.values, variables=variables)
            for part in text.conditions
        ),
        condition_texts=text.conditions,
        keys=list(dict.fromkeys(_keys(text, variables=variables))),
        principals=principals_of(text),
    )


def _actions(text: StatementText) -> Callable[[str], bool]:
    """Make what tells whether an action in lower case is one of the statement's."""
    negated = "NotAction" in text.parts
    names = text.parts["NotAction" if negated else "Action"]
    matches = glob([name.lower() for name in names], variables=False)
    return lambda action: matches(action, _NOTHING) != negated


def _resources(text: StatementText, *, variables: bool) -> Matcher:
    negated = "NotResource" in text.parts
    names = text.parts.get("NotResource" if negated else "Resource", ["*"])
    matches = any_like([resource_tokens(name, variables=variables) for name in names])
    if negated:
        return lambda arn, keys: not matches(arn, keys)
    return matches


def _keys(text: StatementText, *, variables: bool) -> Iterable[str]:
    for part in text.conditions:
        yield part.key
        for value in part.values:
            yield from sorted(variables_in(tokens(value, variables=variables)))
    for name in ("Resource", "NotResource"):
        for resource in text.parts.get(name, ()):
            yield from sorted(variables_in(resource_tokens(resource, variables=variables)))
