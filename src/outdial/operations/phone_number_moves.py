"""Where a number goes: to another instance or group, or back to those that can be claimed."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.access.condition_keys import RESOURCE_TAG
from outdial.call import Call
from outdial.domain.instance import Instance
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.queue import Queue
from outdial.errors import ResourceInUseException
from outdial.operations.phone_number_flows import untie
from outdial.operations.phone_number_supply import failure_of_move, release
from outdial.operations.phone_numbers import (
    get_own_number,
    get_own_target,
    group_of,
    homes_of_number,
)
from outdial.registry import operation
from outdial.store.transaction import EVERY

if TYPE_CHECKING:
    from outdial.wire import shapes


@operation(
    "UpdatePhoneNumber",
    homes=homes_of_number,
    on=("phone-number/{PhoneNumberId}", "{TargetArn}", "instance/{InstanceId}"),
)
def update_phone_number(
    call: Call, request: "shapes.UpdatePhoneNumberRequest"
) -> "shapes.UpdatePhoneNumberResponse":
    """Move a number to another instance or traffic distribution group of the account and Region.

    1. The number is found in its own Region only, by id or ARN; exactly one of TargetArn and
       InstanceId names what it moves to [documented]. A target of another Region is
       InvalidParameterException, a group that is not ACTIVE is ResourceNotFoundException
       [documented].
    2. The number's flow does not move with it: it is no longer tied to one [documented].
    3. The number is IN_PROGRESS until the claim's delay is over; then CLAIMED [documented].
    4. A number that is IN_PROGRESS cannot be moved: ResourceInUseException [documented that it
       cannot be used; the error chosen].
    5. A queue that shows the number as its caller's keeps naming it; its calls then fail, as for
       a queue without a number [chosen].
    6. A number that is where it is to move to stays as it is, with its flow [chosen].
    7. What is wrong is found in this order: the target, the number, its state [chosen].
    8. With service quotas, a move to a target that has as many numbers as it may have ends as
       FAILED [documented]; the number is at the target then, and can be moved on [chosen].
    """
    target = get_own_target(call, request.get("TargetArn"), request.get("InstanceId"))
    number = get_own_number(call, request["PhoneNumberId"])
    if number.status(call.now) == "IN_PROGRESS":
        raise _in_use(number, "A claim or move of the number is in progress")
    if target.address != number.target or number.failure is not None:
        _untie_flow(call, number)
        moved = replace(
            number.claimed_to(target),
            ready_time=call.now + call.settings.claim_delay,
            failure=failure_of_move(call, target),
            **call.stamp,
        )
        call.tx.put(moved)
    return {"PhoneNumberId": number.id, "PhoneNumberArn": number.arn}


@operation(
    "ReleasePhoneNumber",
    homes=homes_of_number,
    on=("phone-number/{PhoneNumberId}",),
    keys=(RESOURCE_TAG,),
)
def release_phone_number(call: Call, request: "shapes.ReleasePhoneNumberRequest") -> None:
    """Release a number: it belongs to nobody, and can be searched for and claimed again.

    1. The number is found in its own Region only, by id or ARN [documented;
       ResourceNotFoundException inferred].
    2. The number is no longer tied to a flow [documented].
    3. What becomes of the queues that show it as their caller's is a setting: they go on naming
       it, and their calls fail as for a queue without a number (the default), or they are
       cleared of it, or the release is refused with ResourceInUseException [chosen].
    4. The number can be claimed again at once, and then has another id [chosen]; with service
       quotas it rests for 180 days before [documented].
    5. A number whose claim is in progress can be released [chosen].
    6. In a replicated pair the setting holds for the queues of both Regions; but what was changed
       in the other one and is still on its way is not cleared [chosen].
    """
    number = get_own_number(call, request["PhoneNumberId"])
    _settle_queues(call, number)
    _untie_flow(call, number)
    release(call, number, _instance_id(call, number))


def _untie_flow(call: Call, number: PhoneNumber) -> None:
    instance = _enter(call, _instance_id(call, number))
    if instance:
        untie(call, instance, number)


def _instance_id(call: Call, number: PhoneNumber) -> str | None:
    group = group_of(call, number)
    return group.instance_id if group else number.instance_id


def _settle_queues(call: Call, number: PhoneNumber) -> None:
    if call.settings.released_caller_number == "refuse":
        for instance_id, queue_id in _queues_showing(call, number):
            arn = call.scope.arn(f"instance/{instance_id}/queue/{queue_id}")
            raise _in_use(number, f"The number is the outbound caller ID of {arn}")
    clear_queues(call, number)


def clear_queues(call: Call, number: PhoneNumber) -> None:
    """Clear the queues that show a number of it, which is released, if that is the setting."""
    if call.settings.released_caller_number == "clear":
        for instance_id, queue_id in _queues_showing(call, number):
            if _enter(call, instance_id):
                _clear(call, number, instance_id, queue_id)


def _queues_showing(call: Call, number: PhoneNumber) -> list[tuple[str, str]]:
    """List the instance and id of each queue that shows a number in one Region at least."""
    referrers = call.tx.referrers(number.address, limit=EVERY)
    found = (
        call.tx.find(Queue, address.home, address.id)
        for _, address in referrers
        if address.kind == Queue.kind
    )
    return sorted({(queue.instance_id, queue.id) for queue in found if queue})


def _clear(call: Call, number: PhoneNumber, instance_id: str, queue_id: str) -> None:
    queue = call.tx.find(Queue, instance_id, queue_id)
    shown = queue and queue.outbound_caller.number
    if queue and shown and shown.arn == number.arn:
        caller = replace(queue.outbound_caller, number=None)
        call.tx.put(replace(queue, outbound_caller=caller, **call.stamp))


def _enter(call: Call, instance_id: str | None) -> Instance | None:
    """Lead the call to the contents of an instance of its account and Region."""
    instance = instance_id and call.tx.find(Instance, call.scope.home, instance_id)
    if not instance:
        return None
    call.sides.enter(instance)
    return instance


def _in_use(number: PhoneNumber, text: str) -> ResourceInUseException:
    return ResourceInUseException(text, ResourceType="PHONE_NUMBER", ResourceId=number.arn)
