"""The calls that one may ask about a queue: each as a question that explanations answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from outdial.console.editing.configuration import MEMBER, NAME, Configuration
from outdial.console.editing.configuration import OPERATION as CHANGE
from outdial.explaining.question import Question
from outdial.registry import HANDLERS
from outdial.wire.model import load

COLUMNS: Mapping[str, str] = {
    "DescribeQueue": "See it",
    CHANGE: "Change its caller",
    "DeleteQueue": "Delete it",
    "TagResource": "Tag it",
}
"""The operations that are asked about for every principal, and what they do with a queue."""

_TAGGING: Mapping[str, Mapping[str, Any]] = {
    "TagResource": {"tags": {}},
    "UntagResource": {"tagKeys": []},
    "ListTagsForResource": {},
}
"""The operations that name the queue by its ARN, and what else they need."""

_MEMBER = re.compile(r"\{([^}]+)\}")


@cache
def operations() -> tuple[str, ...]:
    """List the operations that need no more than a queue to be asked about, the columns first."""
    others = {name for service, name in HANDLERS if service == "connect" and _is_of_queue(name)}
    return (*COLUMNS, *sorted({*others, *_TAGGING} - COLUMNS.keys()))


def _is_of_queue(name: str) -> bool:
    shape = load("connect").operations[name].input
    if shape is None or not {"InstanceId", "QueueId"} <= shape.refs.keys():
        return False
    on = HANDLERS["connect", name].on or ()
    return all(
        isinstance(template, str) and {*_MEMBER.findall(template)} <= {"InstanceId", "QueueId"}
        for template in on
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The queue that the calls are about, by ids and by its ARN."""

    instance: str
    queue: str
    arn: str

    def question(self, operation: str, config: Configuration, principal: str = "root") -> Question:
        """Ask whether a principal may call an operation; the configuration is for its change.

        Number and flow of that may be named by all that explanations know them by.
        """
        if operation in _TAGGING:
            given = {"resourceArn": self.arn, **_TAGGING[operation]}
            return Question(principal=principal, operation=operation, input=given)
        if operation != CHANGE:
            config = Configuration()
        return Question(
            principal=principal,
            operation=operation,
            instance=self.instance,
            queue=self.queue,
            number=config.number or None,
            flow=config.flow or None,
            input={MEMBER: {NAME: config.name}} if config.name else {},
        )
