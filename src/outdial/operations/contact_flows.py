"""Contact flows: made, read, listed, deleted."""

from typing import TYPE_CHECKING

from outdial.call import Call, tags_of
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.flow_content import problems_when_published, problems_when_saved
from outdial.errors import DuplicateResourceException, InvalidContactFlowException
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes


@operation("CreateContactFlow")
def create_contact_flow(
    call: Call, request: "shapes.CreateContactFlowRequest"
) -> "shapes.CreateContactFlowResponse":
    """Create a flow, published unless `Status` is SAVED.

    Content is checked whole when it is published, and for being a JSON object of at most 256,000
    characters when it is only saved [documented; the check of a saved one inferred].
    `FlowContentSha256` is that of the published content, so a flow that is only saved has none
    [documented].
    """
    instance = call.instance(request["InstanceId"])
    content, saved_only = request["Content"], request.get("Status") == "SAVED"
    refuse_bad_content(content, request["Type"], saved_only=saved_only)
    if call.tx.find_named(ContactFlow, instance.id, request["Name"]):
        raise DuplicateResourceException("A flow of this name exists already")
    flow = ContactFlow(
        id=call.world.new_id(),
        instance_id=instance.id,
        name=request["Name"],
        type=request["Type"],
        description=request.get("Description"),
        published=None if saved_only else content,
        saved=content if saved_only else None,
        tags=tags_of(request),
        **call.stamp,
    )
    call.tx.put(flow)
    return {
        "ContactFlowId": flow.id,
        "ContactFlowArn": call.arn(flow),
        "FlowContentSha256": flow.content_sha256,
    }


def refuse_bad_content(content: str, flow_type: str, *, saved_only: bool) -> None:
    """Refuse content that cannot be saved or published, naming each problem."""
    problems = (
        problems_when_saved(content) if saved_only else problems_when_published(content, flow_type)
    )
    if problems:
        raise InvalidContactFlowException(problems)
