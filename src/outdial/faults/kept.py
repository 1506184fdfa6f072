"""Where faults are kept, and what they have done is counted: in one process."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from outdial.faults.fault import Fault


@dataclass(slots=True)
class Planned:
    """A fault with the number of calls that it has matched, and of those that it has struck."""

    id: str
    fault: Fault
    met: int = 0
    struck: int = 0


class Kept(Protocol):
    """Keeps faults, and counts."""

    def add(self, fault: Fault) -> str:
        """Add a fault, and give its id."""
        ...

    def remove(self, id_: str) -> bool:
        """Remove a fault; False if there is none of this id."""
        ...

    def clear(self) -> None:
        """Remove all faults."""
        ...

    def settle(self) -> None:
        """Wait until what was changed here holds wherever the faults do."""
        ...

    def known(self) -> Sequence[Planned]:
        """List the faults that hold, in their order; what they have done may be out of date."""
        ...

    def counted(self) -> Sequence[Planned]:
        """List the faults with what they have done by now."""
        ...

    def strikes(self, planned: Planned) -> bool:
        """Take a call that a fault matches into account, and tell whether it strikes it."""
        ...


class Own:
    """Keeps them in memory."""

    def __init__(self) -> None:
        self._planned: dict[str, Planned] = {}
        self._known: tuple[Planned, ...] = ()
        self._added = 0
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> str:
        """Add a fault, and give its id."""
        with self._lock:
            self._added += 1
            id_ = str(self._added)
            self._planned[id_] = Planned(id_, fault)
            self._known = tuple(self._planned.values())
        return id_

    def remove(self, id_: str) -> bool:
        """Remove a fault; False if there is none of this id."""
        with self._lock:
            removed = self._planned.pop(id_, None)
            self._known = tuple(self._planned.values())
        return removed is not None

    def clear(self) -> None:
        """Remove all faults."""
        with self._lock:
            self._planned.clear()
            self._known = ()

    def settle(self) -> None:
        """Need not wait."""

    def known(self) -> Sequence[Planned]:
        """List the faults in their order."""
        return self._known

    def counted(self) -> Sequence[Planned]:
        """List the faults with what they have done by now."""
        return self._known

    def strikes(self, planned: Planned) -> bool:
        """Take a call that a fault matches into account, and tell whether it strikes it."""
        with self._lock:
            planned.met += 1
            fault = planned.fault
            if fault.count is not None and planned.struck >= fault.count:
                return False  # F3
            hit = fault.is_hit(planned.met)
            planned.struck += hit
            return hit
