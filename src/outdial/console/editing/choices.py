"""What a queue's outbound caller may be chosen from: numbers and whisper flows of its instance."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import escape

from outdial.console.named import Directory, Named, tail
from outdial.console.visit import Visit
from outdial.domain.arns import parse_arn
from outdial.domain.number_plan import display
from outdial.errors import ServiceError

_MOST, _MOST_BYTES = 500, 55_000
"""So many are shown, in so many bytes of a page, of which each takes some around its texts."""

_AROUND = 30
_PAGE, _PAGES = 500, 4
"""So many are asked for at once, and so many pages are looked through."""

_MOST_OF_NAME, _MOST_OF_ID = 60, 14
_MOST_GROUPS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One that may be chosen; `value` is what the API is sent, `problem` why it may be refused."""

    value: str
    text: str
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """All that may be chosen, or the first of them; `refusal` says why others are missing."""

    items: tuple[Choice, ...] = ()
    is_cut: bool = False
    refusal: str = ""

    def with_chosen(self, value: str, named: Named | None) -> "Choices":
        """Give the same with what is chosen already, as it is named there."""
        if not value:
            return self
        items = [_same(choice, value) for choice in self.items]
        if all(choice.value != value for choice in items):
            items.insert(0, _unlisted(value, named))
        return replace(self, items=tuple(items))


def number_choices(visit: Visit) -> Choices:
    """List the numbers of an instance and of its traffic distribution groups, as people read them.

    One of the Region of the address is sent by its id, any other by its ARN.
    """
    return _choices(_numbers(visit), lambda number: _number(number, visit.region))


def flow_choices(visit: Visit) -> Choices:
    """List the outbound whisper flows of an instance that are published and not archived."""
    members = {"ContactFlowTypes": ["OUTBOUND_WHISPER"]}
    listed = _listed(visit.ask, "ListContactFlows", "ContactFlowSummaryList", **members)
    return _choices(listed, _flow)


def choices(visit: Visit, directory: Directory, number: str, flow: str) -> tuple[Choices, Choices]:
    """List the numbers and the flows, with those that are chosen already; '' is none."""
    numbers, flows = number_choices(visit), flow_choices(visit)
    return (
        numbers.with_chosen(number, directory.number(number)),
        flows.with_chosen(flow, directory.flow(flow)),
    )


def _choices(
    listed: Iterator[Mapping[str, Any] | None],
    choice: Callable[[Mapping[str, Any]], Choice | None],
) -> Choices:
    """Make choices of what is listed, in the order of their texts; None says that there is more."""
    items: list[Choice] = []
    room, is_cut, refusal = _MOST_BYTES, False, ""
    try:
        for each in listed:
            made = choice(each) if each is not None else None
            room -= _size(made) if made is not None else 0
            if each is None or room < 0 or (made is not None and len(items) == _MOST):
                is_cut = True
                break
            if made is not None:
                items.append(made)
    except ServiceError as error:
        refusal = error.text or error.code
    items.sort(key=lambda item: (item.text.casefold(), item.value))
    return Choices(items=tuple(items), is_cut=is_cut, refusal=refusal)


def _size(choice: Choice) -> int:
    return _AROUND + len(escape(choice.value).encode()) + len(escape(choice.text).encode())


def _listed(
    ask: Callable[..., Mapping[str, Any]], operation: str, member: str, **members: Any
) -> Iterator[Mapping[str, Any] | None]:
    """List something, so many pages of it; None is the last one if there are more."""
    token = None
    for _ in range(_PAGES):
        answer = ask(operation, MaxResults=_PAGE, NextToken=token, **members)
        yield from answer[member]
        token = answer.get("NextToken")
        if token is None:
            return
    yield None


def _numbers(visit: Visit) -> Iterator[Mapping[str, Any] | None]:
    """List the numbers of the instance, then those of each of its groups."""

    def ask(operation: str, **members: Any) -> Mapping[str, Any]:
        return visit.visitor.ask(visit.region, operation, **members)

    operation, member = "ListPhoneNumbersV2", "ListPhoneNumbersSummaryList"
    yield from _listed(ask, operation, member, InstanceId=visit.instance)
    groups = visit.ask("ListTrafficDistributionGroups", MaxResults=_MOST_GROUPS)
    for group in groups["TrafficDistributionGroupSummaryList"]:
        yield from _listed(ask, operation, member, TargetArn=group["Arn"])


def _number(number: Mapping[str, Any], region: str) -> Choice:
    arn, country = number["PhoneNumberArn"], number["PhoneNumberCountryCode"]
    home = parse_arn(arn)
    is_at_home = home is not None and home.scope.region == region
    return Choice(
        value=number["PhoneNumberId"] if is_at_home else arn,
        text=f"{display(number['PhoneNumber'])}, {country}",
    )


def _flow(flow: Mapping[str, Any]) -> Choice | None:
    if flow["ContactFlowStatus"] != "PUBLISHED" or flow["ContactFlowState"] != "ACTIVE":
        return None
    return Choice(value=flow["Id"], text=_short(flow["Name"]))


def _same(choice: Choice, value: str) -> Choice:
    """Give a choice by the id or ARN that it has already been chosen by."""
    return replace(choice, value=value) if tail(choice.value) == tail(value) else choice


def _unlisted(value: str, named: Named | None) -> Choice:
    if named is None or named.text == named.id:
        text = _short(tail(value), _MOST_OF_ID)
    else:
        text = f"{display(named.text)}, {named.country}" if named.country else _short(named.text)
    problem = (named and named.problem) or "not among the choices"
    return Choice(value=value, text=text, problem=problem)


def _short(name: str, most: int = _MOST_OF_NAME) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"
