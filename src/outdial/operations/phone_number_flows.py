"""Which flow answers a number's calls."""

from typing import TYPE_CHECKING

from outdial.call import Call
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.instance import Instance
from outdial.domain.phone_number import PhoneNumber, is_usable
from outdial.domain.phone_number_flow import PhoneNumberFlow, refuse_unfit
from outdial.errors import ResourceNotFoundException
from outdial.operations.phone_numbers import get_number, group_of, homes_of_number
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes


@operation(
    "AssociatePhoneNumberContactFlow",
    homes=homes_of_number,
    on=("phone-number/{PhoneNumberId}", "instance/{InstanceId}/contact-flow/{ContactFlowId}"),
)
def associate_phone_number_contact_flow(
    call: Call, request: "shapes.AssociatePhoneNumberContactFlowRequest"
) -> None:
    """Have a flow answer a number's calls; it takes the place of the one before.

    1. The number must be claimed to the instance, or to an ACTIVE traffic distribution group of
       its pair, and be CLAIMED; from another Region than its own its ARN is needed; else
       ResourceNotFoundException [documented; the error for the first two inferred].
    2. The flow, by id or ARN, must be of type CONTACT_FLOW [inferred], published [documented
       for the console] and not archived [inferred]; else InvalidParameterException [inferred].
    3. DescribePhoneNumber does not tell the flow [observed]; ListFlowAssociations does
       [documented].
    4. The association is mirrored to the other Region of a pair [documented].
    """
    instance = call.instance(request["InstanceId"])
    number = _number(call, instance, request["PhoneNumberId"])
    flow = call.get(ContactFlow, instance, request["ContactFlowId"])  # F3
    refuse_unfit(flow)
    call.tx.put(_tie(call, instance, number, flow.id))


@operation(
    "DisassociatePhoneNumberContactFlow",
    homes=homes_of_number,
    on=("phone-number/{PhoneNumberId}",),
)
def disassociate_phone_number_contact_flow(
    call: Call, request: "shapes.DisassociatePhoneNumberContactFlowRequest"
) -> None:
    """Have no flow answer a number's calls.

    1. The number is found as for AssociatePhoneNumberContactFlow [documented].
    2. A number that has no flow is left without one: no error [chosen].
    """
    instance = call.instance(request["InstanceId"])
    number = _number(call, instance, request["PhoneNumberId"])
    untie(call, instance, number)


def untie(call: Call, instance: Instance, number: PhoneNumber) -> None:
    """Take away the flow that answers a number's calls, if there is one."""
    tie = call.tx.find(PhoneNumberFlow, instance.id, number.id)
    if tie is None and instance.replication:
        # Nothing is here yet, but a tie may be on its way from the other Region: undo it as well.
        tie = _tie(call, instance, number, "")
        call.sides.own(tie)
    if tie is not None:
        call.tx.delete(tie)


def _tie(call: Call, instance: Instance, number: PhoneNumber, flow_id: str) -> PhoneNumberFlow:
    return PhoneNumberFlow(
        id=number.id,
        instance_id=instance.id,
        number_arn=number.arn,
        flow_id=flow_id,
        **call.stamp,
    )


def _number(call: Call, instance: Instance, text: str) -> PhoneNumber:
    number = get_number(call, text)
    if not is_usable(number, group_of(call, number), instance, call.now):
        raise ResourceNotFoundException("Phone number not found")  # F2
    return number
