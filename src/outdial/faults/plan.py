"""The faults of one Outdial, and which of them strikes a call."""

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

import msgspec

from outdial.domain.arns import Scope
from outdial.faults.fault import ERRORS, Fault, FaultError, is_named


class Members(TypedDict, total=False):
    """The members of a fault by their names; `Fault` says what they are."""

    operation: str
    error: str
    message: str
    latency: float
    drop: bool
    rate: float
    count: int
    seed: int
    account: str
    region: str
    instance: str


@dataclass(slots=True)
class Planned:
    """A fault with the number of calls that it has matched, and of those that it has struck."""

    id: str
    fault: Fault
    met: int = 0
    struck: int = 0

    def strikes(self) -> bool:
        """Take a call that it matches into account, and tell whether it strikes it."""
        self.met += 1
        if self.fault.count is not None and self.struck >= self.fault.count:
            return False  # F3
        hit = self.fault.is_hit(self.met)
        self.struck += hit
        return hit


class Faults:
    """The faults of one Outdial; any thread may change them."""

    def __init__(self, served: Collection[tuple[str, str]]) -> None:
        self._served = served
        self._planned: dict[str, Planned] = {}
        self._added = 0
        self._lock = threading.Lock()

    def add(self, **members: Unpack[Members]) -> str:
        """Add a fault and give its id; FaultError says what is wrong with it."""
        return self.plan(members)

    def plan(self, members: Any) -> str:
        """Add a fault that came as JSON, and give its id."""
        try:
            fault = msgspec.convert(members, Fault)
        except msgspec.ValidationError as error:
            raise FaultError(str(error)) from None
        self._refuse_senseless(fault)
        with self._lock:
            self._added += 1
            id_ = str(self._added)
            self._planned[id_] = Planned(id_, fault)
        return id_

    def remove(self, id_: str) -> bool:
        """Remove a fault; False if there is none of this id."""
        with self._lock:
            return self._planned.pop(id_, None) is not None

    def clear(self) -> None:
        """Remove all faults."""
        with self._lock:
            self._planned.clear()

    def shown(self) -> list[dict[str, Any]]:
        """Show the faults in their order: what was given, and what they have done."""
        with self._lock:
            return [
                {"id": planned.id, **_given(planned.fault)}
                | {"met": planned.met, "struck": planned.struck}
                for planned in self._planned.values()
            ]

    def next(self, scope: Scope, key: tuple[str, str], params: Mapping[str, Any]) -> Fault | None:
        """Tell which fault strikes a call, if one does."""
        if not self._planned:
            return None
        instance = str(params.get("InstanceId") or "")
        with self._lock:
            for planned in self._planned.values():
                if planned.fault.matches(scope, key, instance) and planned.strikes():
                    return planned.fault  # F4
        return None

    def _refuse_senseless(self, fault: Fault) -> None:
        if not (fault.error or fault.drop or fault.latency):
            raise FaultError("A fault needs an error, a latency, or drop")
        if fault.error and fault.drop:
            raise FaultError("A dropped connection brings no error: give one of them")
        if fault.error and fault.error not in ERRORS:
            raise FaultError(f"There is no error {fault.error}; there are {', '.join(ERRORS)}")
        if not any(is_named(key, fault.operation) for key in self._served):
            raise FaultError(f"No operation that is served matches {fault.operation}")


def _given(fault: Fault) -> dict[str, Any]:
    """Give the members that are not their defaults."""
    defaults = Fault()
    return {
        name: getattr(fault, name)
        for name in Fault.__struct_fields__
        if getattr(fault, name) != getattr(defaults, name) or name in {"operation", "rate"}
    }
