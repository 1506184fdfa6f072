"""Contact flows: their content, name, description and state changed."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.access.condition_keys import FLOW_TYPE, INSTANCE_ID, RESOURCE_TAG
from outdial.call import Call
from outdial.domain.contact_flow import ContactFlow, refuse_bad_content
from outdial.domain.instance import Instance
from outdial.errors import InvalidRequestException
from outdial.operations.contact_flows import get_flow, refuse_retiring, refuse_taken_name
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes


@operation(
    "UpdateContactFlowContent",
    on=("instance/{InstanceId}/contact-flow/{ContactFlowId}",),
    keys=(RESOURCE_TAG, FLOW_TYPE, INSTANCE_ID),
)
def update_contact_flow_content(
    call: Call, request: "shapes.UpdateContactFlowContentRequest"
) -> None:
    """Publish new content of a flow, or by `<id>:$SAVED` save it as the draft.

    1. Publishing checks the content whole, and gives up the draft [documented; what becomes of
       the draft chosen].
    2. A draft must be a JSON object of at most 256,000 characters [inferred].
    3. An archived flow takes new content and stays archived [chosen].
    """
    instance = call.instance(request["InstanceId"])
    flow, draft = get_flow(call, instance, request["ContactFlowId"])
    content = request["Content"]
    refuse_bad_content(content, flow.type, saved_only=draft)
    published, saved = (flow.published, content) if draft else (content, None)  # C5
    call.tx.put(replace(flow, published=published, saved=saved, **call.stamp))


@operation(
    "UpdateContactFlowName",
    on=("instance/{InstanceId}/contact-flow/{ContactFlowId}",),
    keys=(RESOURCE_TAG, FLOW_TYPE, INSTANCE_ID),
)
def update_contact_flow_name(call: Call, request: "shapes.UpdateContactFlowNameRequest") -> None:
    """Change a flow's name, its description, or both.

    1. One of them must be there, else InvalidRequestException [inferred from the like
       operations].
    2. What is left out stays; an empty `Description` clears it [chosen].
    """
    name, description = request.get("Name"), request.get("Description")
    if name is None and description is None:
        raise InvalidRequestException("Name or Description must be given")
    instance = call.instance(request["InstanceId"])
    flow = call.get(ContactFlow, instance, request["ContactFlowId"])
    call.tx.put(_renamed(call, instance, flow, name, description))


@operation(
    "UpdateContactFlowMetadata",
    on=("instance/{InstanceId}/contact-flow/{ContactFlowId}",),
    keys=(RESOURCE_TAG, FLOW_TYPE, INSTANCE_ID),
)
def update_contact_flow_metadata(
    call: Call, request: "shapes.UpdateContactFlowMetadataRequest"
) -> None:
    """Change a flow's name or description, archive it, or make it active again.

    1. One of `Name`, `Description` and `ContactFlowState` must be there, else
       InvalidRequestException [documented; the error inferred].
    2. A default flow, or one that a queue, a quick connect or a phone number uses, is not
       archived: InvalidRequestException [documented; the error inferred].
    3. What is left out stays; an empty `Description` clears it [chosen].
    """
    name, description = request.get("Name"), request.get("Description")
    state = request.get("ContactFlowState")
    if name is None and description is None and state is None:
        raise InvalidRequestException("Name, Description or ContactFlowState must be given")
    instance = call.instance(request["InstanceId"])
    flow = call.get(ContactFlow, instance, request["ContactFlowId"])
    if state == "ARCHIVED":
        refuse_retiring(call, flow)  # C8, C9
    renamed = _renamed(call, instance, flow, name, description)
    call.tx.put(replace(renamed, state=state or flow.state))  # C11


def _renamed(
    call: Call, instance: Instance, flow: ContactFlow, name: str | None, description: str | None
) -> ContactFlow:
    if name is not None:
        refuse_taken_name(call, instance, name, own_id=flow.id)
    return replace(
        flow,
        name=flow.name if name is None else name,
        description=flow.description if description is None else description or None,
        **call.stamp,
    )
