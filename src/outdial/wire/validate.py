"""The model's constraints on what an operation is given, all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from outdial.errors import InvalidParameterException, InvalidRequestException
from outdial.wire.checkers import checker
from outdial.wire.model import Operation
from outdial.wire.violation import Violation

__all__ = ["Violation", "find_violations", "refuse_any"]


def find_violations(operation: Operation, params: Mapping[str, Any]) -> list[Violation]:
    """Find what in an input breaks the model's rules, in the order of the model's members.

    Of a list or a map, the first item that breaks one stands for all.
    """
    check = checker(operation.input) if operation.input else None
    found = check(params) if check else ()
    return [replace(violation, path=violation.path[1:]) for violation in found]


def refuse_any(violations: Sequence[Violation], operation: Operation) -> None:
    """Raise the error of the first violation, if there is one.

    A broken constraint is InvalidParameterException where the operation declares it, a missing
    member InvalidRequestException; if it declares only the other of the two, it is that.
    """
    if not violations:
        return
    first = violations[0]
    parameter, request = (
        error.__name__ in operation.errors
        for error in (InvalidParameterException, InvalidRequestException)
    )
    if request if first.missing else not parameter:
        raise InvalidRequestException(first.text)
    raise InvalidParameterException(first.text)
