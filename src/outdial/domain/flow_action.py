"""What is wrong with one action of a flow; the rules F3 to F12 are listed in `flow_content`."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from outdial.domain import flow_language

LONGEST_IDENTIFIER = 50

_BAD_CHARACTERS = frozenset("%:(\\/)=$,;[]{}")
_BAD_IDENTIFIERS = frozenset(
    {
        "__proto__",
        "constructor",
        "__defineGetter__",
        "__defineSetter__",
        "toString",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "valueOf",
    }
)


def problems(action: object, index: int, flow_type: str, known: AbstractSet[str]) -> Iterator[str]:
    """List what is wrong with the action at this index of a flow that knows these identifiers."""
    if not isinstance(action, dict):
        yield f"Invalid Action. Path: {index}"  # F3
        return
    if not _is_identifier(action.get("Identifier")):
        yield f"Invalid Action identifier. Path: {index}.Identifier"  # F3, F4
    kind = action.get("Type")
    if not isinstance(kind, str) or kind not in flow_language.ACTIONS:
        yield f"Invalid Action type. Path: {index}.Type"  # F3, F6
        kind = ""
    elif not flow_language.is_allowed(kind, flow_type):
        yield f"{kind} is not supported in {flow_type} flows. Path: {index}.Type"  # F7
    yield from _parameter_problems(kind, action.get("Parameters", {}), index)
    yield from _transition_problems(kind, action.get("Transitions", {}), index, known)


def _is_identifier(name: object) -> bool:
    return (
        isinstance(name, str)
        and 0 < len(name) <= LONGEST_IDENTIFIER
        and _BAD_CHARACTERS.isdisjoint(name)
        and name not in _BAD_IDENTIFIERS
    )


def _parameter_problems(kind: str, parameters: object, index: int) -> Iterator[str]:
    if not isinstance(parameters, dict):
        yield f"Invalid Action property value. Path: {index}.Parameter"
    elif kind == "UpdateContactAttributes" and "" in _strings(parameters.get("Attributes")):
        yield "Empty value in Parameters.Attributes"  # F8
    elif "" in _strings(parameters):
        yield f"Invalid Action property value. Path: {index}.Parameter"  # F8


def _strings(value: object) -> Iterator[str]:
    """Find the strings in a JSON value; without recursion, since a value may be deep."""
    rest = [value]
    while rest:
        match rest.pop():
            case str(text):
                yield text
            case list(items):
                rest.extend(items)
            case dict(members):
                rest.extend(members.values())


def _transition_problems(
    kind: str, transitions: object, index: int, known: AbstractSet[str]
) -> Iterator[str]:
    if not isinstance(transitions, dict):
        yield f"Invalid branch. Path: {index}.Transitions"
        return
    branches = list(_branches(transitions))
    if kind in flow_language.ENDING_ACTIONS and branches:
        yield f"Action does not support transitions. Path: {index}.Transitions"  # F11
        return
    if kind and kind not in flow_language.LAST_ACTIONS and not branches:
        yield f"Missing transition. Path: {index}.Transitions"  # F12
    for name, target in branches:
        if not isinstance(target, str) or target not in known:
            yield f"Invalid branch. Path: {index}.{name}"  # F9
    if "" in _strings(_each(transitions.get("Conditions"), "Condition")):
        yield f"Invalid branch. Path: {index}.Evaluate"  # F10


def _branches(transitions: dict[str, object]) -> Iterator[tuple[str, object]]:
    """List where an action leads, each branch with the member that says so."""
    if "NextAction" in transitions:
        yield "NextAction", transitions["NextAction"]
    for group in ("Errors", "Conditions"):
        for target in _each(transitions.get(group), "NextAction"):
            yield group, target


def _each(items: object, member: str) -> list[object]:
    """Take one member of each object of a list; None where it is none."""
    if items is None:
        return []
    if not isinstance(items, list):
        return [None]
    return [item.get(member) if isinstance(item, dict) else None for item in items]
