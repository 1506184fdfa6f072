"""Finds an instance's queues: by name and tag as the API searches, by number one by one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from outdial.console.named import tail
from outdial.console.visit import Visit
from outdial.errors import ServiceError
from outdial.paging import FARTHEST

_NUMBER = re.compile(r"\+?[0-9]{4,15}", re.ASCII)
_PUNCTUATION = re.compile(r"[\s().\-]")
_LEAST_ID = 20
"""An id is longer than any number, and may be of digits and hyphens alone."""

_AT_ONCE = 500
_SEARCHES, _READS = 10, 40
"""So often a page asks: where the API compares, and where each queue is looked at here."""

_PAGES_OF_NUMBERS, _PAGE_OF_NUMBERS = 10, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What queues have to have: a text in the name, a tag or its key, and a number that they show.

    '' asks for nothing. A number is given in E.164, by its last digits, by its id or by its ARN.
    """

    name: str = ""
    tag: str = ""
    number: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """Read them from a query or a form."""
        return cls(**{each: given.get(each, "").strip() for each in ("name", "tag", "number")})

    @property
    def fields(self) -> dict[str, str]:
        """Give them as members of a query or a form."""
        return {"name": self.name, "tag": self.tag, "number": self.number}

    @property
    def is_empty(self) -> bool:
        """Tell whether they take every queue."""
        return not (self.name or self.tag or self.number)

    @property
    def asked(self) -> dict[str, Any]:
        """Give the members of SearchQueues that ask for what the API can search by."""
        asked: dict[str, Any] = {}
        if self.name:
            condition = {"FieldName": "name", "Value": self.name, "ComparisonType": "CONTAINS"}
            asked["SearchCriteria"] = {"StringCondition": condition}
        if self.tag:
            key, given, value = self.tag.partition("=")
            tag = {"TagKey": key.strip()} | ({"TagValue": value.strip()} if given else {})
            asked["SearchFilter"] = {"TagFilter": {"TagCondition": tag}}
        return asked


@dataclass(slots=True, kw_only=True)
class Found:
    """So many queues as the API shows them, and the token of those that follow, '' if none do.

    `count` is what the API counted, which knows of no number. `looked` is how many queues were
    looked through if the page is not full; `problem` says what cannot be looked for.
    """

    queues: list[Mapping[str, Any]] = field(default_factory=list)
    token: str = ""
    filters: Filters
    rows: int
    count: int = 0
    looked: int = 0
    problem: str = ""

    @property
    def is_counted(self) -> bool:
        """Tell whether the API has counted just those that are meant."""
        return not self.filters.number

    @property
    def is_exact(self) -> bool:
        """Tell whether there are no more than were counted."""
        return not self.token or (self.count < FARTHEST and self.filters.is_empty)

    @property
    def is_short(self) -> bool:
        """Tell whether it ended before it was full: enough was looked through for one page."""
        return bool(self.token) and len(self.queues) < self.rows


def find_queues(visit: Visit, filters: Filters, *, token: str = "", rows: int) -> Found:
    """Find so many queues at most, and look for them a bounded way."""
    try:
        numbers = numbers_meant(visit, filters.number) if filters.number else None
        return _find(visit, filters, numbers, token, rows)
    except ServiceError as error:
        if error.code not in {"InvalidParameterException", "InvalidRequestException"}:
            raise
        return Found(filters=filters, rows=rows, problem=error.text)


def _find(
    visit: Visit, filters: Filters, numbers: frozenset[str] | None, token: str, rows: int
) -> Found:
    found = Found(filters=filters, rows=rows, token=token)
    for _ in range(_SEARCHES if numbers is None else _READS):
        left = rows - len(found.queues)
        size = left if numbers is None else _AT_ONCE
        answer, taken = _look(visit, filters, numbers, found.token, size)
        if len(taken) > left:  # once more, so that the page ends with the last one that it has
            size = taken[left - 1] + 1
            answer, taken = _look(visit, filters, numbers, found.token, size)
        found.queues += [answer["Queues"][at] for at in taken[:left]]
        found.count = answer.get("ApproximateTotalCount", 0)
        found.token = answer.get("NextToken", "")
        found.looked += FARTHEST if numbers is None else len(answer["Queues"])
        if not found.token or len(found.queues) >= rows:
            break
    return found


def _look(
    visit: Visit, filters: Filters, numbers: frozenset[str] | None, token: str, size: int
) -> tuple[Mapping[str, Any], list[int]]:
    """Ask for queues; give the answer, and at which places those are that are meant."""
    answer = visit.ask("SearchQueues", MaxResults=size, NextToken=token or None, **filters.asked)
    return answer, [
        at for at, queue in enumerate(answer["Queues"]) if numbers is None or shows(queue, numbers)
    ]


def shows(queue: Mapping[str, Any], numbers: frozenset[str]) -> bool:
    """Tell whether a queue shows one of these numbers."""
    config = queue.get("OutboundCallerConfig") or {}
    return tail(config.get("OutboundCallerIdNumberId") or "") in numbers


def numbers_meant(visit: Visit, text: str) -> frozenset[str]:
    """Give the ids of the numbers that somebody means: by E.164, last digits, id or ARN."""
    digits = _PUNCTUATION.sub("", text)
    if len(digits) >= _LEAST_ID or not _NUMBER.fullmatch(digits):
        return frozenset({tail(text)})
    is_whole, token = digits.startswith("+"), None
    meant: set[str] = set()
    for _ in range(_PAGES_OF_NUMBERS):
        answer = visit.ask("ListPhoneNumbers", MaxResults=_PAGE_OF_NUMBERS, NextToken=token)
        meant.update(
            number["Id"]
            for number in answer["PhoneNumberSummaryList"]
            if number["PhoneNumber"].endswith(digits)
            and (not is_whole or number["PhoneNumber"] == digits)
        )
        token = answer.get("NextToken")
        if token is None:
            break
    return frozenset(meant)
