"""An instance's phone numbers, and which queues show them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from outdial.console.addresses import address
from outdial.console.named import tail
from outdial.console.pages.above import beside, instance_name, way_to_instance
from outdial.console.visit import Page, Visit
from outdial.errors import ServiceError

_ROWS = 50
_MOST_USERS = 3
"""So many queues are named beside a number; of the rest only how many they are."""

_PAGES, _PAGE = 2, 500
"""So many pages of queues are looked through, and so many queues are on each."""


@dataclass(slots=True, kw_only=True)
class Users:
    """The queues that show numbers, by the numbers' ids; `problem` says what is missing."""

    by_number: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    problem: str = ""


def show_numbers(visit: Visit) -> Page:
    """Show the numbers of an instance and of its traffic distribution groups."""
    name = instance_name(visit)
    answer = visit.ask("ListPhoneNumbers", MaxResults=_ROWS, NextToken=visit.query.get("next"))
    users, token = _users(visit), answer.get("NextToken", "")
    place = (visit.region, visit.instance, "numbers")
    numbers = answer["PhoneNumberSummaryList"]
    return Page(
        template="numbers.html",
        title=f"Phone numbers of {name}",
        crumbs=way_to_instance(visit, name),
        values={
            **beside(visit, "Phone numbers"),
            "numbers": [(number, users.by_number.get(number["Id"], [])) for number in numbers],
            "most_users": _MOST_USERS,
            "problem": users.problem,
            "is_first": "next" not in visit.query,
            "first": address(*place),
            "following": token and address(*place, next=token),
        },
    )


def _users(visit: Visit) -> Users:
    """Look through the queues, so many at most."""
    users, token = Users(), None
    try:
        for _ in range(_PAGES):
            answer = visit.ask("SearchQueues", MaxResults=_PAGE, NextToken=token)
            for queue in answer["Queues"]:
                number = (queue.get("OutboundCallerConfig") or {}).get("OutboundCallerIdNumberId")
                if number:
                    users.by_number.setdefault(tail(number), []).append(queue)
            token = answer.get("NextToken")
            if token is None:
                return users
    except ServiceError as error:
        if error.code != "AccessDeniedException":
            raise
        users.problem = "Which queues show a number is not told: you may not search them."
        return users
    users.problem = f"Only the first {_PAGES * _PAGE:,} queues were looked through."
    return users
