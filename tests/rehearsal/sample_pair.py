"""A pair in which nothing would break, to break it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from outdial.rehearsal.pair import Flow, Group, Number, Pair, QueueSide, Side

EAST, WEST = "us-east-1", "us-west-2"
INSTANCE = "i1"
NUMBER_ARN = f"arn:aws:connect:{EAST}:123456789012:phone-number/n1"
GROUP_ARN = f"arn:aws:connect:{EAST}:123456789012:traffic-distribution-group/g1"


def instance_arn(region: str) -> str:
    """Build the ARN of the instance on a side."""
    return f"arn:aws:connect:{region}:123456789012:instance/{INSTANCE}"


NUMBER = Number(arn=NUMBER_ARN, number="+12065550100", status="CLAIMED", target_arn=GROUP_ARN)
FLOW = Flow(name="Whisper", type="OUTBOUND_WHISPER")
GROUP = Group(
    arn=GROUP_ARN, name="Default", status="ACTIVE", is_default=True, shares={EAST: 50, WEST: 50}
)
SALES = QueueSide(
    id="q1",
    name="Sales",
    caller_name="Acme",
    number_id="n1",
    number=NUMBER,
    flow_id="f1",
    flow=FLOW,
    changed=datetime(2026, 1, 1, tzinfo=UTC),
)
SALES_THERE = replace(SALES, number_id=NUMBER_ARN)


def side(region: str, *queues: QueueSide, **changed: Any) -> Side:
    """Describe a side that works."""
    works = Side(
        region=region,
        status="ACTIVE",
        arn=instance_arn(region),
        calls_out=True,
        replication="INSTANCE_REPLICATION_COMPLETE",
        replication_reason=None,
        queues={queue.id: queue for queue in queues},
    )
    return replace(works, **changed)


def pair(
    *, source: Side | None = None, replica: Side | None = None, group: Group | None = GROUP
) -> Pair:
    """Describe a pair with the sides that a test wants."""
    return Pair(
        instance_id=INSTANCE,
        alias="acme",
        source=source or side(EAST, SALES),
        replica=replica or side(WEST, SALES_THERE),
        groups={} if group is None else {group.arn: group},
    )
