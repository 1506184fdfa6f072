"""The tie between a number and the flow that answers its calls: the record and its rules.

F1  A number has one flow; another one takes its place. [inferred: the operation is a PUT]
F2  The number must be claimed to the instance or to an ACTIVE group of its pair, and CLAIMED;
    else it is not found. [documented; ResourceNotFoundException inferred]
F3  The flow is one of the instance, named by id or ARN; else it is not found. [inferred]
F4  The flow must be of type CONTACT_FLOW, else InvalidParameterException: the other types run
    inside of a call that such a flow has begun. [inferred]
F5  The flow must be published, else InvalidParameterException. [documented for the console]
F6  The flow must not be archived, else InvalidParameterException. [inferred]
F7  The tie belongs to the instance, and is the same in both Regions of a replicated pair.
    [documented]
"""

from dataclasses import dataclass
from typing import ClassVar

from outdial.domain.arns import Scope
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.resource import Address, Content, Reference
from outdial.errors import InvalidParameterException


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumberFlow(Content):
    """The flow that answers a number's calls; its id is the number's."""  # F1, F7

    kind: ClassVar[str] = "phone-number-flow"
    segment: ClassVar[str] = "phone-number-flow"

    number_arn: str
    flow_id: str

    @property
    def references(self) -> tuple[Reference, ...]:
        """The number, wherever it lives, and the flow."""
        _, _, _, region, account, _ = self.number_arn.split(":", 5)
        number = Address(PhoneNumber.kind, Scope(account, region).home, self.id)
        flow = Address(ContactFlow.kind, self.instance_id, self.flow_id)
        return (Reference("number", number), Reference("inbound", flow))


def refuse_unfit(flow: ContactFlow) -> None:
    """Refuse a flow that cannot answer a number's calls."""
    if flow.type != "CONTACT_FLOW":
        raise InvalidParameterException(
            f"The flow must be of type CONTACT_FLOW, but it is of type {flow.type}"  # F4
        )
    if flow.published is None:
        raise InvalidParameterException("The flow must be published")  # F5
    if flow.state == "ARCHIVED":
        raise InvalidParameterException("The flow must not be archived")  # F6
