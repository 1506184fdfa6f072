"""Queues: the record."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from outdial.domain.contact_flow import ContactFlow
from outdial.domain.hours_of_operation import HoursOfOperation
from outdial.domain.outbound_caller import NOBODY, OutboundCaller
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
        return tuple(self._references())

    def _references(self) -> Iterator[Reference]:
        hours, home = self.hours_of_operation_id, self.instance_id
        yield Reference("hours", Address(HoursOfOperation.kind, home, hours))
        if number := self.outbound_caller.number:
            yield Reference("number", Address(PhoneNumber.kind, number.home, number.id))
        if flow := self.outbound_caller.flow:
            yield Reference("whisper", Address(ContactFlow.kind, home, flow.id))
