"""Where a number goes: to another instance, or back to those that can be claimed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.call import Call
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.phone_number_flow import PhoneNumberFlow
from outdial.domain.queue import Queue
from outdial.errors import ResourceInUseException
from outdial.operations.phone_numbers import get_own_number, get_target, homes_of_number
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes

_ALL = 1_000_000
"""More queues than can show one number."""


@operation("UpdatePhoneNumber", homes=homes_of_number)
def update_phone_number(
    call: Call, request: "shapes.UpdatePhoneNumberRequest"
) -> "shapes.UpdatePhoneNumberResponse":
    """Move a number to another instance of the account and Region.

    1. The number is found in its own Region only, by id or ARN; exactly one of TargetArn and
       InstanceId names the instance that it moves to [documented].
    2. The number's flow does not move with it: it is no longer tied to one [documented].
    3. The number is IN_PROGRESS until the claim's delay is over; then CLAIMED [documented].
    4. A number that is IN_PROGRESS cannot be moved: ResourceInUseException [documented that it
       cannot be used; the error chosen].
    5. A queue that shows the number as its caller's keeps naming it; its calls then fail, as for
       a queue without a number [chosen].
    6. A number that is where it is to move to stays as it is, with its flow [chosen].
    """
    number = get_own_number(call, request["PhoneNumberId"])
    target = get_target(call, request.get("TargetArn"), request.get("InstanceId"))
    if number.status(call.now) != "CLAIMED":
        raise _in_use(number, "A claim or move of the number is in progress")
    if target.id != number.instance_id:
        untie_flow(call, number)
        ready = call.now + call.settings.claim_delay
        call.tx.put(replace(number, instance_id=target.id, ready_time=ready, **call.stamp))
    return {"PhoneNumberId": number.id, "PhoneNumberArn": number.arn}


@operation("ReleasePhoneNumber", homes=homes_of_number)
def release_phone_number(call: Call, request: "shapes.ReleasePhoneNumberRequest") -> None:
    """Release a number: it belongs to nobody, and can be searched for and claimed again.

    1. The number is found in its own Region only, by id or ARN [documented;
       ResourceNotFoundException inferred].
    2. The number is no longer tied to a flow [documented].
    3. What becomes of the queues that show it as their caller's is a setting: they go on naming
       it, and their calls fail as for a queue without a number (the default), or they are
       cleared of it, or the release is refused with ResourceInUseException [chosen].
    4. The number can be claimed again at once, and then has another id [chosen; the
       documentation keeps it back for up to 180 days].
    5. A number whose claim is in progress can be released [chosen].
    """
    number = get_own_number(call, request["PhoneNumberId"])
    _settle_queues(call, number)
    untie_flow(call, number)
    call.tx.delete(number)


def untie_flow(call: Call, number: PhoneNumber) -> None:
    """Take away the flow that answers a number's calls, if there is one."""
    tie = number.instance_id and call.tx.find(PhoneNumberFlow, number.instance_id, number.id)
    if tie:
        call.tx.delete(tie)


def _settle_queues(call: Call, number: PhoneNumber) -> None:
    if call.settings.released_caller_number == "dangle":
        return
    for queue in _queues_showing(call, number):
        if call.settings.released_caller_number == "refuse":
            raise _in_use(number, f"The number is the outbound caller ID of {call.arn(queue)}")
        caller = replace(queue.outbound_caller, number=None)
        call.tx.put(replace(queue, outbound_caller=caller, **call.stamp))


def _queues_showing(call: Call, number: PhoneNumber) -> Iterator[Queue]:
    for _, address in call.tx.referrers(number.address, limit=_ALL):
        if address.kind == Queue.kind and (queue := call.tx.find(Queue, address.home, address.id)):
            yield queue


def _in_use(number: PhoneNumber, text: str) -> ResourceInUseException:
    return ResourceInUseException(text, ResourceType="PHONE_NUMBER", ResourceId=number.arn)
