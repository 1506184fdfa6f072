"""Brings quick connects about, and puts them on their queues."""

from typing import Any

from outdial.seed.api import listed
from outdial.seed.centre import FLOWS, QUEUES, QUICK_CONNECTS, Centre, Outcome, together
from outdial.seed.state import Queue, QuickConnect


def ensure_quick_connect(centre: Centre, wanted: QuickConnect) -> Outcome:
    """Find the quick connect by its name and correct it, or create it."""
    ids, config = centre.ids(QUICK_CONNECTS), _config(centre, wanted)
    if wanted.name not in ids:
        answer = centre.call(
            "CreateQuickConnect",
            Name=wanted.name,
            Description=wanted.description,
            QuickConnectConfig=config,
            Tags=wanted.tags or None,
        )
        ids[wanted.name] = answer["QuickConnectId"]
        return "created"
    named = {"QuickConnectId": ids[wanted.name]}
    current = centre.call("DescribeQuickConnect", **named)["QuickConnect"]
    outcome = centre.tag(current["QuickConnectARN"], current.get("Tags"), wanted.tags)
    if current["QuickConnectConfig"] != config:
        centre.call("UpdateQuickConnectConfig", **named, QuickConnectConfig=config)
        outcome = "changed"
    if wanted.description not in {None, current.get("Description")}:
        centre.call("UpdateQuickConnectName", **named, Description=wanted.description)
        outcome = "changed"
    return outcome


def ensure_associations(centre: Centre, queue: Queue) -> Outcome:
    """Put the queue's quick connects on it; others that are there stay."""
    queue_id, ids = centre.ids(QUEUES)[queue.name], centre.ids(QUICK_CONNECTS)
    found = listed(
        centre.api,
        "ListQueueQuickConnects",
        "QuickConnectSummaryList",
        InstanceId=centre.id,
        QueueId=queue_id,
    )
    there = {summary["Id"] for summary in found}
    missing = [ids[name] for name in queue.quick_connects if ids[name] not in there]
    if missing:
        centre.call("AssociateQueueQuickConnects", QueueId=queue_id, QuickConnectIds=missing)
    return together("changed" if missing else "as it was")


def _config(centre: Centre, wanted: QuickConnect) -> dict[str, Any]:
    if wanted.queue is None:
        return {"QuickConnectType": "PHONE_NUMBER", "PhoneConfig": {"PhoneNumber": wanted.phone}}
    return {
        "QuickConnectType": "QUEUE",
        "QueueConfig": {
            "QueueId": centre.ids(QUEUES)[wanted.queue],
            "ContactFlowId": centre.ids(FLOWS)[wanted.flow],
        },
    }
