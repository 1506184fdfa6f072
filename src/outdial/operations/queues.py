"""Queues."""

from typing import TYPE_CHECKING

from outdial.call import Call, tags_of
from outdial.domain.hours_of_operation import HoursOfOperation
from outdial.domain.outbound_caller import NOBODY
from outdial.domain.queue import Queue
from outdial.errors import DuplicateResourceException
from outdial.operations.queue_outbound_caller import (
    get_queue,
    homes_of_caller,
    outbound_caller,
    refuse_malformed_config,
    shown_config,
)
from outdial.paging import read_page
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes


@operation("CreateQueue", homes=homes_of_caller)
def create_queue(call: Call, request: "shapes.CreateQueueRequest") -> "shapes.CreateQueueResponse":
    """Create a standard queue."""
    config = request.get("OutboundCallerConfig")
    if config:
        refuse_malformed_config(config)
    instance = call.instance(request["InstanceId"])
    if call.tx.find_named(Queue, instance.id, request["Name"]):
        raise DuplicateResourceException("A queue of this name exists already")
    hours = call.get(HoursOfOperation, instance, request["HoursOfOperationId"])
    queue = Queue(
        id=call.world.new_id(),
        instance_id=instance.id,
        name=request["Name"],
        description=request.get("Description"),
        hours_of_operation_id=hours.id,
        max_contacts=request.get("MaxContacts"),
        outbound_caller=outbound_caller(call, instance, config) if config else NOBODY,
        tags=tags_of(request),
        **call.stamp,
    )
    call.tx.put(queue)
    return {"QueueId": queue.id, "QueueArn": call.arn(queue)}


@operation("DescribeQueue")
def describe_queue(
    call: Call, request: "shapes.DescribeQueueRequest"
) -> "shapes.DescribeQueueResponse":
    """Describe a queue."""
    instance = call.instance(request["InstanceId"])
    return {"Queue": shown(call, get_queue(call, instance, request["QueueId"]))}


@operation("ListQueues")
def list_queues(call: Call, request: "shapes.ListQueuesRequest") -> "shapes.ListQueuesResponse":
    """List an instance's queues."""
    instance = call.instance(request["InstanceId"])
    page = read_page(call, request, Queue, instance.id)
    return {
        "QueueSummaryList": [
            {
                "Id": queue.id,
                "Arn": call.arn(queue),
                "Name": queue.name,
                "QueueType": "STANDARD",
                "LastModifiedTime": queue.last_modified_time,
                "LastModifiedRegion": queue.last_modified_region,
            }
            for queue in page.records
        ],
        "NextToken": page.next_token,
    }


def shown(call: Call, queue: Queue) -> "shapes.Queue":
    """Show a queue as a caller in this Region reads it."""
    return {
        "Name": queue.name,
        "QueueArn": call.arn(queue),
        "QueueId": queue.id,
        "Description": queue.description,
        "OutboundCallerConfig": shown_config(call, queue),
        "OutboundEmailConfig": queue.outbound_email_address_id
        and {"OutboundEmailAddressId": queue.outbound_email_address_id},
        "HoursOfOperationId": queue.hours_of_operation_id,
        "MaxContacts": queue.max_contacts,
        "Status": queue.status,
        "Tags": queue.tags or None,
        "LastModifiedTime": queue.last_modified_time,
        "LastModifiedRegion": queue.last_modified_region,
    }
