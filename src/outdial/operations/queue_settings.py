"""The settings of a queue, one operation each; its outbound caller has a module of its own."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.call import Call
from outdial.domain.hours_of_operation import HoursOfOperation
from outdial.errors import InvalidRequestException
from outdial.operations.queue_outbound_caller import get_queue
from outdial.operations.queues import refuse_taken_name
from outdial.operations.quotas import refuse_max_contacts
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes


@operation("UpdateQueueName", on=("instance/{InstanceId}/queue/{QueueId}",))
def update_queue_name(call: Call, request: "shapes.UpdateQueueNameRequest") -> None:
    """Change the name of a queue, its description, or both.

    1. One of them must be given [documented], else InvalidRequestException [inferred].
    2. What is left out stays as it is [inferred].
    3. An empty `Description` is taken, though the model has a least length of one [observed:
       Terraform sends it with a new name]; it clears the description [inferred].
    """
    name, description = request.get("Name"), request.get("Description")
    if name is None and description is None:
        raise InvalidRequestException("Name or Description must be given")
    instance = call.instance(request["InstanceId"])
    queue = get_queue(call, instance, request["QueueId"])
    if name is not None:
        refuse_taken_name(call, instance, name, but_for=queue.id)
        queue = replace(queue, name=name)
    if description is not None:
        queue = replace(queue, description=description or None)
    call.tx.put(replace(queue, **call.stamp))


@operation("UpdateQueueStatus", on=("instance/{InstanceId}/queue/{QueueId}",))
def update_queue_status(call: Call, request: "shapes.UpdateQueueStatusRequest") -> None:
    """Enable or disable a queue.

    1. A disabled queue takes no new contacts [documented]; its settings can still be changed
       [inferred].
    """
    instance = call.instance(request["InstanceId"])
    queue = get_queue(call, instance, request["QueueId"])
    call.tx.put(replace(queue, status=request["Status"], **call.stamp))


@operation("UpdateQueueMaxContacts", on=("instance/{InstanceId}/queue/{QueueId}",))
def update_queue_max_contacts(call: Call, request: "shapes.UpdateQueueMaxContactsRequest") -> None:
    """Change how many contacts a queue takes before it is full.

    1. Without `MaxContacts` the limit is cleared [observed].
    2. 0 is kept and shown as 0 [chosen].
    3. With service quotas it must stay below those of calls, chats and tasks together
       [documented], else InvalidParameterException [chosen].
    """
    instance = call.instance(request["InstanceId"])
    queue = get_queue(call, instance, request["QueueId"])
    refuse_max_contacts(call, request.get("MaxContacts"))
    call.tx.put(replace(queue, max_contacts=request.get("MaxContacts"), **call.stamp))


@operation(
    "UpdateQueueHoursOfOperation",
    on=(
        "instance/{InstanceId}/queue/{QueueId}",
        "instance/{InstanceId}/operating-hours/{HoursOfOperationId}",
    ),
)
def update_queue_hours_of_operation(
    call: Call, request: "shapes.UpdateQueueHoursOfOperationRequest"
) -> None:
    """Change when a queue is open.

    1. Hours are given by id [documented] or by ARN [inferred], and come back as id [observed].
    """
    instance = call.instance(request["InstanceId"])
    queue = get_queue(call, instance, request["QueueId"])
    hours = call.get(HoursOfOperation, instance, request["HoursOfOperationId"])
    call.tx.put(replace(queue, hours_of_operation_id=hours.id, **call.stamp))


@operation("UpdateQueueOutboundEmailConfig", on=("instance/{InstanceId}/queue/{QueueId}",))
def update_queue_outbound_email_config(
    call: Call, request: "shapes.UpdateQueueOutboundEmailConfigRequest"
) -> None:
    """Change the address that a queue's e-mails come from.

    1. E-mail addresses are not served: the id is kept and shown without being looked up [chosen].
    2. Without an id the address is cleared [inferred, as the outbound caller's members are].
    """
    instance = call.instance(request["InstanceId"])
    queue = get_queue(call, instance, request["QueueId"])
    address = request["OutboundEmailConfig"].get("OutboundEmailAddressId")
    call.tx.put(replace(queue, outbound_email_address_id=address, **call.stamp))
