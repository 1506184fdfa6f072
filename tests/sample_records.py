"""Records to put into a store."""

from datetime import UTC, datetime

from outdial.domain.contact_flow import ContactFlow
from outdial.domain.hours_of_operation import HoursOfOperation
from outdial.domain.outbound_caller import CallerFlow, OutboundCaller
from outdial.domain.queue import Queue

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def queue(number: int, name: str | None = None, whisper: str | None = None) -> Queue:
    return Queue(
        id=f"queue-{number}",
        instance_id="instance",
        name=name or f"Queue {number}",
        hours_of_operation_id="hours",
        outbound_caller=OutboundCaller(
            name="Acme", flow=CallerFlow(id=whisper, by_id=True) if whisper else None
        ),
        last_modified_time=NOW,
        last_modified_region="us-east-1",
    )


def flow(flow_id: str) -> ContactFlow:
    return ContactFlow(
        id=flow_id,
        instance_id="instance",
        name=f"Flow {flow_id}",
        type="OUTBOUND_WHISPER",
        last_modified_time=NOW,
        last_modified_region="us-east-1",
    )


def hours() -> HoursOfOperation:
    return HoursOfOperation(
        id="hours",
        instance_id="instance",
        name="Always",
        time_zone="UTC",
        last_modified_time=NOW,
        last_modified_region="us-east-1",
    )
