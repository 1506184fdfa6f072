"""Replicated instances of all Regions, both sides of each side by side."""

from outdial.console.addresses import address
from outdial.console.pages.above import TOP
from outdial.console.pages.pairs import MOST_QUEUES, Reader
from outdial.console.visit import Page, Visit

_PAIRS = 4
_MOST_PROBLEMS = 10
_MOST_OF_PROBLEM = 300


def show_replicas(visit: Visit) -> Page:
    """Show the pairs: their sides, their groups, and what would break in a failover."""
    reader = Reader(visit.visitor)
    given = visit.query.get("from", "")
    start = int(given) if given.isdecimal() and len(given) < 6 else 0  # noqa: PLR2004 no more exist
    pairs, has_more = reader.read(start, _PAIRS)
    return Page(
        template="replicas.html",
        title="Replicas and traffic distribution groups",
        crumbs=(TOP,),
        values={
            "pairs": pairs,
            "refusals": reader.refusals,
            "most_problems": _MOST_PROBLEMS,
            "most_of_problem": _MOST_OF_PROBLEM,
            "is_first": start == 0,
            "first": address("replicas"),
            "following": address("replicas", **{"from": str(start + _PAIRS)}) if has_more else "",
            "most_queues": MOST_QUEUES,
        },
    )
