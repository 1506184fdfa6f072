"""Quick connects: the record, and where one may lead.

The rules, each with its mark: documented, observed, inferred or chosen.

Q1  The configuration has the member of its type (USER: UserConfig, QUEUE: QueueConfig,
    PHONE_NUMBER: PhoneConfig, FLOW: FlowConfig) and no other: InvalidRequestException.
    [documented; the refusal of others, and the error, inferred]
Q2  The flow is of type AGENT_TRANSFER for a user, QUEUE_TRANSFER for a queue, CONTACT_FLOW for a
    flow, else InvalidRequestException. [documented; the error inferred]
Q3  The flow is published and not archived, else InvalidRequestException. [inferred]
Q4  Queue, flow and user are given by id or ARN, and come back as ids. [observed]
Q5  A user is not looked up: no users are kept. [chosen]
Q6  A name is the quick connect's own in the instance. [documented]
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal

from outdial.domain.contact_flow import ContactFlow
from outdial.domain.queue import Queue
from outdial.domain.resource import Address, Content, Reference
from outdial.errors import InvalidRequestException

QuickConnectType = Literal["USER", "QUEUE", "PHONE_NUMBER", "FLOW"]

MEMBERS: Final[Mapping[QuickConnectType, str]] = {
    "USER": "UserConfig",
    "QUEUE": "QueueConfig",
    "PHONE_NUMBER": "PhoneConfig",
    "FLOW": "FlowConfig",
}
"""The member that configures each type."""

FLOW_TYPES: Final[Mapping[QuickConnectType, str]] = {
    "USER": "AGENT_TRANSFER",
    "QUEUE": "QUEUE_TRANSFER",
    "FLOW": "CONTACT_FLOW",
}
"""The type of flow that each type leads through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a quick connect leads: a type, and the ids or the number that it needs."""

    type: QuickConnectType
    user_id: str | None = None
    queue_id: str | None = None
    phone_number: str | None = None
    flow_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickConnect(Content):
    """A name for a destination that agents transfer contacts to."""

    kind: ClassVar[str] = "quick-connect"
    segment: ClassVar[str] = "transfer-destination"

    name: str
    description: str | None = None
    destination: Destination

    @property
    def unique_name(self) -> str:
        """A quick connect's name is its own in the instance."""
        return self.name  # Q6

    @property
    def references(self) -> tuple[Reference, ...]:
        """The queue and the flow that it leads to."""
        queue_id, flow_id = self.destination.queue_id, self.destination.flow_id
        queue = Address(Queue.kind, self.instance_id, queue_id) if queue_id else None
        flow = Address(ContactFlow.kind, self.instance_id, flow_id) if flow_id else None
        named = (("queue", queue), ("flow", flow))
        return tuple(Reference(relation, target) for relation, target in named if target)


def refuse_malformed_config(config: Mapping[str, Any]) -> None:
    """Refuse a configuration without the member of its type, or with another's."""
    of_type = config["QuickConnectType"]
    wanted = MEMBERS[of_type]
    if wanted not in config:
        raise InvalidRequestException(f"A quick connect of type {of_type} must have {wanted}")  # Q1
    for other in MEMBERS.values():
        if other != wanted and other in config:
            raise InvalidRequestException(
                f"A quick connect of type {of_type} must not have {other}"  # Q1
            )


def refuse_unfit_flow(flow: ContactFlow, of_type: QuickConnectType) -> None:
    """Refuse a flow that a quick connect of this type cannot lead through."""
    if flow.type != FLOW_TYPES[of_type]:
        raise InvalidRequestException(
            f"The flow of a quick connect of type {of_type} must be of type {FLOW_TYPES[of_type]},"
            f" but it is of type {flow.type}"  # Q2
        )
    if flow.published is None:
        raise InvalidRequestException("The flow must be published")  # Q3
    if flow.state == "ARCHIVED":
        raise InvalidRequestException("The flow must not be archived")  # Q3
