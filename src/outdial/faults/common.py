"""Faults that all servers of a database have in common.

A server looks for news when a call comes and its last look is a quarter of a second old, so an
idle one asks nothing, and a busy one four times a second. What a fault has done is counted in the
database, one call after the other, whichever server it came to.
"""

import threading
from collections.abc import Sequence
from time import perf_counter, sleep
from typing import TYPE_CHECKING

import msgspec

from outdial.faults.fault import Fault
from outdial.faults.kept import Planned

if TYPE_CHECKING:
    from outdial.store.shared import SharedFaults

NEWS = 0.25
"""A call that begins so many seconds after a change is dealt with by it, at every server."""

_NEVER = float("-inf")


class Common:
    """Keeps them where all servers look."""

    def __init__(self, shared: "SharedFaults") -> None:
        self._shared = shared
        self._known: tuple[Planned, ...] = ()
        self._looked = self._changed = _NEVER
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> str:
        """Add a fault, and give its id."""
        number = self._shared.add(msgspec.json.encode(fault))
        self._change()
        return str(number)

    def remove(self, id_: str) -> bool:
        """Remove a fault; False if there is none of this id."""
        removed = id_.isdecimal() and self._shared.remove(int(id_))
        if removed:
            self._change()
        return removed

    def clear(self) -> None:
        """Remove all faults."""
        if self._shared.clear():
            self._change()

    def settle(self) -> None:
        """Wait until every server has heard of what was changed here."""
        remaining = self._changed + NEWS - perf_counter()
        if remaining > 0:
            sleep(remaining)

    def known(self) -> Sequence[Planned]:
        """List the faults as of a quarter of a second ago at most."""
        if perf_counter() - self._looked >= NEWS:
            with self._lock:
                began = perf_counter()
                if began - self._looked >= NEWS:
                    self._known = tuple(self.counted())
                    self._looked = began
        return self._known

    def counted(self) -> Sequence[Planned]:
        """List the faults with what they have done by now."""
        return [
            Planned(str(number), msgspec.json.decode(body, type=Fault), met, struck)
            for number, body, met, struck in self._shared.all()
        ]

    def strikes(self, planned: Planned) -> bool:
        """Take a call that a fault matches into account, and tell whether it strikes it."""
        number, fault = int(planned.id), planned.fault
        met = self._shared.meet(number)
        return met is not None and fault.is_hit(met) and self._shared.strike(number, fault.count)

    def _change(self) -> None:
        """Look anew at the next call; a look that has begun may not have seen the change."""
        with self._lock:
            self._looked = _NEVER
        self._changed = perf_counter()
