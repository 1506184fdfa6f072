"""Where quick connects lead: read from a request, and shown in an answer."""

from typing import TYPE_CHECKING, Any

from outdial.call import Call
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.instance import Instance
from outdial.domain.queue import Queue
from outdial.domain.quick_connect import MEMBERS, Destination, refuse_unfit_flow

if TYPE_CHECKING:
    from outdial.wire import shapes

DESTINATIONS = (
    "instance/{InstanceId}/agent/{QuickConnectConfig.UserConfig.UserId}",
    "instance/{InstanceId}/queue/{QuickConnectConfig.QueueConfig.QueueId}",
    "instance/{InstanceId}/contact-flow/{QuickConnectConfig.UserConfig.ContactFlowId}",
    "instance/{InstanceId}/contact-flow/{QuickConnectConfig.QueueConfig.ContactFlowId}",
    "instance/{InstanceId}/contact-flow/{QuickConnectConfig.FlowConfig.ContactFlowId}",
)
"""The resources that a configuration may name."""


def read_destination(
    call: Call, instance: Instance, config: "shapes.QuickConnectConfig"
) -> Destination:
    """Read a configuration that is not malformed, with its queue and flow looked up."""
    of_type = config["QuickConnectType"]
    given: dict[str, Any] = config[MEMBERS[of_type]]  # type: ignore[literal-required] # one of four
    queue, flow, user = given.get("QueueId"), given.get("ContactFlowId"), given.get("UserId")
    led = None if flow is None else call.get(ContactFlow, instance, flow)
    if led:
        refuse_unfit_flow(led, of_type)
    return Destination(  # Q4
        type=of_type,
        user_id=None if user is None else user.rpartition("/")[2],  # Q5
        queue_id=None if queue is None else call.get(Queue, instance, queue).id,
        phone_number=given.get("PhoneNumber"),
        flow_id=None if led is None else led.id,
    )


def shown_destination(destination: Destination) -> "shapes.QuickConnectConfig":
    """Show a configuration: the type, and the member of the type."""
    members = {
        "UserId": destination.user_id,
        "QueueId": destination.queue_id,
        "PhoneNumber": destination.phone_number,
        "ContactFlowId": destination.flow_id,
    }
    config: shapes.QuickConnectConfig = {"QuickConnectType": destination.type}
    config[MEMBERS[destination.type]] = members  # type: ignore[literal-required] # one of four
    return config
