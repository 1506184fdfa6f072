"""Queues: the record."""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, Literal

from outdial.domain.contact_flow import ContactFlow
from outdial.domain.hours_of_operation import HoursOfOperation
from outdial.domain.outbound_caller import NOBODY, CallerFlow, CallerNumber, OutboundCaller
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.resource import Address, Content, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue(Content):
    """A standard queue; the basic one came with the instance and stays as long as it does."""

    kind: ClassVar[str] = "queue"
    segment: ClassVar[str] = "queue"

    name: str
    description: str | None = None
    status: Literal["ENABLED", "DISABLED"] = "ENABLED"
    hours_of_operation_id: str
    max_contacts: int | None = None
    outbound_caller: OutboundCaller = NOBODY
    outbound_email_address_id: str | None = None
    email_address_ids: tuple[str, ...] = ()
    is_basic: bool = False

    @property
    def unique_name(self) -> str:
        """A queue's name is its own in the instance."""
        return self.name

    @property
    def references(self) -> tuple[Reference, ...]:
        """The queue's hours, and its caller's number and whisper flow."""
        caller = self.outbound_caller
        return _references(self.instance_id, self.hours_of_operation_id, caller.number, caller.flow)


@lru_cache(maxsize=4096)
def _references(
    home: str, hours: str, number: CallerNumber | None, flow: CallerFlow | None
) -> tuple[Reference, ...]:
    """Make the references anew only if they change: every change of a queue asks for them twice."""
    references = [Reference("hours", Address(HoursOfOperation.kind, home, hours))]
    if number:
        references.append(Reference("number", Address(PhoneNumber.kind, number.home, number.id)))
    if flow:
        references.append(Reference("whisper", Address(ContactFlow.kind, home, flow.id)))
    return tuple(references)
