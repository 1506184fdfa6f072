"""What IAM asks of a document that keeps to the grammar, in the order in which it asks.

The order is an observed fact, as of two faults IAM tells one [observed: moto's tests of policy
documents]: the version, the older reader, the statement ids, actions, the form of resources,
the form of actions, that there are resources. What concerns one kind of policy only comes with
the part that it is about [inferred].

The older reader refuses an effect in other letters, dates that are none, and ARNs with too few
parts. It is not asked about types of values other than dates; these are syntax errors here
[inferred].
"""

import re
from collections.abc import Callable, Iterator
from typing import Literal, NoReturn

from outdial.access.policy import malformed
from outdial.access.policy.grammar import VERSION, DocumentText, StatementText
from outdial.access.policy.malformed import MalformedPolicy
from outdial.access.policy.principals import check_principals
from outdial.access.policy.resource_format import (
    fault_of_action,
    fault_of_resource,
    legacy_fault_of_resource,
)

Kind = Literal["identity", "boundary", "session", "scp", "trust", "resource"]

_PLAIN = re.compile("[0-9A-Za-z]*")
_NEW_VERSION_ONLY: frozenset[Kind] = frozenset({"identity", "boundary", "scp"})
_WITH_PRINCIPAL: frozenset[Kind] = frozenset({"trust", "resource"})


def check(document: DocumentText, kind: Kind) -> None:
    """Refuse a document that is no policy of its kind."""
    for ask in (_version, _principals, _older_reader, _sids, _actions, _resources):
        ask(document, kind)


def _refuse(sentence: str, place: str, detail: str = "") -> NoReturn:
    raise MalformedPolicy(sentence, place, detail)


def _version(document: DocumentText, kind: Kind) -> None:
    if kind in _NEW_VERSION_ONLY and document.version != VERSION:
        _refuse(malformed.VERSION, "Version", "" if document.states_version else "is missing")


def _principals(document: DocumentText, kind: Kind) -> None:
    for statement in document.statements:
        if kind in _WITH_PRINCIPAL:
            check_principals(statement, trust=kind == "trust")
        elif statement.principals:
            name = next(iter(statement.principals))
            _refuse(malformed.NO_PRINCIPAL_ALLOWED, f"{statement.place}.{name}")


def _older_reader(document: DocumentText, _kind: Kind) -> None:
    for statement in document.statements:
        if statement.effect not in {"Allow", "Deny"}:
            _refuse(malformed.LEGACY, f"{statement.place}.Effect", "must be Allow or Deny")
        _values(statement)
    if not any(fault for _, fault in _faults(document, "Resource", fault_of_resource)):
        for place, fault in _faults(document, "Resource", legacy_fault_of_resource):
            if fault:
                _refuse(fault, place, "must have the six parts of an ARN")


def _values(statement: StatementText) -> None:
    for condition in statement.conditions:
        comparison = condition.operator.comparison
        for at, value in enumerate(condition.values):
            if comparison.reads(value) is None:
                dates = condition.operator.base.startswith("date")
                sentence = malformed.LEGACY if dates else malformed.SYNTAX
                _refuse(sentence, condition.place, f"value {at + 1} is not {comparison.type}")


def _sids(document: DocumentText, _kind: Kind) -> None:
    seen: set[str] = set()
    for statement in document.statements:
        place = f"{statement.place}.Sid"
        if statement.sid in seen:
            _refuse(malformed.UNIQUE_SIDS, place, f"{statement.sid} stands twice")
        if not _PLAIN.fullmatch(statement.sid):
            _refuse(malformed.PLAIN_SIDS, place)
        seen |= {statement.sid} - {""}


def _actions(document: DocumentText, _kind: Kind) -> None:
    for statement in document.statements:
        if not _has(statement, "Action"):
            _refuse(malformed.NO_ACTIONS, statement.place)


def _resources(document: DocumentText, kind: Kind) -> None:
    _refuse_any(_faults(document, "Resource", fault_of_resource))
    _refuse_any(_faults(document, "Action", fault_of_action))
    for statement in document.statements:
        if kind != "trust" and not _has(statement, "Resource"):
            _refuse(malformed.NO_RESOURCES, statement.place)
        if kind == "trust":
            _trust(statement)


def _trust(statement: StatementText) -> None:
    for name, texts in statement.parts.items():
        if name.endswith("Resource"):
            _refuse(malformed.NO_RESOURCE_ALLOWED, f"{statement.place}.{name}")
        for text in texts:
            if not text.lower().startswith("sts:"):
                _refuse(malformed.ONLY_ASSUME_ROLE, f"{statement.place}.{name}", text)


def _has(statement: StatementText, name: str) -> bool:
    return any(statement.parts.get(part) for part in (name, f"Not{name}"))


def _faults(
    document: DocumentText, name: str, fault_of: Callable[[str], str | None]
) -> Iterator[tuple[str, str | None]]:
    for statement in document.statements:
        for part in (name, f"Not{name}"):
            for at, text in enumerate(statement.parts.get(part, ())):
                yield f"{statement.place}.{part}[{at}]", fault_of(text)


def _refuse_any(faults: Iterator[tuple[str, str | None]]) -> None:
    for place, fault in faults:
        if fault:
            _refuse(fault, place)
