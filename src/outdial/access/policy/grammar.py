"""The grammar of policies: what a document's parts are, before anything is asked of them.

From "Grammar of the IAM JSON policy language" [documented]. What it does not allow is a syntax
error; what it allows and IAM refuses all the same stands in `checks`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from outdial.access.policy.conditions import Operator, read_operator
from outdial.access.policy.malformed import SYNTAX, MalformedPolicy
from outdial.access.policy.reading import Members, Number, read_json

OLD_VERSION, VERSION = "2008-10-17", "2012-10-17"

_DOCUMENT = ("Version", "Id", "Statement")
_STATEMENT = (
    *("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"),
    *("Resource", "NotResource", "Condition"),
)
_PAIRS = (("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal"))
_EFFECTS = {"allow", "deny"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionText:
    """One key of a condition, with the operator that it stands under."""

    place: str
    operator: Operator
    key: str
    values: Sequence[str]

    @property
    def operator_name(self) -> str:
        """The operator as it is written."""
        return self.place.removesuffix(f".{self.key}").rpartition(".")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementText:
    """A statement as it is written; `parts` are its lists of texts by their names."""

    place: str
    sid: str
    effect: str
    parts: Mapping[str, Sequence[str]]
    principals: Mapping[str, Mapping[str, Sequence[str]]]
    conditions: Sequence[ConditionText]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """A document as it is written; one without a version has the old one [documented]."""

    version: str
    states_version: bool
    statements: Sequence[StatementText]


def read_document(text: str) -> DocumentText:
    """Take a document apart, or refuse it where it leaves the grammar."""
    root = _members(read_json(text), "", _DOCUMENT)
    version = _text(root.get("Version", OLD_VERSION), "Version")
    if version not in {OLD_VERSION, VERSION}:
        _refuse("Version", f"must be {VERSION} or {OLD_VERSION}")
    _text(root.get("Id", ""), "Id")
    return DocumentText(
        version=version,
        states_version="Version" in root,
        statements=[_statement(value, place) for place, value in _statements(root)],
    )


def _refuse(place: str, detail: str) -> NoReturn:
    raise MalformedPolicy(SYNTAX, place, detail)


def _statements(root: Members) -> Iterator[tuple[str, Any]]:
    match root.get("Statement"):
        case Members() as statement:
            yield "Statement", statement
        case [_, *_] as statements:
            for at, statement in enumerate(statements):
                yield f"Statement[{at}]", statement
        case _:
            _refuse("Statement", "must be a statement, or a list of at least one")


def _statement(value: Any, place: str) -> StatementText:
    members = _members(value, place, _STATEMENT)
    for name, other in _PAIRS:
        if name in members and other in members:
            _refuse(place, f"may have {name} or {other}, not both")
    effect = _text(members.get("Effect", ""), f"{place}.Effect")
    if effect.lower() not in _EFFECTS:
        _refuse(f"{place}.Effect", "must be Allow or Deny")
    return StatementText(
        place=place,
        sid=_text(members.get("Sid", ""), f"{place}.Sid"),
        effect=effect,
        parts={
            name: _texts(members[name], f"{place}.{name}")
            for pair in _PAIRS[:2]
            for name in pair
            if name in members
        },
        principals={
            name: _principals(members[name], f"{place}.{name}")
            for name in _PAIRS[2]
            if name in members
        },
        conditions=list(_conditions(members.get("Condition", Members()), f"{place}.Condition")),
    )


def _principals(value: Any, place: str) -> Mapping[str, Sequence[str]]:
    """Give the kinds of principals; a lone `*` is a kind of its own."""
    if value == "*":
        return {"*": ["*"]}
    members = _members(value, place, ("AWS", "Federated", "Service", "CanonicalUser"))
    return {kind: _texts(names, f"{place}.{kind}") for kind, names in members.items()}


def _conditions(value: Any, place: str) -> Iterator[ConditionText]:
    for name, keys in _members(value, place).items():
        operator = read_operator(name)
        under = f"{place}.{name}"
        for key, values in _members(keys, under).items():
            if operator is None:  # one without keys does no harm [observed]
                _refuse(under, "unknown condition operator")
            where = f"{under}.{key}"
            yield ConditionText(
                place=where, operator=operator, key=key, values=_values(values, where)
            )


def _values(value: Any, place: str) -> Sequence[str]:
    values = value if isinstance(value, list) else [value]
    return [_value(item, _at(place, at, value)) for at, item in enumerate(values)]


def _value(value: Any, place: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        _refuse(place, "must be a string, a number or a boolean")
    return str(value)


def _texts(value: Any, place: str) -> Sequence[str]:
    values = value if isinstance(value, list) else [value]
    return [_text(item, _at(place, at, value)) for at, item in enumerate(values)]


def _at(place: str, at: int, value: Any) -> str:
    return f"{place}[{at}]" if isinstance(value, list) else place


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str) or isinstance(value, Number):
        _refuse(place, "must be a string")
    return value


def _members(value: Any, place: str, known: Sequence[str] | None = None) -> Members:
    if not isinstance(value, Members):
        _refuse(place, "must be an object")
    if value.repeated is not None:
        _refuse(_under(place, value.repeated), "stands twice")
    for name in value:
        if known is not None and name not in known:
            _refuse(_under(place, name), "unknown element")
    return value


def _under(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
