"""Which flows answer which telephone numbers, read as lists."""

from typing import TYPE_CHECKING, Final

from outdial.access.condition_keys import INSTANCE_ID
from outdial.call import Call
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.instance import Instance
from outdial.domain.outbound_caller import named_numbers
from outdial.domain.phone_number_flow import PhoneNumberFlow
from outdial.paging import read_page
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes

VOICE: Final = "VOICE_PHONE_NUMBER"
"""The only type of association here: telephone numbers with the flows that answer them."""


@operation("ListFlowAssociations", on=("instance/{InstanceId}",), keys=(INSTANCE_ID,))
def list_flow_associations(
    call: Call, request: "shapes.ListFlowAssociationsRequest"
) -> "shapes.ListFlowAssociationsResponse":
    """List the telephone numbers that a flow answers, each with its flow.

    1. Numbers and flows are shown by ARN: the number's own, and the flow's in the Region of the
       call [observed; the Region inferred].
    2. There are associations of telephone numbers only: other types have none [chosen].
    """
    instance = call.instance(request["InstanceId"])
    if request.get("ResourceType", VOICE) != VOICE:
        return {"FlowAssociationSummaryList": []}
    page = read_page(call, request, PhoneNumberFlow, instance.id)
    return {
        "FlowAssociationSummaryList": [_summary(call, tie) for tie in page.records],
        "NextToken": page.next_token,
    }


@operation("BatchGetFlowAssociation", on=("instance/{InstanceId}",))
def batch_get_flow_association(
    call: Call, request: "shapes.BatchGetFlowAssociationRequest"
) -> "shapes.BatchGetFlowAssociationResponse":
    """List the flows that answer the telephone numbers asked for, in their order.

    1. Numbers are named by ARN, or by id in their own Region [documented for ARNs; ids chosen].
    2. A number that no flow answers, or that does not exist, is left out [chosen].
    3. A number that is asked for twice is shown once [chosen].
    """
    instance = call.instance(request["InstanceId"])
    if request.get("ResourceType", VOICE) != VOICE:
        return {"FlowAssociationSummaryList": []}
    found = (_find(call, instance, text) for text in request["ResourceIds"])
    ties = {tie.id: tie for tie in found if tie}
    return {"FlowAssociationSummaryList": [_summary(call, tie) for tie in ties.values()]}


def _find(call: Call, instance: Instance, text: str) -> PhoneNumberFlow | None:
    v1_of = instance if call.settings.accept_v1_number_arn else None
    for named in named_numbers(text, call.scope, v1_of):
        tie = call.tx.find(PhoneNumberFlow, instance.id, named.id)
        if tie and tie.number_arn == named.scope.arn(f"phone-number/{named.id}"):
            return tie
    return None


def _summary(call: Call, tie: PhoneNumberFlow) -> "shapes.FlowAssociationSummary":
    flow = f"instance/{tie.instance_id}/{ContactFlow.segment}/{tie.flow_id}"
    return {"ResourceId": tie.number_arn, "FlowId": call.scope.arn(flow), "ResourceType": VOICE}
