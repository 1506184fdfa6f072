"""The table of operations: which function answers which, the homes it changes, and its resources.

A store that lets operations run side by side locks the homes that they change. Where one changes
another home too, it is begun again with that home locked: right, but slower than to name it here.

`on` names what IAM must allow, and `keys` the condition keys that policies may ask about, both as
the service authorization reference does.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from outdial.access.condition_keys import INSTANCE_ID, RESOURCE_TAG, Key
from outdial.access.identity import Caller
from outdial.access.resources import On
from outdial.call import Call
from outdial.errors import OperationNotServedException
from outdial.wire.model import Operation

Run = Callable[[Call, Any], Any]
Around = Callable[[Run, Call, Any], Any]
"""What is done around an operation: it is given the operation, its call and its input."""

Homes = Callable[[Caller, dict[str, Any]], tuple[str, ...]]
F = TypeVar("F", bound=Callable[[Call, Any], Any])


@dataclass(frozen=True, slots=True)
class Handler:
    """A served operation.

    Without `on` it must be allowed on anything; `ANYONE` may call it without being allowed to.
    """

    run: Run
    homes: Homes
    on: On | None = None
    keys: tuple[Key, ...] = ()

    def inside(self, around: Around | None) -> "Handler":
        """Give an operation inside of what is done around it, in the same transaction."""
        return self if around is None else replace(self, run=partial(around, self.run))


HANDLERS: dict[tuple[str, str], Handler] = {}


def homes_of_instance(caller: Caller, params: dict[str, Any]) -> tuple[str, ...]:
    """Name the instance that the call names; the account and Region of the call if it is none."""
    return homes_of_region(caller, params)[-1:]


def homes_of_region(caller: Caller, params: dict[str, Any]) -> tuple[str, ...]:
    """Name the account and Region of the call, and the instance that it names, if any."""
    instance_id = str(params.get("InstanceId") or "").rpartition("/")[2]
    return (caller.scope.home, instance_id) if instance_id else (caller.scope.home,)


def operation(
    name: str,
    *,
    service: str = "connect",
    homes: Homes = homes_of_instance,
    on: On | None = None,
    keys: tuple[Key, ...] = (RESOURCE_TAG, INSTANCE_ID),
) -> Callable[[F], F]:
    """Register the function that answers an operation; a second one for it is a mistake."""

    def register(function: F) -> F:
        key = (service, name)
        if key in HANDLERS:
            raise ValueError(f"two functions answer {key}")
        HANDLERS[key] = Handler(function, homes, on, keys)
        return function

    return register


def handler_of(operation: Operation) -> Handler:
    """Give what answers an operation; OperationNotServedException if nothing does."""
    handler = HANDLERS.get(operation.key)
    if handler is None:
        raise not_served(f"{operation.service}:{operation.name}")
    return handler


def not_served(name: str) -> OperationNotServedException:
    """Make the error that says so of a service or an operation."""
    return OperationNotServedException(
        f"Outdial does not serve {name}."
        " GET /_outdial/operations lists the operations that it serves."
    )
