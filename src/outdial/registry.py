"""The table of operations: which function answers which, and the homes it touches."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from outdial.access.identity import Caller
from outdial.call import Call

Homes = Callable[[Caller, dict[str, Any]], tuple[str, ...]]
F = TypeVar("F", bound=Callable[[Call, Any], Any])


@dataclass(frozen=True, slots=True)
class Handler:
    """A served operation."""

    run: Callable[[Call, Any], Any]
    homes: Homes


HANDLERS: dict[tuple[str, str], Handler] = {}


def homes_of_instance(caller: Caller, params: dict[str, Any]) -> tuple[str, ...]:
    """Name the account and Region of the call, and the instance that it names, if any."""
    instance_id = str(params.get("InstanceId") or "").rpartition("/")[2]
    return (caller.scope.home, instance_id) if instance_id else (caller.scope.home,)


def operation(
    name: str, *, service: str = "connect", homes: Homes = homes_of_instance
) -> Callable[[F], F]:
    """Register the function that answers an operation; a second one for it is a mistake."""

    def register(function: F) -> F:
        key = (service, name)
        if key in HANDLERS:
            raise ValueError(f"two functions answer {key}")
        HANDLERS[key] = Handler(function, homes)
        return function

    return register
