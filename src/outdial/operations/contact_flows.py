"""Contact flows: made, read, listed, deleted."""

from typing import TYPE_CHECKING

from outdial.access.condition_keys import (
    FLOW_TYPE,
    INSTANCE_ID,
    REQUEST_TAG,
    RESOURCE_TAG,
    TAG_KEYS,
)
from outdial.call import Call, tags_of
from outdial.domain.contact_flow import (
    ContactFlow,
    Shown,
    refuse_bad_content,
    refuse_to_retire,
    sha256,
    shown,
    split_qualifier,
)
from outdial.domain.instance import Instance
from outdial.errors import DuplicateResourceException
from outdial.operations.quotas import refuse_full
from outdial.paging import read_page
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes


@operation(
    "CreateContactFlow",
    on=("instance/{InstanceId}/contact-flow/*",),
    keys=(REQUEST_TAG, TAG_KEYS, FLOW_TYPE, INSTANCE_ID),
)
def create_contact_flow(
    call: Call, request: "shapes.CreateContactFlowRequest"
) -> "shapes.CreateContactFlowResponse":
    """Create a flow, published unless `Status` is SAVED.

    1. Content is checked whole when it is published; what is only saved must be a JSON object of
       at most 256,000 characters [documented; what is asked of a saved one inferred].
    2. `FlowContentSha256` is that of the published content: a flow that is only saved has none
       [documented].
    3. An empty `Description` is none [chosen].
    4. With service quotas, one flow too many is LimitExceededException; archived ones count
       [documented].
    """
    instance = call.instance(request["InstanceId"])
    content, saved_only = request["Content"], request.get("Status") == "SAVED"
    refuse_bad_content(content, request["Type"], saved_only=saved_only)
    refuse_taken_name(call, instance, request["Name"])
    refuse_full(call, "contact_flows", ContactFlow, instance)
    flow = ContactFlow(
        id=call.world.new_id(),
        instance_id=instance.id,
        name=request["Name"],
        type=request["Type"],
        description=request.get("Description") or None,
        published=None if saved_only else content,  # C1
        saved=content if saved_only else None,
        tags=tags_of(request),
        **call.stamp,
    )
    call.tx.put(flow)
    return {
        "ContactFlowId": flow.id,
        "ContactFlowArn": call.arn(flow),
        "FlowContentSha256": flow.content_sha256,  # C6
    }


@operation(
    "DescribeContactFlow",
    on=("instance/{InstanceId}/contact-flow/{ContactFlowId}",),
    keys=(RESOURCE_TAG, FLOW_TYPE, INSTANCE_ID),
)
def describe_contact_flow(
    call: Call, request: "shapes.DescribeContactFlowRequest"
) -> "shapes.DescribeContactFlowResponse":
    """Describe a flow: what is published, or by `<id>:$SAVED` what is saved.

    1. A flow that was never published is ContactFlowNotPublishedException, unless `$SAVED` is
       asked for [documented].
    2. `$SAVED` of a flow without a draft shows what is published [inferred].
    3. `Status` and `FlowContentSha256` are those of the content shown [inferred].
    4. Versions (`<id>:<version>`) are ResourceNotFoundException: no flow has any [chosen].
    """
    instance = call.instance(request["InstanceId"])
    flow, draft = get_flow(call, instance, request["ContactFlowId"])
    return {"ContactFlow": described(call, flow, shown(flow, draft=draft))}


@operation("ListContactFlows", on=("instance/{InstanceId}/contact-flow/*",), keys=(INSTANCE_ID,))
def list_contact_flows(
    call: Call, request: "shapes.ListContactFlowsRequest"
) -> "shapes.ListContactFlowsResponse":
    """List an instance's flows, archived ones too, of all types or of those asked for."""
    instance = call.instance(request["InstanceId"])
    types = request.get("ContactFlowTypes")
    page = read_page(
        call, request, ContactFlow, instance.id, keep=lambda flow: not types or flow.type in types
    )
    return {
        "ContactFlowSummaryList": [
            {
                "Id": flow.id,
                "Arn": call.arn(flow),
                "Name": flow.name,
                "ContactFlowType": flow.type,
                "ContactFlowState": flow.state,
                "ContactFlowStatus": flow.status,
            }
            for flow in page.records
        ],
        "NextToken": page.next_token,
    }


@operation(
    "DeleteContactFlow",
    on=("instance/{InstanceId}/contact-flow/{ContactFlowId}",),
    keys=(RESOURCE_TAG, FLOW_TYPE, INSTANCE_ID),
)
def delete_contact_flow(call: Call, request: "shapes.DeleteContactFlowRequest") -> None:
    """Delete a flow.

    1. It need not be archived before [observed].
    2. A default flow, or one that a queue, a quick connect or a phone number uses, is
       InvalidRequestException [documented for archiving; deleting inferred].
    """
    instance = call.instance(request["InstanceId"])
    flow = call.get(ContactFlow, instance, request["ContactFlowId"])
    refuse_retiring(call, flow)
    call.tx.delete(flow)  # C10


def get_flow(call: Call, instance: Instance, text: str) -> tuple[ContactFlow, bool]:
    """Find a flow by id or ARN, and tell whether its draft is meant."""
    name, draft = split_qualifier(text)
    return call.get(ContactFlow, instance, name), draft  # C7: no id holds a colon


def refuse_taken_name(call: Call, instance: Instance, name: str, own_id: str = "") -> None:
    """Refuse a name that another flow has."""
    holder = call.tx.find_named(ContactFlow, instance.id, name)
    if holder and holder.id != own_id:
        raise DuplicateResourceException("A flow of this name exists already")


def refuse_retiring(call: Call, flow: ContactFlow) -> None:
    """Refuse to archive or delete a flow that must stay."""
    refuse_to_retire(flow, [user for _, user in call.tx.referrers(flow.address)])


def described(call: Call, flow: ContactFlow, seen: Shown) -> "shapes.ContactFlow":
    """Show a flow, with the content chosen, as a caller in this Region reads it."""
    return {
        "Arn": call.arn(flow),
        "Id": flow.id,
        "Name": flow.name,
        "Type": flow.type,
        "State": flow.state,
        "Status": seen.status,
        "Description": flow.description,
        "Content": seen.content,
        "Tags": flow.tags or None,
        "FlowContentSha256": sha256(seen.content),  # C6
        "LastModifiedTime": flow.last_modified_time,
        "LastModifiedRegion": flow.last_modified_region,
    }
