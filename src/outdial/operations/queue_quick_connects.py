"""The quick connects of queues."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.call import Call
from outdial.domain.instance import Instance
from outdial.domain.queue import Queue
from outdial.domain.queue_quick_connects import QueueQuickConnects, joined, without
from outdial.domain.quick_connect import QuickConnect
from outdial.operations.queue_outbound_caller import get_queue
from outdial.operations.quick_connects import summary
from outdial.paging import read_token, write_token
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes


@operation(
    "AssociateQueueQuickConnects",
    on=(
        "instance/{InstanceId}/queue/{QueueId}",
        "instance/{InstanceId}/transfer-destination/{QuickConnectIds}",
    ),
)
def associate_queue_quick_connects(
    call: Call, request: "shapes.AssociateQueueQuickConnectsRequest"
) -> None:
    """Offer quick connects in a queue, at most 50 at a time and 700 in all.

    1. More than 700 is LimitExceededException [documented; the error inferred].
    2. One that is there already stays, and is no error [chosen].
    3. The queue's own `LastModifiedTime` stays: the list has one of its own [chosen].
    """
    instance = call.instance(request["InstanceId"])
    queue = get_queue(call, instance, request["QueueId"])
    associate(call, instance, queue, request["QuickConnectIds"])


@operation(
    "DisassociateQueueQuickConnects",
    on=(
        "instance/{InstanceId}/queue/{QueueId}",
        "instance/{InstanceId}/transfer-destination/{QuickConnectIds}",
    ),
)
def disassociate_queue_quick_connects(
    call: Call, request: "shapes.DisassociateQueueQuickConnectsRequest"
) -> None:
    """Offer quick connects in a queue no longer.

    1. One that does not exist is ResourceNotFoundException [inferred].
    2. One that exists and is not offered is no error [chosen].
    """
    instance = call.instance(request["InstanceId"])
    queue = get_queue(call, instance, request["QueueId"])
    offered, ids = _offered(call, queue), _ids(call, instance, request["QuickConnectIds"])
    call.tx.put(replace(offered, ids=without(offered.ids, ids), **call.stamp))


@operation("ListQueueQuickConnects", on=("instance/{InstanceId}/queue/{QueueId}",))
def list_queue_quick_connects(
    call: Call, request: "shapes.ListQueueQuickConnectsRequest"
) -> "shapes.ListQueueQuickConnectsResponse":
    """List the quick connects that a queue offers.

    1. `LastModifiedTime` and `LastModifiedRegion` are those of the list; until it is first
       changed, those of the queue [documented; the latter chosen].
    """
    instance = call.instance(request["InstanceId"])
    offered = _offered(call, get_queue(call, instance, request["QueueId"]))
    limit, after = request.get("MaxResults") or 100, read_token(call, request)
    ids = [quick_connect_id for quick_connect_id in offered.ids if quick_connect_id > after]
    found = (call.tx.find(QuickConnect, instance.id, each) for each in ids[:limit])
    return {
        "QuickConnectSummaryList": [summary(call, each) for each in found if each],
        "NextToken": write_token(call, request, ids[limit - 1]) if len(ids) > limit else None,
        "LastModifiedTime": offered.last_modified_time,
        "LastModifiedRegion": offered.last_modified_region,
    }


def associate(call: Call, instance: Instance, queue: Queue, ids: Sequence[str]) -> None:
    """Offer quick connects, named by id or ARN, in a queue."""
    offered = _offered(call, queue)
    more = _ids(call, instance, ids)
    call.tx.put(replace(offered, ids=joined(offered.ids, more), **call.stamp))


def forget(call: Call, queue: Queue) -> None:
    """Delete the list of a queue that is being deleted."""
    offered = call.tx.find(QueueQuickConnects, queue.instance_id, queue.id)
    if offered:
        call.tx.delete(offered)


def _offered(call: Call, queue: Queue) -> QueueQuickConnects:
    return call.tx.find(QueueQuickConnects, queue.instance_id, queue.id) or QueueQuickConnects(
        id=queue.id,
        instance_id=queue.instance_id,
        last_modified_time=queue.last_modified_time,  # A5
        last_modified_region=queue.last_modified_region,
    )


def _ids(call: Call, instance: Instance, texts: Sequence[str]) -> list[str]:
    return [call.get(QuickConnect, instance, text).id for text in texts]  # A3
