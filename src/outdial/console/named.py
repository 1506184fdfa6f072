"""What a queue names: its number, its whisper flow and its hours, looked up once a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from outdial.console.visit import Visit
from outdial.errors import ServiceError
from outdial.whispers import read_whisper

_PROBLEMS = {
    "AccessDeniedException": "you may not look it up",
    "ContactFlowNotPublishedException": "never published",
    "ResourceNotFoundException": "not found",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A resource by what people call it; `problem` says why it cannot be told or used.

    `text` is the number in E.164, or a name; `whisper` what a flow says.
    """

    id: str
    text: str
    problem: str = ""
    country: str = ""
    type: str = ""
    whisper: str = ""
    number_of_flow: str = ""


class Directory:
    """Looks up by ids, as the visitor and each of them once; '' and None name nothing."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._known: dict[tuple[str, str], Named] = {}

    def number(self, text: str | None) -> Named | None:
        """Look up a claimed number by its id or its ARN."""
        return self._find("number", text, self._read_number)

    def flow(self, text: str | None) -> Named | None:
        """Look up a flow, with what it says."""
        return self._find("flow", text, self._read_flow)

    def hours(self, text: str | None) -> Named | None:
        """Look up hours of operation."""
        return self._find("hours", text, self._read_hours)

    def _find(self, kind: str, text: str | None, read: Callable[[str], Named]) -> Named | None:
        if not text:
            return None
        key = (kind, text)
        if key not in self._known:
            try:
                self._known[key] = read(text)
            except ServiceError as error:
                problem = _PROBLEMS.get(error.code, error.code)
                self._known[key] = Named(id=tail(text), text=tail(text), problem=problem)
        return self._known[key]

    def _read_number(self, text: str) -> Named:
        visit = self._visit
        answer = visit.visitor.ask(visit.region, "DescribePhoneNumber", PhoneNumberId=text)
        number = answer["ClaimedPhoneNumberSummary"]
        status = (number.get("PhoneNumberStatus") or {}).get("Status", "CLAIMED")
        return Named(
            id=number["PhoneNumberId"],
            text=number["PhoneNumber"],
            country=number.get("PhoneNumberCountryCode") or "",
            type=number.get("PhoneNumberType") or "",
            problem="" if status == "CLAIMED" else status,
        )

    def _read_flow(self, text: str) -> Named:
        flow = self._visit.ask("DescribeContactFlow", ContactFlowId=text)["ContactFlow"]
        whisper = read_whisper(flow["Content"])
        return Named(
            id=flow["Id"],
            text=flow["Name"],
            whisper=whisper.text,
            number_of_flow=whisper.number or "",
            problem="archived" if flow.get("State") == "ARCHIVED" else "",
        )

    def _read_hours(self, text: str) -> Named:
        hours = self._visit.ask("DescribeHoursOfOperation", HoursOfOperationId=text)
        described = hours["HoursOfOperation"]
        return Named(id=described["HoursOfOperationId"], text=described["Name"])


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerShown:
    """A queue's outbound caller configuration, with what it names looked up."""

    name: str
    number: Named | None
    flow: Named | None

    @property
    def is_empty(self) -> bool:
        """Tell whether there is none."""
        return not self.name and self.number is None and self.flow is None


def caller_shown(queue: Mapping[str, Any], directory: Directory) -> CallerShown:
    """Look up the caller configuration of a queue."""
    config = queue.get("OutboundCallerConfig") or {}
    return CallerShown(
        name=config.get("OutboundCallerIdName") or "",
        number=directory.number(config.get("OutboundCallerIdNumberId")),
        flow=directory.flow(config.get("OutboundFlowId")),
    )


def tail(text: str) -> str:
    """Give the id at the end of an ARN; an id is its own."""
    return text.rpartition("/")[2]
