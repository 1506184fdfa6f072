"""What mirroring cannot carry across."""

from collections import Counter
from typing import TYPE_CHECKING

from outdial.access.condition_keys import INSTANCE_ID
from outdial.call import Call
from outdial.domain.arns import Scope
from outdial.domain.replication import RESOURCE_TYPES, MirroredChange, changes_home
from outdial.errors import InvalidRequestException
from outdial.mirroring import Pair, record_of
from outdial.paging import read_page
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes


@operation("ListReplicationFindings", on=("instance/{InstanceId}",), keys=(INSTANCE_ID,))
def list_replication_findings(
    call: Call, request: "shapes.ListReplicationFindingsRequest"
) -> "shapes.ListReplicationFindingsResponse":
    """List the resources of one type that wait in one Region because the other has their name.

    1. An instance that is not replicated, or a type that is not documented, is
       InvalidRequestException [documented; the error for the first inferred]. Types that Outdial
       does not keep have no findings [chosen].
    2. Both Regions list the findings of both directions [chosen]. `Arn` is the resource's in the
       Region where it is, `Region` the one where its name is taken [chosen].
    3. `Operation` is CREATE or UPDATE, `ReferenceCode` RESOURCE_NAME_CONFLICT [chosen: their
       values are not documented].
    4. A finding goes when the name is free or the resource has another one: nothing has to be
       called for it [chosen].
    5. ApproximateDriftedResourceCounts counts, for each Region, the resources that are on their
       way to it, with or without a finding; it is exact and of the time of the call [documented;
       the exactness chosen].
    6. A Region's status is BLOCKED while it has findings of the type, else ENABLED [chosen].
    """
    instance = call.instance(request["InstanceId"])
    replication = instance.replication
    if replication is None:
        raise InvalidRequestException("The instance must be replicated")
    asked = request["ResourceType"]
    _refuse_unknown(asked)
    pair = Pair(call.tx, instance.id, replication, call.scope.region)
    stuck = [change for change in pair.stuck(call.now) if change.resource_type == asked]
    ids = {change.id for change in stuck}
    page = read_page(
        call,
        request,
        MirroredChange,
        changes_home(instance.id),
        keep=lambda change: change.id in ids,
    )
    blocked = {change.to_region for change in stuck}
    drifted = _drifted(pair, asked)
    regions = (replication.source_region, replication.replica_region)
    return {
        "ReplicationFindingsList": [_finding(call, pair, change) for change in page.records],
        "ApproximateDriftedResourceCounts": [
            {"Region": region, "Count": drifted[region], "Timestamp": call.now}
            for region in regions
        ],
        "NextToken": page.next_token,
        "ResourceReplicationStatuses": [
            {"Region": region, "Status": "BLOCKED" if region in blocked else "ENABLED"}
            for region in regions
        ],
    }


def _refuse_unknown(resource_type: str) -> None:
    if resource_type not in RESOURCE_TYPES:
        raise InvalidRequestException(
            f"ResourceType must be one of {', '.join(sorted(RESOURCE_TYPES))}, not {resource_type}"
        )


def _drifted(pair: Pair, resource_type: str) -> Counter[str]:
    """Count the resources that are on their way to each Region, however many changes they have."""
    waiting = [change for change in pair.waiting() if change.resource_type == resource_type]
    return Counter(
        region for _, region in {(change.record, change.to_region) for change in waiting}
    )


def _finding(call: Call, pair: Pair, change: MirroredChange) -> "shapes.ReplicationFinding":
    here = Scope(call.scope.account, change.last_modified_region)
    record = record_of(change)
    with pair.seen_from(change.to_region):
        is_there = pair.find(change) is not None
    return {
        "Arn": here.arn(record.path if record else change.path),
        "Id": change.record_id,
        "Region": change.to_region,
        "ResourceType": change.resource_type,
        "Name": change.record_name,
        "Operation": "UPDATE" if is_there else "CREATE",
        "ReferenceCode": "RESOURCE_NAME_CONFLICT",
        "Message": (
            f"In {change.to_region} another resource has this name."
            " Rename or delete one of the two."
        ),
    }
