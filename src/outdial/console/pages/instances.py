"""The instances of all Regions."""

from collections.abc import Iterator, Mapping
from typing import Any

from outdial.console.visit import Page, Visit
from outdial.console.visitor import Visitor
from outdial.errors import ServiceError

REGIONS = (
    "us-east-1",
    "us-west-2",
    "af-south-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-west-2",
    "us-gov-west-1",
)
"""The Regions in which Connect is offered."""

_PAGES, _PAGE = 5, 10
"""So many pages of a Region's instances are shown: a quota of AWS allows two instances."""


def show_instances(visit: Visit) -> Page:
    """Show the instances of each Region that has any."""
    regions = list(_regions(visit.visitor))
    return Page(template="instances.html", title="Instances", values={"regions": regions})


def _regions(visitor: Visitor) -> Iterator[Mapping[str, Any]]:
    for region in regions_of(visitor):
        try:
            instances, is_cut = instances_of(visitor, region)
        except ServiceError as error:
            if error.code != "AccessDeniedException":
                raise
            if region not in REGIONS:
                continue
            yield {"name": region, "instances": (), "problem": error.text, "is_cut": False}
            continue
        if instances:
            yield {"name": region, "instances": instances, "problem": "", "is_cut": is_cut}


def regions_of(visitor: Visitor) -> Iterator[str]:
    """Give the Regions to look at: where Connect is offered, and where else there are instances.

    Whoever may not look at one of the latter is not told of it.
    """
    yield from REGIONS
    yield from (region for region in visitor.regions() if region not in REGIONS)


def instances_of(visitor: Visitor, region: str) -> tuple[list[Mapping[str, Any]], bool]:
    """Read a Region's instances, so many at most, and tell whether there are more."""
    instances: list[Mapping[str, Any]] = []
    token = None
    for _ in range(_PAGES):
        answer = visitor.ask(region, "ListInstances", MaxResults=_PAGE, NextToken=token)
        instances += answer["InstanceSummaryList"]
        token = answer.get("NextToken")
        if token is None:
            break
    return instances, token is not None
