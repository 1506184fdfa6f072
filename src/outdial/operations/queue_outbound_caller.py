"""The centre operation: who a queue's outbound calls say they are, and what they play."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.access.number_resources import number_named_by
from outdial.access.resources import Asked, Named
from outdial.call import Call
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.instance import Instance
from outdial.domain.outbound_caller import (
    NOBODY,
    CallerFlow,
    CallerNumber,
    OutboundCaller,
    named_flow,
    named_numbers,
    refuse_malformed,
    refuse_unfit,
)
from outdial.domain.phone_number import PhoneNumber, is_usable
from outdial.domain.queue import Queue
from outdial.errors import InvalidRequestException, ResourceNotFoundException
from outdial.operations.phone_numbers import group_of
from outdial.registry import operation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outdial.wire import shapes


def number_to_call_from(asked: Asked) -> "Iterable[str | Named]":
    """Name the resources that the number of the configuration counts as."""
    return number_named_by(asked, "OutboundCallerConfig.OutboundCallerIdNumberId")


@operation(
    "UpdateQueueOutboundCallerConfig",
    on=(
        "instance/{InstanceId}/queue/{QueueId}",
        number_to_call_from,
        "instance/{InstanceId}/contact-flow/{OutboundCallerConfig.OutboundFlowId}",
    ),
)
def update_queue_outbound_caller_config(
    call: Call, request: "shapes.UpdateQueueOutboundCallerConfigRequest"
) -> None:
    """Replace the name, number and whisper flow of the queue's outbound calls.

    1. R1 to R17 say what is taken, and how it comes back.
    2. What is wrong is found in this order: the form of the request, the instance, the queue, the
       number, the flow [inferred]. A refused call changes nothing.
    3. A null member is the same as an absent one [inferred].
    4. A disabled queue is changed as any other [inferred].
    5. An agent's own queue is InvalidRequestException [inferred].
    6. `LastModifiedTime` and `LastModifiedRegion` become those of the call [inferred].
    """
    config = request["OutboundCallerConfig"]
    refuse_malformed_config(config)
    instance = call.instance(request["InstanceId"])
    queue = get_queue(call, instance, request["QueueId"])
    caller = outbound_caller(call, instance, config)
    call.tx.put(replace(queue, outbound_caller=caller, **call.stamp))


def get_queue(call: Call, instance: Instance, text: str) -> Queue:
    """Find a standard queue by id or ARN; an agent's own queue has no settings."""
    queue = call.find(Queue, instance, text)
    if queue is not None:
        return queue
    if text.removeprefix(f"{call.arn(instance)}/queue/").startswith("agent/"):
        raise InvalidRequestException("The queue is an agent's own, but must be a standard queue")
    raise ResourceNotFoundException("Queue not found")


def refuse_malformed_config(config: "shapes.OutboundCallerConfig") -> None:
    """Refuse a configuration that no look-up is needed for."""
    refuse_malformed(
        config.get("OutboundCallerIdName"),
        config.get("OutboundCallerIdNumberId"),
        config.get("OutboundFlowId"),
    )


def outbound_caller(
    call: Call, instance: Instance, config: "shapes.OutboundCallerConfig"
) -> OutboundCaller:
    """Read a configuration, with its number and flow looked up; what is absent is cleared."""
    number, flow = config.get("OutboundCallerIdNumberId"), config.get("OutboundFlowId")
    return OutboundCaller(  # R1
        name=config.get("OutboundCallerIdName"),
        number=None if number is None else _number(call, instance, number),
        flow=None if flow is None else _flow(call, instance, flow),
    )


def _number(call: Call, instance: Instance, text: str) -> CallerNumber:
    v1_of = instance if call.settings.accept_v1_number_arn else None
    for named in named_numbers(text, call.scope, v1_of):
        number = call.tx.find(PhoneNumber, named.scope.home, named.id)
        if number and is_usable(number, group_of(call, number), instance, call.now):  # R8, R9
            return CallerNumber(arn=number.arn, by_id=named.by_id)
    raise ResourceNotFoundException("Phone number not found")


def _flow(call: Call, instance: Instance, text: str) -> CallerFlow:
    named = named_flow(text, call.scope, instance.id)
    flow = named and call.tx.find(ContactFlow, instance.id, named.id)
    if not named or not flow:
        raise ResourceNotFoundException("Contact flow not found")
    refuse_unfit(flow)
    return CallerFlow(id=flow.id, by_id=named.by_id)


def shown_config(call: Call, queue: Queue) -> "shapes.OutboundCallerConfig | None":
    """Show a queue's configuration as a caller in this Region reads it; None if it has none."""
    caller = queue.outbound_caller
    if caller == NOBODY:
        return None
    config: shapes.OutboundCallerConfig = {}
    if caller.name is not None:
        config["OutboundCallerIdName"] = caller.name
    if caller.number is not None:
        config["OutboundCallerIdNumberId"] = caller.number.shown(call.scope.region)
    if caller.flow is not None:
        instance_arn = call.scope.arn(f"instance/{queue.instance_id}")
        config["OutboundFlowId"] = caller.flow.shown(instance_arn)
    return config
