"""Whether an input is of the form that an operation takes; what it says is checked elsewhere."""

from typing import Any

from outdial.explaining.question import QuestionError
from outdial.wire.shape import Shape

_NUMBER = (int, float)
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "blob": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "float": _NUMBER,
    "double": _NUMBER,
    "timestamp": (*_NUMBER, str),
    "list": (list,),
    "map": (dict,),
    "structure": (dict,),
}


def refuse_unfit(shape: Shape, value: Any, place: str) -> None:
    """Refuse a value that is not of its shape, with the place where it stands."""
    if not _is_of(shape.type, value):
        raise QuestionError(f"{place} must be of the type {shape.type}")
    match shape.type:
        case "structure":
            for name, member in value.items():
                if name not in shape.refs:
                    raise QuestionError(f"{place} has no {name}")
                refuse_unfit(shape.members[name], member, f"{place}.{name}")
        case "list":
            for at, item in enumerate(value):
                refuse_unfit(shape.member, item, f"{place}[{at}]")
        case "map":
            for key, item in value.items():
                refuse_unfit(shape.value, item, f"{place}.{key}")


def _is_of(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return name == "boolean"  # which is a number to Python
    return isinstance(value, _TYPES[name])
