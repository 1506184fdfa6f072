"""What a server does to calls: the faults on demand, and the limits in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from outdial.access.limits import TABLE, Limits, Throttling
from outdial.access.throttle import Rate
from outdial.console.pages.above import TOP
from outdial.console.visit import Page, Visit
from outdial.domain.quotas import Quotas
from outdial.errors import AccessDeniedException
from outdial.registry import HANDLERS

_MOST_FAULTS = 30
_MOST_OF_TEXT = 120

QUOTAS: Mapping[str, str] = {
    "instances": "Instances in an account and Region",
    "instance_changes": "Creations and deletions of instances in an account, in 30 days",
    "replicas": "Replicas in an account",
    "traffic_distribution_groups": "Traffic distribution groups of an instance",
    "queues": "Queues in an instance",
    "contact_flows": "Contact flows in an instance",
    "hours_of_operation": "Hours of operation in an instance",
    "quick_connects": "Quick connects in an instance",
    "phone_numbers": "Phone numbers of an instance and its groups",
    "phone_number_turnover": "Claims and releases of numbers in 180 days, in per cent of those",
    "phone_number_rest": "Days before a released number can be claimed again",
    "concurrent_calls": "Calls at a time in an instance",
    "concurrent_chats": "Chats at a time in an instance",
    "concurrent_tasks": "Tasks at a time in an instance",
}
"""What the quotas are, by their names in a file of limits."""


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


def show_limits(visit: Visit) -> Page:
    """Show the faults, to those who may see them, and the limits."""
    faults, hidden = _faults(visit)
    limits = visit.visitor.limits or Limits(throttling=None, quotas=None)
    throttling, quotas = limits.throttling, limits.quotas
    return Page(
        template="limits.html",
        title="Faults and limits",
        crumbs=(TOP,),
        values={
            "faults": [_told(fault) for fault in faults[:_MOST_FAULTS]],
            "count": len(faults),
            "hidden": hidden,
            "most_of_text": _MOST_OF_TEXT,
            "throttling": throttling,
            "rates": _rates(throttling) if throttling else [],
            "quotas": _quotas(quotas) if quotas else [],
        },
    )


def _faults(visit: Visit) -> tuple[list[dict[str, Any]], str]:
    """Read the faults; or none, and why the visitor may not see them."""
    try:
        return visit.visitor.operated().faults.shown(), ""
    except AccessDeniedException as error:
        return [], error.text


def _told(fault: Mapping[str, Any]) -> FaultShown:
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


def _rates(throttling: Throttling) -> list[tuple[str, Rate | None]]:
    """List the operations that are served and have a rate of their own."""
    documented = [name for _, names in TABLE for name in names if ("connect", name) in HANDLERS]
    return [(name, throttling.rate(name)) for name in sorted({*documented, *throttling.operations})]


def _quotas(quotas: Quotas) -> list[tuple[str, int | None]]:
    return [(QUOTAS[name], getattr(quotas, name)) for name in Quotas.__struct_fields__]
