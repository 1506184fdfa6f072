"""Input for any operation, made from the model: enough to name every resource that it can."""

from collections.abc import Callable
from typing import Any

from outdial.wire.model import Operation
from outdial.wire.shape import Shape

Text = Callable[[str], str]

_NUMBERS = frozenset({"integer", "long", "double", "float"})
_DEEPEST = 5


def sample_input(
    operation: Operation, text: Text = str.lower, *, whole: bool = True
) -> dict[str, Any]:
    """Fill all members of an operation's input, or those that must be there.

    `text` writes the string that stands at a member's name.
    """
    if operation.input is None:
        return {}
    names = list(operation.input.members) if whole else operation.input.required
    return {name: _sample(operation.input.members[name], name, text, 0) for name in names}


def _sample(shape: Shape, name: str, text: Text, depth: int) -> Any:
    match shape.type:
        case "structure":
            members = shape.members if depth < _DEEPEST else {}
            return {
                each: _sample(member, each, text, depth + 1) for each, member in members.items()
            }
        case "list":
            return [_sample(shape.member, name, text, depth + 1)] if depth < _DEEPEST else []
        case "map":
            return {text(name): _sample(shape.value, name, text, depth + 1)}
        case "boolean":
            return True
        case kind if kind in _NUMBERS:
            return 1
    return text(name)
