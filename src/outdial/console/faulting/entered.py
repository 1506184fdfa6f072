"""What somebody has entered into the form of a fault, and what it can begin with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple, Self

from outdial.console.forms import Form
from outdial.faults.fault import FaultError

_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """The fields of the form as they were filled in; '' leaves a member out."""

    operation: str = ""
    account: str = ""
    region: str = ""
    instance: str = ""
    error: str = ""
    message: str = ""
    latency: str = ""
    drop: str = ""
    rate: str = ""
    count: str = ""
    seed: str = ""

    @classmethod
    def of(cls, form: Form) -> Self:
        """Read what was sent."""
        return cls(**{each.name: form.one(each.name).strip() for each in fields(cls)})

    @property
    def members(self) -> dict[str, Any]:
        """Give the members of the fault; FaultError tells which field has no number."""
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        members: dict[str, Any] = {name: value for name, value in given.items() if value}
        if self.drop:
            members["drop"] = True
        for name in members.keys() & {"latency", "rate"}:
            members[name] = float(_checked(name, given[name], _NUMBER, "a number"))
        for name in members.keys() & {"count", "seed"}:
            members[name] = int(_checked(name, given[name], _WHOLE, "a whole number"))
        return members


class Preset(NamedTuple):
    """Something to begin with, and what it is called."""

    title: str
    entered: Entered


PRESETS: Mapping[str, Preset] = {
    "throttling": Preset(
        "Three of ten changes of a caller configuration are throttled",
        Entered(
            operation="UpdateQueueOutboundCallerConfig", error="ThrottlingException", rate="0.3"
        ),
    ),
    "slow": Preset("Every answer comes 3 seconds late", Entered(operation="*", latency="3")),
    "once": Preset(
        "The next call meets an error of the service",
        Entered(operation="*", error="InternalServiceException", count="1"),
    ),
    "broken": Preset(
        "The connection of one call in ten breaks",
        Entered(operation="*", drop="on", rate="0.1"),
    ),
    "denied": Preset(
        "The next change of a caller configuration is denied",
        Entered(
            operation="UpdateQueueOutboundCallerConfig", error="AccessDeniedException", count="1"
        ),
    ),
}
"""What the form can be filled in with, by names."""


def _checked(member: str, text: str, form: re.Pattern[str], what: str) -> str:
    if not form.fullmatch(text):
        raise FaultError(f"This is not {what} that a fault can have", member=member)
    return text
