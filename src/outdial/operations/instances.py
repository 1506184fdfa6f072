"""Instances."""

from typing import TYPE_CHECKING

from outdial.call import Call, tags_of
from outdial.domain.hours_of_operation import HoursOfOperation
from outdial.domain.instance import Instance
from outdial.domain.queue import Queue
from outdial.domain.resource import Entry
from outdial.errors import InvalidRequestException
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes


@operation("CreateInstance")
def create_instance(
    call: Call, request: "shapes.CreateInstanceRequest"
) -> "shapes.CreateInstanceResponse":
    """Create an instance with all that a new one contains."""
    alias = request.get("InstanceAlias")
    if alias and call.tx.find_entry(Entry("instance-alias", alias.lower())):
        raise InvalidRequestException("Invalid Input. Instance alias is already used.")
    instance = Instance(
        id=call.world.new_id(),
        account=call.scope.account,
        region=call.scope.region,
        identity_management_type=request["IdentityManagementType"],
        alias=alias,
        directory_id=request.get("DirectoryId"),
        created_time=call.now,
        attributes={},
        tags=tags_of(request),
        **call.stamp,
    )
    call.tx.put(instance)
    hours = HoursOfOperation(
        id=call.world.new_id(),
        instance_id=instance.id,
        name="Basic Hours",
        time_zone="America/New_York",
        **call.stamp,
    )
    call.tx.put(hours)
    call.tx.put(
        Queue(
            id=call.world.new_id(),
            instance_id=instance.id,
            name="BasicQueue",
            hours_of_operation_id=hours.id,
            **call.stamp,
        )
    )
    return {"Id": instance.id, "Arn": call.arn(instance)}
