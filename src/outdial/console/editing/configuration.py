"""A queue's outbound caller configuration as it is read and sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, NamedTuple, Self

from outdial.console.named import tail
from outdial.wire.model import load

OPERATION = "UpdateQueueOutboundCallerConfig"
MEMBER = "OutboundCallerConfig"
NAME, NUMBER, FLOW = "OutboundCallerIdName", "OutboundCallerIdNumberId", "OutboundFlowId"
"""The operation that replaces a configuration, and what that is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """A name, a number and a whisper flow, both by id or ARN; '' is none."""

    name: str = ""
    number: str = ""
    flow: str = ""

    @classmethod
    def of(cls, config: Mapping[str, Any] | None) -> Self:
        """Read what the API shows or takes; None is that of a queue that has none."""
        given = config or {}
        return cls(
            name=given.get(NAME) or "",
            number=given.get(NUMBER) or "",
            flow=given.get(FLOW) or "",
        )

    @property
    def members(self) -> dict[str, str]:
        """Give what the API takes, without what is empty: that removes it."""
        members = {NAME: self.name, NUMBER: self.number, FLOW: self.flow}
        return {name: value for name, value in members.items() if value}

    def request(self, instance_id: str, queue_id: str) -> dict[str, Any]:
        """Give the input of the operation that makes it a queue's."""
        return {"InstanceId": instance_id, "QueueId": queue_id, MEMBER: self.members}

    @property
    def fingerprint(self) -> str:
        """Give a short text that another configuration does not have."""
        written = json.dumps([self.name, self.number, self.flow])
        return sha256(written.encode()).hexdigest()[:32]

    @property
    def by_id(self) -> Self:
        """Give the same with ids alone: what two say in the same way, they show and play."""
        return replace(self, number=tail(self.number), flow=tail(self.flow))


class Limits(NamedTuple):
    """How long a text of a configuration may be, in characters."""

    least: int
    most: int


def limits_of(member: str) -> Limits:
    """Read what the service's model says of a text of a configuration."""
    text = load().shapes[MEMBER].members[member]
    return Limits(least=int(text.min or 0), most=int(text.max or 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A configuration in the fields of a form that offers choices.

    `other_number` and `other_flow` name one that was not among the choices, and count if they are
    not empty.
    """

    name: str
    number: str
    flow: str
    other_number: str = ""
    other_flow: str = ""

    @property
    def configuration(self) -> Configuration:
        """Give what was chosen."""
        return Configuration(
            name=self.name,
            number=self.other_number or self.number,
            flow=self.other_flow or self.flow,
        )
