"""Faults in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultShown:
    """A fault in words: which calls it strikes where, with what, how often, and what it has done.

    `met` and `struck` count calls.
    """

    id: str
    operation: str
    places: tuple[str, ...]
    effects: tuple[str, ...]
    share: str
    met: int
    struck: int


def told(fault: Mapping[str, Any]) -> FaultShown:
    """Put a fault into words, given as the server shows it."""
    effects = []
    if fault.get("latency"):
        effects.append(f"answers after {fault['latency']:g} s")
    if fault.get("error"):
        effects.append(fault["error"])
    if fault.get("message"):
        effects.append(f"“{fault['message']}”")
    if fault.get("drop"):
        effects.append("the connection breaks")
    share = f"{fault.get('rate', 1.0) * 100:g} %"
    if count := fault.get("count"):
        share += ", once at most" if count == 1 else f", {count:,} times at most"
    return FaultShown(
        id=fault["id"],
        operation=fault.get("operation", "*"),
        places=tuple(fault[name] for name in ("account", "region", "instance") if fault.get(name)),
        effects=tuple(effects),
        share=share,
        met=fault["met"],
        struck=fault["struck"],
    )
