"""Queues: created, described, listed and deleted."""

from typing import TYPE_CHECKING

from outdial.access.condition_keys import INSTANCE_ID, REQUEST_TAG, TAG_KEYS
from outdial.call import Call, tags_of
from outdial.domain.hours_of_operation import HoursOfOperation
from outdial.domain.outbound_caller import NOBODY
from outdial.domain.queue import Queue
from outdial.errors import DuplicateResourceException, ResourceInUseException
from outdial.operations import queue_quick_connects
from outdial.operations.queue_outbound_caller import (
    get_queue,
    number_to_call_from,
    outbound_caller,
    refuse_malformed_config,
    shown_config,
)
from outdial.operations.quotas import refuse_full, refuse_max_contacts
from outdial.paging import read_page
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.domain.instance import Instance
    from outdial.wire import shapes


@operation(
    "CreateQueue",
    on=(
        "instance/{InstanceId}/queue/*",
        "instance/{InstanceId}/operating-hours/{HoursOfOperationId}",
        number_to_call_from,
        "instance/{InstanceId}/contact-flow/{OutboundCallerConfig.OutboundFlowId}",
        "instance/{InstanceId}/transfer-destination/{QuickConnectIds}",
    ),
    keys=(REQUEST_TAG, TAG_KEYS, INSTANCE_ID),
)
def create_queue(call: Call, request: "shapes.CreateQueueRequest") -> "shapes.CreateQueueResponse":
    """Create a standard queue.

    1. A new queue is ENABLED, and has no limit of contacts and no outbound caller unless they are
       given [documented].
    2. `OutboundCallerConfig` follows R1 to R17 of UpdateQueueOutboundCallerConfig [documented].
    3. A name is the queue's own in the instance, to the letter [documented; the letter chosen].
    4. What is wrong is found in this order: the form of the request, the instance, the name, the
       hours, the number, the flow, the quick connects [chosen].
    5. With service quotas, one queue too many is LimitExceededException [documented], and
       `MaxContacts` must stay below those of calls, chats and tasks together [documented], else
       InvalidParameterException [chosen].
    6. E-mail addresses are not served: the ids of `OutboundEmailConfig` and
       `EmailAddressesConfig` are kept without being looked up [chosen].
    """
    config = request.get("OutboundCallerConfig")
    if config:
        refuse_malformed_config(config)
    instance = call.instance(request["InstanceId"])
    refuse_max_contacts(call, request.get("MaxContacts"))
    refuse_taken_name(call, instance, request["Name"])
    refuse_full(call, "queues", Queue, instance)
    hours = call.get(HoursOfOperation, instance, request["HoursOfOperationId"])
    queue = Queue(
        id=call.world.new_id(),
        instance_id=instance.id,
        name=request["Name"],
        description=request.get("Description"),
        hours_of_operation_id=hours.id,
        max_contacts=request.get("MaxContacts"),
        outbound_caller=outbound_caller(call, instance, config) if config else NOBODY,
        outbound_email_address_id=request.get("OutboundEmailConfig", {}).get(
            "OutboundEmailAddressId"
        ),
        email_address_ids=tuple(
            address["EmailAddressId"] for address in request.get("EmailAddressesConfig", ())
        ),
        tags=tags_of(request),
        **call.stamp,
    )
    call.tx.put(queue)
    if quick_connects := request.get("QuickConnectIds"):
        queue_quick_connects.associate(call, instance, queue, quick_connects)
    return {"QueueId": queue.id, "QueueArn": call.arn(queue)}


def refuse_taken_name(call: Call, instance: "Instance", name: str, but_for: str = "") -> None:
    """Refuse a name that another queue of the instance has."""
    holder = call.tx.find_named(Queue, instance.id, name)
    if holder is not None and holder.id != but_for:
        raise DuplicateResourceException("A queue of this name exists already")


