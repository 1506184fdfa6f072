"""What a server does to calls: the faults on demand, and the limits in force."""

from collections.abc import Mapping

from outdial.access.limits import TABLE, Limits, Throttling
from outdial.access.throttle import Rate
from outdial.console.faulting.entered import Entered
from outdial.console.faulting.showing import faults_shown
from outdial.console.pages.above import TOP
from outdial.console.visit import Page, Visit
from outdial.domain.quotas import Quotas
from outdial.faults.fault import FaultError
from outdial.registry import HANDLERS

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


def show_limits(visit: Visit) -> Page:
    """Show the faults, to those who may see them, and the limits."""
    return limits_page(visit)


def limits_page(
    visit: Visit, entered: Entered | None = None, error: FaultError | None = None
) -> Page:
    """Show the same, with a fault that was entered, and why it was refused."""
    limits = visit.visitor.limits or Limits(throttling=None, quotas=None)
    throttling, quotas = limits.throttling, limits.quotas
    return Page(
        template="limits.html",
        title="Faults and limits",
        crumbs=(TOP,),
        status=400 if error else 200,
        values={
            **faults_shown(visit, entered, error),
            "throttling": throttling,
            "rates": _rates(throttling) if throttling else [],
            "quotas": _quotas(quotas) if quotas else [],
        },
    )


def _rates(throttling: Throttling) -> list[tuple[str, Rate | None]]:
    """List the operations that are served and have a rate of their own."""
    documented = [name for _, names in TABLE for name in names if ("connect", name) in HANDLERS]
    return [(name, throttling.rate(name)) for name in sorted({*documented, *throttling.operations})]


def _quotas(quotas: Quotas) -> list[tuple[str, int | None]]:
    return [(QUOTAS[name], getattr(quotas, name)) for name in Quotas.__struct_fields__]
