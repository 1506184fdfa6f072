"""What can break in a failover."""

from dataclasses import dataclass
from typing import Literal, get_args

ProblemName = Literal[
    "replication-not-complete",
    "instance-not-active",
    "outbound-calls-off",
    "queue-missing",
    "caller-differs",
    "number-not-found",
    "number-needs-arn",
    "number-not-claimed",
    "number-stays-behind",
    "number-of-others",
    "group-not-active",
    "share-at-zero",
    "flow-missing",
    "flow-not-published",
    "flow-archived",
    "flow-wrong-type",
]

NAMES: tuple[ProblemName, ...] = get_args(ProblemName)

SILENCING: frozenset[ProblemName] = frozenset(
    {
        "number-not-found",
        "number-needs-arn",
        "number-not-claimed",
        "number-stays-behind",
        "number-of-others",
        "group-not-active",
    }
)
"""Those that leave a queue's calls without a number to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that would break on one side; without a queue, for the whole side."""

    name: ProblemName
    region: str
    queue: str | None = None
    queue_id: str | None = None
    what: str
    remedy: str
