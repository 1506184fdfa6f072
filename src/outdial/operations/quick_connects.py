"""Quick connects: made, read, listed, deleted."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.access.condition_keys import INSTANCE_ID, REQUEST_TAG, TAG_KEYS
from outdial.call import Call, tags_of
from outdial.domain.queue_quick_connects import QueueQuickConnects, without
from outdial.domain.quick_connect import QuickConnect, refuse_malformed_config
from outdial.errors import DuplicateResourceException
from outdial.operations.quick_connect_destination import (
    DESTINATIONS,
    read_destination,
    shown_destination,
)
from outdial.operations.quotas import refuse_full
from outdial.paging import read_page
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes


@operation(
    "CreateQuickConnect",
    on=("instance/{InstanceId}/transfer-destination/*", *DESTINATIONS),
    keys=(REQUEST_TAG, TAG_KEYS, INSTANCE_ID),
)
def create_quick_connect(
    call: Call, request: "shapes.CreateQuickConnectRequest"
) -> "shapes.CreateQuickConnectResponse":
    """Create a quick connect to a user, a queue, a telephone number or a flow.

    1. The configuration has the member of its type and no other, else InvalidRequestException
       [documented; the error inferred].
    2. The flow is published, not archived, and of type AGENT_TRANSFER for a user, QUEUE_TRANSFER
       for a queue, CONTACT_FLOW for a flow, else InvalidRequestException [documented types; the
       rest inferred].
    3. A user is taken as given [chosen: users are not kept].
    4. With service quotas, one quick connect too many is LimitExceededException [documented].
    """
    config = request["QuickConnectConfig"]
    refuse_malformed_config(config)
    instance = call.instance(request["InstanceId"])
    if call.tx.find_named(QuickConnect, instance.id, request["Name"]):
        raise DuplicateResourceException("A quick connect of this name exists already")
    refuse_full(call, "quick_connects", QuickConnect, instance)
    quick_connect = QuickConnect(
        id=call.world.new_id(),
        instance_id=instance.id,
        name=request["Name"],
        description=request.get("Description"),
        destination=read_destination(call, instance, config),
        tags=tags_of(request),
        **call.stamp,
    )
    call.tx.put(quick_connect)
    return {"QuickConnectARN": call.arn(quick_connect), "QuickConnectId": quick_connect.id}


@operation(
    "DescribeQuickConnect", on=("instance/{InstanceId}/transfer-destination/{QuickConnectId}",)
)
def describe_quick_connect(
    call: Call, request: "shapes.DescribeQuickConnectRequest"
) -> "shapes.DescribeQuickConnectResponse":
    """Describe a quick connect.

    1. Its user, queue and flow are shown by id, however they were given [observed].
    """
    instance = call.instance(request["InstanceId"])
    quick_connect = call.get(QuickConnect, instance, request["QuickConnectId"])
    return {
        "QuickConnect": {
            "QuickConnectARN": call.arn(quick_connect),
            "QuickConnectId": quick_connect.id,
            "Name": quick_connect.name,
            "Description": quick_connect.description,
            "QuickConnectConfig": shown_destination(quick_connect.destination),
            "Tags": quick_connect.tags or None,
            "LastModifiedTime": quick_connect.last_modified_time,
            "LastModifiedRegion": quick_connect.last_modified_region,
        }
    }


@operation("ListQuickConnects", on=("instance/{InstanceId}/transfer-destination/*",), keys=())
def list_quick_connects(
    call: Call, request: "shapes.ListQuickConnectsRequest"
) -> "shapes.ListQuickConnectsResponse":
    """List an instance's quick connects, of all types or of those asked for."""
    instance = call.instance(request["InstanceId"])
    types = request.get("QuickConnectTypes")
    page = read_page(
        call,
        request,
        QuickConnect,
        instance.id,
        keep=lambda quick_connect: not types or quick_connect.destination.type in types,
    )
    return {
        "QuickConnectSummaryList": [summary(call, each) for each in page.records],
        "NextToken": page.next_token,
    }


@operation(
    "DeleteQuickConnect", on=("instance/{InstanceId}/transfer-destination/{QuickConnectId}",)
)
def delete_quick_connect(call: Call, request: "shapes.DeleteQuickConnectRequest") -> None:
    """Delete a quick connect.

    1. It disappears from the queues that offer it [chosen].
    """
    instance = call.instance(request["InstanceId"])
    quick_connect = call.get(QuickConnect, instance, request["QuickConnectId"])
    while offering := call.tx.page_naming(
        QueueQuickConnects, instance.id, quick_connect.address, after="", limit=100
    ):
        for offered in offering:
            ids = without(offered.ids, (quick_connect.id,))
            call.tx.put(replace(offered, ids=ids, **call.stamp))  # A4
    call.tx.delete(quick_connect)


def summary(call: Call, quick_connect: QuickConnect) -> "shapes.QuickConnectSummary":
    """Show a quick connect in short, as lists do."""
    return {
        "Id": quick_connect.id,
        "Arn": call.arn(quick_connect),
        "Name": quick_connect.name,
        "QuickConnectType": quick_connect.destination.type,
        "LastModifiedTime": quick_connect.last_modified_time,
        "LastModifiedRegion": quick_connect.last_modified_region,
    }
