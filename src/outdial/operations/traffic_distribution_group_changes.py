"""Traffic distribution groups: created and deleted."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.access.condition_keys import INSTANCE_ID, REQUEST_TAG, RESOURCE_TAG, TAG_KEYS
from outdial.call import Call, tags_of
from outdial.domain.instance import Instance
from outdial.domain.traffic_distribution import all_at
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup, name_in
from outdial.errors import (
    InvalidRequestException,
    ResourceConflictException,
    ResourceInUseException,
    ResourceNotReadyException,
)
from outdial.operations.quotas import refuse_group
from outdial.operations.traffic_distribution_groups import find_group, homes_of_group
from outdial.registry import homes_of_region, operation

if TYPE_CHECKING:
    from outdial.domain.replication import Replication
    from outdial.wire import shapes


@operation(
    "CreateTrafficDistributionGroup",
    homes=homes_of_region,
    on=("instance/{InstanceId}", "traffic-distribution-group/*"),
    keys=(REQUEST_TAG, TAG_KEYS, INSTANCE_ID),
)
def create_traffic_distribution_group(
    call: Call, request: "shapes.CreateTrafficDistributionGroupRequest"
) -> "shapes.CreateTrafficDistributionGroupResponse":
    """Create a group for a replicated instance, in the Region of the source.

    1. An instance that is not replicated, or the replica's Region, is InvalidRequestException
       [documented; the error inferred]. While the replication is in progress it is
       ResourceNotReadyException [inferred].
    2. All calls and agents of a new group are at the source [inferred from the default group].
    3. A name that another group of the instance has is ResourceConflictException [inferred from
       that error's documentation].
    4. The group is CREATION_IN_PROGRESS until the delay of mirroring is over, then ACTIVE
       [documented; the delay chosen]. Without a delay, the default, it is ACTIVE at once.
    5. With service quotas, one group too many is ServiceQuotaExceededException; the default one
       counts [documented; the error inferred].
    """
    instance = call.instance(request["InstanceId"])
    replication = _replication(call, instance)
    _refuse_taken_name(call, instance, request["Name"])
    refuse_group(call, instance)
    shares = all_at(replication.source_region, replication.replica_region)
    group = TrafficDistributionGroup(
        id=call.world.new_id(),
        account=instance.account,
        region=instance.region,
        instance_id=instance.id,
        name=request["Name"],
        description=request.get("Description"),
        ready_time=call.now + call.settings.mirroring_delay,
        telephony=shares.telephony,
        agents=shares.agents,
        sign_in=shares.sign_in,
        tags=tags_of(request),
        **call.stamp,
    )
    call.tx.put(group)
    return {"Id": group.id, "Arn": group.arn}


def _replication(call: Call, instance: Instance) -> "Replication":
    replication = instance.replication
    if replication is None:
        raise InvalidRequestException("The instance must be replicated")
    if instance.region != replication.source_region:
        raise InvalidRequestException(
            "A traffic distribution group can be created only in the Region of the source"
            f" instance, {replication.source_region}"
        )
    if replication.status(call.now) != "INSTANCE_REPLICATION_COMPLETE":
        raise ResourceNotReadyException("The replication of the instance is in progress")
    return replication


def _refuse_taken_name(call: Call, instance: Instance, name: str) -> None:
    holder = call.tx.find_named(TrafficDistributionGroup, instance.home, name_in(instance.id, name))
    if holder is not None and not holder.is_gone(call.now):
        raise ResourceConflictException(  # G5
            "A traffic distribution group of this name exists already"
        )
    if holder is not None:
        call.tx.delete(holder)


@operation(
    "DeleteTrafficDistributionGroup",
    homes=homes_of_group,
    on=("traffic-distribution-group/{TrafficDistributionGroupId}",),
    keys=(RESOURCE_TAG,),
)
def delete_traffic_distribution_group(
    call: Call, request: "shapes.DeleteTrafficDistributionGroupRequest"
) -> None:
    """Delete a group, in its own Region.

    1. A group with numbers claimed to it, in whatever state, is ResourceInUseException
       [documented].
    2. The default group is InvalidRequestException: it goes with the replica [documented; the
       error inferred].
    3. The pair's other Region is InvalidRequestException [documented; the error inferred], and so
       is a group that does not exist, since ResourceNotFoundException is not declared [chosen].
    4. While a change of the group is in progress, it is ResourceInUseException [chosen].
    5. The group is PENDING_DELETION until the delay of mirroring is over, then gone [documented;
       the delay chosen].
    """
    group = find_group(call, request["TrafficDistributionGroupId"])
    if group is None:
        raise InvalidRequestException("Traffic distribution group not found")
    _refuse_undeletable(call, group)
    if delay := call.settings.mirroring_delay:
        gone = call.now + delay
        call.tx.put(replace(group, change="deletion", ready_time=gone, **call.stamp))
    else:
        call.tx.delete(group)


def _refuse_undeletable(call: Call, group: TrafficDistributionGroup) -> None:
    if group.home != call.scope.home:
        raise InvalidRequestException(
            f"The traffic distribution group can be deleted only in its Region, {group.region}"
        )
    if group.is_default:
        raise InvalidRequestException(  # G7
            "The default traffic distribution group cannot be deleted"
        )
    if not group.is_active(call.now):
        raise ResourceInUseException(  # G4
            "A change of the traffic distribution group is in progress", ResourceId=group.arn
        )
    if call.tx.referrers(group.address, limit=1):
        raise ResourceInUseException(
            "Phone numbers are claimed to the traffic distribution group", ResourceId=group.arn
        )
