"""Changes that are made only of what somebody has read, or not at all.

What is compared is compared in the transaction of the change, so that nothing can come between.
Both are given to `Visitor.change` with UpdateQueueOutboundCallerConfig.
"""

from typing import Any

from outdial.call import Call
from outdial.console.editing.configuration import Configuration
from outdial.domain.outbound_caller import OutboundCaller
from outdial.errors import ConditionalOperationFailedException, ServiceError
from outdial.operations.queue_outbound_caller import get_queue, shown_config
from outdial.registry import Around, Run


class DryRunOperation(ServiceError):  # noqa: N818 the name stands in the audit trail, as that of EC2 does
    """A change that would have been made; `caller` is what the queue would have then."""

    status = 412

    def __init__(self, caller: OutboundCaller) -> None:
        super().__init__("The change would have been made, but it was only tried")
        self.caller = caller


def if_unchanged(fingerprint: str) -> Around:
    """Change a queue's configuration if its fingerprint is still this one.

    Else it is ConditionalOperationFailedException.
    """

    def around(run: Run, call: Call, request: Any) -> Any:
        _refuse_changed(call, request, fingerprint)
        return run(call, request)

    return around


def tried(fingerprint: str) -> Around:
    """Do all of a change that `if_unchanged` would do, and take it back.

    It ends as DryRunOperation where the change would have been made.
    """

    def around(run: Run, call: Call, request: Any) -> Any:
        _refuse_changed(call, request, fingerprint)
        run(call, request)
        instance = call.instance(request["InstanceId"])
        raise DryRunOperation(get_queue(call, instance, request["QueueId"]).outbound_caller)

    return around


def _refuse_changed(call: Call, request: Any, fingerprint: str) -> None:
    queue = get_queue(call, call.instance(request["InstanceId"]), request["QueueId"])
    shown: Any = shown_config(call, queue)
    if Configuration.of(shown).fingerprint != fingerprint:
        raise ConditionalOperationFailedException(
            "The queue's outbound caller configuration was changed since it was read"
        )
