"""Traffic distribution groups: described, listed, and found for other operations."""

from typing import TYPE_CHECKING, Any

from outdial.access.condition_keys import RESOURCE_TAG
from outdial.access.identity import Caller
from outdial.call import Call
from outdial.domain.instance import Instance
from outdial.domain.traffic_distribution_group import (
    TrafficDistributionGroup,
    named_group,
    source_of,
)
from outdial.errors import InvalidRequestException, ResourceNotFoundException
from outdial.paging import Shelf, read_merged_page
from outdial.registry import homes_of_region, operation
from outdial.store.transaction import EVERY

if TYPE_CHECKING:
    from outdial.wire import shapes


def homes_of_group(caller: Caller, params: dict[str, Any]) -> tuple[str, ...]:
    """Name the homes of the call, and of the group that it names."""
    homes = homes_of_region(caller, params)
    text = str(params.get("TrafficDistributionGroupId") or params.get("Id") or "")
    named = named_group(text, caller.scope)
    return tuple(dict.fromkeys((*homes, named.home))) if named else homes


@operation(
    "DescribeTrafficDistributionGroup",
    homes=homes_of_group,
    on=("traffic-distribution-group/{TrafficDistributionGroupId}",),
    keys=(RESOURCE_TAG,),
)
def describe_traffic_distribution_group(
    call: Call, request: "shapes.DescribeTrafficDistributionGroupRequest"
) -> "shapes.DescribeTrafficDistributionGroupResponse":
    """Describe a group and tell how far its last change is.

    1. From the other Region of the pair the group's ARN is needed; its id is not found there
       [documented]. From a third Region the group is not found [inferred].
    2. InstanceArn carries the Region of the source, from wherever it is read [documented].
    """
    group = get_group(call, request["TrafficDistributionGroupId"])
    return {
        "TrafficDistributionGroup": {
            "Id": group.id,
            "Arn": group.arn,
            "Name": group.name,
            "Description": group.description,
            "InstanceArn": group.instance_arn,
            "Status": group.status(call.now),
            "Tags": group.tags or None,
            "IsDefault": group.is_default,
        }
    }


@operation("ListTrafficDistributionGroups", on=("traffic-distribution-group/*",), keys=())
def list_traffic_distribution_groups(
    call: Call, request: "shapes.ListTrafficDistributionGroupsRequest"
) -> "shapes.ListTrafficDistributionGroupsResponse":
    """List the groups of an instance, or of all instances of the account in the Region.

    1. Both Regions of a pair list its groups; InstanceArn carries the Region of the source
       [documented].
    2. An instance that does not exist is InvalidRequestException, since no other error is
       declared [inferred]; one that is not replicated has no groups [inferred].
    3. A page has 10 unless MaxResults says less [documented], in the order of the ids [chosen].
    """
    page = read_merged_page(
        call,
        request,
        TrafficDistributionGroup,
        _shelves(call, request.get("InstanceId")),
        keep=lambda group: not group.is_gone(call.now),
        default=10,
    )
    return {
        "TrafficDistributionGroupSummaryList": [
            {
                "Id": group.id,
                "Arn": group.arn,
                "Name": group.name,
                "InstanceArn": group.instance_arn,
                "Status": group.status(call.now),
                "IsDefault": group.is_default,
            }
            for group in page.records
        ],
        "NextToken": page.next_token,
    }


def _shelves(call: Call, instance_id: str | None) -> list[Shelf]:
    if instance_id is not None:
        return [_shelf(_named_instance(call, instance_id))]
    mine = Shelf(call.scope.home)
    instances = call.tx.page(Instance, call.scope.home, after="", limit=EVERY)
    shelves = [_shelf(instance) for instance in instances if instance.replication]
    return [mine, *(shelf for shelf in shelves if shelf.home != mine.home)]


def _shelf(instance: Instance) -> Shelf:
    source = source_of(instance)
    return Shelf(source.home, source)


def _named_instance(call: Call, text: str) -> Instance:
    try:
        return call.instance(text)
    except ResourceNotFoundException as error:
        raise InvalidRequestException(error.text) from error


def find_group(call: Call, text: str) -> TrafficDistributionGroup | None:
    """Find the group that an id or an ARN names, if the call is in one of its Regions."""
    named = named_group(text, call.scope)
    group = named and call.tx.find(TrafficDistributionGroup, named.home, named.id)
    if not group or group.is_gone(call.now) or call.scope.region not in group.regions:
        return None
    return group


def get_group(call: Call, text: str) -> TrafficDistributionGroup:
    """Find the group that an id or an ARN names, or refuse."""
    group = find_group(call, text)
    if group is None:
        raise ResourceNotFoundException("Traffic distribution group not found")
    return group


def groups_of(call: Call, instance: Instance) -> list[TrafficDistributionGroup]:
    """List the groups of an instance's pair; none if it is not replicated."""
    if instance.replication is None:
        return []
    source = source_of(instance)
    groups = call.tx.page_naming(
        TrafficDistributionGroup, source.home, source, after="", limit=EVERY
    )
    return [group for group in groups if not group.is_gone(call.now)]
