"""Queues: the record."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from outdial.domain.contact_flow import ContactFlow
from outdial.domain.outbound_caller import NOBODY, OutboundCaller
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.resource import Address, Content, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue(Content):
    """A standard queue."""

    kind: ClassVar[str] = "queue"
    segment: ClassVar[str] = "queue"

    name: str
    description: str | None = None
    status: Literal["ENABLED", "DISABLED"] = "ENABLED"
    hours_of_operation_id: str
    max_contacts: int | None = None
    outbound_caller: OutboundCaller = NOBODY
    outbound_email_address_id: str | None = None

    @property
    def unique_name(self) -> str:
        """A queue's name is its own in the instance."""
        return self.name

    @property
    def references(self) -> tuple[Reference, ...]:
        """The queue's hours, and its caller's number and whisper flow."""
        hours = Address("hours-of-operation", self.instance_id, self.hours_of_operation_id)
        number, flow = self.outbound_caller.number, self.outbound_caller.flow
        return (
            Reference("hours", hours),
            *(
                [Reference("number", Address(PhoneNumber.kind, number.home, number.id))]
                if number
                else ()
            ),
            *(
                [Reference("whisper", Address(ContactFlow.kind, self.instance_id, flow.id))]
                if flow
                else ()
            ),
        )
