"""What would be read of a queue if its outbound caller were another one already."""

from collections.abc import Mapping
from typing import Any

from outdial.console.editing.configuration import FLOW, MEMBER, NAME, NUMBER
from outdial.console.named import tail
from outdial.console.preview.calls import Ask
from outdial.domain.outbound_caller import OutboundCaller


def as_if(ask: Ask, queue_id: str, caller: OutboundCaller) -> Ask:
    """Ask as before, but for the queue, which is described with this caller in every Region."""

    def asked(region: str, operation: str, /, **members: Any) -> Mapping[str, Any]:
        answer = ask(region, operation, **members)
        if operation != "DescribeQueue" or tail(members["QueueId"]) != queue_id:
            return answer
        queue = answer["Queue"]
        return {**answer, "Queue": {**queue, MEMBER: shown_in(region, queue["QueueArn"], caller)}}

    return asked


def shown_in(region: str, queue_arn: str, caller: OutboundCaller) -> dict[str, str | None]:
    """Give a caller as who reads the queue in a Region is shown it."""
    instance_arn = queue_arn.partition("/queue/")[0]
    return {
        NAME: caller.name,
        NUMBER: None if caller.number is None else caller.number.shown(region),
        FLOW: None if caller.flow is None else caller.flow.shown(instance_arn),
    }