@operation("DescribeQueue", on=("instance/{InstanceId}/queue/{QueueId}",))
def describe_queue(
    call: Call, request: "shapes.DescribeQueueRequest"
) -> "shapes.DescribeQueueResponse":
    """Describe a queue.

    1. `OutboundCallerConfig` is left out if the queue has no name, number and flow [chosen]; how
       a number and a flow are shown, R15 and R16 of UpdateQueueOutboundCallerConfig say.
    2. An agent's own queue is InvalidRequestException [chosen].
    """
    instance = call.instance(request["InstanceId"])
    return {"Queue": shown(call, get_queue(call, instance, request["QueueId"]))}


@operation("ListQueues", on=("instance/{InstanceId}/queue/*",), keys=())
def list_queues(call: Call, request: "shapes.ListQueuesRequest") -> "shapes.ListQueuesResponse":
    """List an instance's queues.

    1. Pages hold 100 queues unless `MaxResults` says otherwise [documented], in the order of
       their ids [chosen].
    2. Agents' own queues are not served: if only `AGENT` is asked for, the list is empty [chosen].
    """
    instance = call.instance(request["InstanceId"])
    wanted = "STANDARD" in (request.get("QueueTypes") or ("STANDARD",))
    page = read_page(call, request, Queue, instance.id, keep=lambda _: wanted)
    return {
        "QueueSummaryList": [_summary(call, queue) for queue in page.records],
        "NextToken": page.next_token,
    }


@operation("DeleteQueue", on=("instance/{InstanceId}/queue/{QueueId}",))
def delete_queue(call: Call, request: "shapes.DeleteQueueRequest") -> None:
    """Delete a queue; its ties to quick connects go with it.

    1. A queue that a quick connect leads to is ResourceInUseException [documented].
    2. The BasicQueue of a new instance is too, whatever its name is by now: on AWS the Basic
       Routing Profile uses it [chosen].
    3. `ResourceId` is the queue's ARN; `ResourceType` is left out, since the model has no such
       type for queues [chosen].
    """
    instance = call.instance(request["InstanceId"])
    queue = get_queue(call, instance, request["QueueId"])
    _refuse_in_use(call, queue)
    queue_quick_connects.forget(call, queue)
    call.tx.delete(queue)


def _refuse_in_use(call: Call, queue: Queue) -> None:
    if queue.is_basic:
        raise ResourceInUseException(
            "The queue is in use by the Basic Routing Profile", ResourceId=call.arn(queue)
        )
    for _, user in call.tx.referrers(queue.address, limit=1):
        raise ResourceInUseException(
            f"The queue is in use by the {user.kind.replace('-', ' ')} {user.id}",
            ResourceId=call.arn(queue),
        )


def shown(call: Call, queue: Queue) -> "shapes.Queue":
    """Show a queue as a caller in this Region reads it."""
    return {
        "Name": queue.name,
        "QueueArn": call.arn(queue),
        "QueueId": queue.id,
        "Description": queue.description,
        "OutboundCallerConfig": shown_config(call, queue),
        "OutboundEmailConfig": _shown_email(queue),
        "HoursOfOperationId": queue.hours_of_operation_id,
        "MaxContacts": queue.max_contacts,
        "Status": queue.status,
        "Tags": queue.tags or None,
        "LastModifiedTime": queue.last_modified_time,
        "LastModifiedRegion": queue.last_modified_region,
    }


def _shown_email(queue: Queue) -> "shapes.OutboundEmailConfig | None":
    address = queue.outbound_email_address_id
    return None if address is None else {"OutboundEmailAddressId": address}


def _summary(call: Call, queue: Queue) -> "shapes.QueueSummary":
    return {
        "Id": queue.id,
        "Arn": call.arn(queue),
        "Name": queue.name,
        "QueueType": "STANDARD",
        "LastModifiedTime": queue.last_modified_time,
        "LastModifiedRegion": queue.last_modified_region,
    }
