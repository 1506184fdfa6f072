"""All that one side of a replicated pair shows of its contents, so that sides can be compared."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pair_desk import ACCOUNT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_connect import ConnectClient

LISTS = {
    "queues": ("list_queues", "QueueSummaryList"),
    "flows": ("list_contact_flows", "ContactFlowSummaryList"),
    "hours": ("list_hours_of_operations", "HoursOfOperationSummaryList"),
    "quick connects": ("list_quick_connects", "QuickConnectSummaryList"),
    "flow associations": ("list_flow_associations", "FlowAssociationSummaryList"),
}

DESCRIBED = {
    "queues": ("describe_queue", "QueueId", "Queue"),
    "flows": ("describe_contact_flow", "ContactFlowId", "ContactFlow"),
    "hours": ("describe_hours_of_operation", "HoursOfOperationId", "HoursOfOperation"),
    "quick connects": ("describe_quick_connect", "QuickConnectId", "QuickConnect"),
}


def contents(side: "ConnectClient", instance: str) -> "Mapping[str, Any]":
    """Read all of an instance's contents; the Region in its ARNs is `here`."""
    shown = dict(_contents(side, instance))
    text = json.dumps(shown, default=str)
    local = f":{side.meta.region_name}:{ACCOUNT}:instance/"
    here: Mapping[str, Any] = json.loads(text.replace(local, f":here:{ACCOUNT}:instance/"))
    return here


def _contents(side: "ConnectClient", instance: str) -> Iterator[tuple[str, Any]]:
    for name, (operation, member) in LISTS.items():
        listed = getattr(side, operation)(InstanceId=instance, MaxResults=100)[member]
        yield name, listed
        if name in DESCRIBED:
            yield f"each of the {name}", [_one(side, instance, name, one["Id"]) for one in listed]
        if name == "queues":
            yield "offered", {one["Id"]: _offered(side, instance, one["Id"]) for one in listed}


def _one(side: "ConnectClient", instance: str, name: str, record_id: str) -> Any:
    operation, member, shown = DESCRIBED[name]
    one = getattr(side, operation)(**{"InstanceId": instance, member: record_id})[shown]
    caller = one.get("OutboundCallerConfig", {})
    if "OutboundCallerIdNumberId" in caller:  # an id at home, an ARN elsewhere
        caller["OutboundCallerIdNumberId"] = caller["OutboundCallerIdNumberId"].rpartition("/")[2]
    return one


def _offered(side: "ConnectClient", instance: str, queue: str) -> Any:
    answer = side.list_queue_quick_connects(InstanceId=instance, QueueId=queue)
    return answer["QuickConnectSummaryList"], answer["LastModifiedRegion"]
