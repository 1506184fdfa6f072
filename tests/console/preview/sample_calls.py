"""A queue's calls as the tests of the preview show them."""

from typing import Any

from outdial.callers import QueueCaller
from outdial.console.preview.calls import QueueCalls
from outdial.rehearsal.problem import Problem

HOSTILE = "\"><script>alert(1)</script><a href='x' onclick=\x00\x1b\u202e&amp;\ud800"
"""What would be markup, would steer a terminal, or cannot be encoded."""

STAYS = Problem(
    name="number-stays-behind",
    region="us-west-2",
    queue="Sales",
    queue_id="q1",
    what="+12065550100 is claimed to the instance in us-east-1, so it stays there.",
    remedy="Move it to a group.",
)


def calls(*problems: Problem, region: str = "us-east-1", **changed: Any) -> QueueCalls:
    """Describe the calls of a queue that is replicated, changed as a test wants."""
    works: dict[str, Any] = {
        "queue": "Sales",
        "queue_id": "q1",
        "name": "Acme",
        "number": "+12065550100",
        "number_id": "n1",
        "number_state": "CLAIMED",
        "number_set_by_flow": None,
        "whisper": "Acme calling",
        "flow": "Whisper",
        "flow_id": "f1",
        "flow_is_default": False,
    }
    return QueueCalls(region=region, caller=QueueCaller(**works | changed), problems=problems)
