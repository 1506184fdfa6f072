"""Brings queues about, with their outbound caller configuration."""

from outdial.seed.api import Answer
from outdial.seed.centre import FLOWS, HOURS, QUEUES, Centre, Outcome, together
from outdial.seed.state import Queue


def ensure_queue(centre: Centre, wanted: Queue) -> Outcome:
    """Find the queue by its name and correct it, or create it."""
    ids = centre.ids(QUEUES)
    if wanted.name not in ids:
        ids[wanted.name] = _create(centre, wanted)
        return "created"
    queue = {"QueueId": ids[wanted.name]}
    current = centre.call("DescribeQueue", **queue)["Queue"]
    outcome: Outcome = "as it was"
    for operation, members in _parts(centre, wanted):
        if any(current.get(name) != value for name, value in members.items()):
            centre.call(operation, **queue, **members)
            outcome = "changed"
    return together(outcome, centre.tag(current["QueueArn"], current.get("Tags"), wanted.tags))


def _create(centre: Centre, wanted: Queue) -> str:
    answer = centre.call(
        "CreateQueue",
        Name=wanted.name,
        Description=wanted.description,
        HoursOfOperationId=centre.ids(HOURS)[wanted.hours],
        MaxContacts=wanted.max_contacts,
        OutboundCallerConfig=_config(centre, wanted),
        Tags=wanted.tags or None,
    )
    queue_id: str = answer["QueueId"]
    if wanted.status == "DISABLED":
        centre.call("UpdateQueueStatus", QueueId=queue_id, Status="DISABLED")
    return queue_id


def _parts(centre: Centre, wanted: Queue) -> list[tuple[str, Answer]]:
    """List what is asked for, with the operation that changes each."""
    parts: list[tuple[str, Answer]] = [
        ("UpdateQueueHoursOfOperation", {"HoursOfOperationId": centre.ids(HOURS)[wanted.hours]}),
        ("UpdateQueueStatus", {"Status": wanted.status}),
    ]
    if wanted.description is not None:
        parts.append(("UpdateQueueName", {"Description": wanted.description}))
    if wanted.max_contacts is not None:
        parts.append(("UpdateQueueMaxContacts", {"MaxContacts": wanted.max_contacts}))
    config = _config(centre, wanted)
    if config is not None:
        parts.append(("UpdateQueueOutboundCallerConfig", {"OutboundCallerConfig": config}))
    return parts


def _config(centre: Centre, wanted: Queue) -> dict[str, str] | None:
    """Write the configuration as it is sent, which is also how it comes back: with ids."""
    caller = wanted.caller
    if caller is None:
        return None
    config = {
        "OutboundCallerIdName": caller.name,
        "OutboundCallerIdNumberId": caller.number and centre.numbers[caller.number],
        "OutboundFlowId": caller.whisper and centre.ids(FLOWS)[caller.whisper],
    }
    return {name: value for name, value in config.items() if value is not None}
