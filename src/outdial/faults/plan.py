"""The faults of one Outdial, and which of them strikes a call."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import msgspec

from outdial.domain.arns import Scope
from outdial.faults.common import Common
from outdial.faults.fault import ERRORS, Fault, FaultError, is_named
from outdial.faults.kept import Kept, Own

if TYPE_CHECKING:
    from outdial.store.shared import Shared


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


class Faults:
    """The faults that hold for an App; any thread may change them."""

    def __init__(self, served: Collection[tuple[str, str]], shared: "Shared | None" = None) -> None:
        self._served = served
        self._kept: Kept = Own() if shared is None else Common(shared.faults)

    def add(self, **members: Unpack[Members]) -> str:
        """Add a fault and give its id; FaultError says what is wrong with it."""
        return self.plan(members)

    def plan(self, members: Any) -> str:
        """Add a fault that came as JSON, and give its id."""
        try:
            fault = msgspec.convert(members, Fault)
        except msgspec.ValidationError as error:
            text = str(error)
            raise FaultError(text, member=_member_of(text)) from None
        self._refuse_senseless(fault)
        return self._kept.add(fault)

    def remove(self, id_: str) -> bool:
        """Remove a fault; False if there is none of this id."""
        return self._kept.remove(id_)

    def clear(self) -> None:
        """Remove all faults."""
        self._kept.clear()

    def settle(self) -> None:
        """Wait until what was changed here holds wherever the faults do."""
        self._kept.settle()

    def shown(self) -> list[dict[str, Any]]:
        """Show the faults in their order: what was given, and what they have done."""
        return [
            {"id": planned.id, **_given(planned.fault)}
            | {"met": planned.met, "struck": planned.struck}
            for planned in self._kept.counted()
        ]

    def next(self, scope: Scope, key: tuple[str, str], params: Mapping[str, Any]) -> Fault | None:
        """Tell which fault strikes a call, if one does."""
        known = self._kept.known()
        if not known:
            return None
        instance = str(params.get("InstanceId") or "")
        for planned in known:
            if planned.fault.matches(scope, key, instance) and self._kept.strikes(planned):
                return planned.fault  # F4
        return None

    def _refuse_senseless(self, fault: Fault) -> None:
        if not (fault.error or fault.drop or fault.latency):
            raise FaultError("A fault needs an error, a latency, or drop", member="error")
        if fault.error and fault.drop:
            text = "A dropped connection brings no error: give one of them"
            raise FaultError(text, member="drop")
        if fault.error and fault.error not in ERRORS:
            text = f"There is no error {fault.error}; there are {', '.join(ERRORS)}"
            raise FaultError(text, member="error")
        if not any(is_named(key, fault.operation) for key in self._served):
            text = f"No operation that is served matches {fault.operation}"
            raise FaultError(text, member="operation")


def _member_of(text: str) -> str:
    """Find which member the text of a misfit names."""
    return text.partition("`$.")[2].removesuffix("`")


def _given(fault: Fault) -> dict[str, Any]:
    """Give the members that are not their defaults."""
    defaults = Fault()
    return {
        name: getattr(fault, name)
        for name in Fault.__struct_fields__
        if getattr(fault, name) != getattr(defaults, name) or name in {"operation", "rate"}
    }
