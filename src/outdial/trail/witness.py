"""What is seen of a call on its way, so that it can be told when it is over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from outdial.access.identity import Caller
from outdial.wire.model import Operation

OUR_OWN = "AWS Internal"
"""Where calls come from that no client made, as CloudTrail calls it."""


@dataclass(slots=True)
class Witness:
    """A call: where it comes from, who makes it once that is known, and with which input.

    What is seen may be seen again: a job that is run twice is the same call.
    """

    request_id: str
    operation: Operation
    address: str = OUR_OWN
    user_agent: str = OUR_OWN
    size: int = 0
    caller: Caller | None = None
    params: Mapping[str, Any] | None = None
