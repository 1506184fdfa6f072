"""What is seen of a call on its way, so that it can be told when it is over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from outdial.access.identity import Caller
from outdial.access.surroundings import Surroundings
from outdial.errors import ThrottlingException, TooManyRequestsException
from outdial.faults.fault import Fault
from outdial.wire.model import Operation

MOST_OF_AGENT = 1024
"""So much of a client's own name is kept [documented]."""

_TOO_OFTEN = (ThrottlingException, TooManyRequestsException)

OUR_OWN = "AWS Internal"
"""Where calls come from that no client made, as CloudTrail calls it."""


class Way(NamedTuple):
    """How a call came that no request of a client brought: from which address, by which client.

    A call that `goes_on` is one of many that together are one look at the trail.
    """

    address: str = OUR_OWN
    user_agent: str = OUR_OWN
    is_secure: bool = True
    goes_on: bool = False


OUR_OWN_WAY = Way()
"""How our own calls come."""


@dataclass(slots=True)
class Witness:
    """A call: where it comes from, who makes it once that is known, and with which input.

    What is seen may be seen again: a job that is run twice is the same call, counts once, and is
    struck by the same fault on demand.
    """

    request_id: str
    operation: Operation
    address: str = OUR_OWN
    user_agent: str = OUR_OWN
    is_secure: bool = True
    goes_on: bool = False
    caller: Caller | None = None
    params: Mapping[str, Any] | None = None
    fault: Fault | None = None
    is_counted: bool = False

    @property
    def delay(self) -> float:
        """The seconds that the answer is kept back."""
        return self.fault.latency if self.fault else 0.0

    def is_too_often(self, error: Exception | None) -> bool:
        """Tell whether the call was refused for its rate; a fault on demand says so of others."""
        return not self.is_counted and isinstance(error, _TOO_OFTEN)

    def surroundings(self, now: datetime) -> Surroundings:
        """Give what policies may ask of how the call came; our own calls come from nowhere."""
        has_come = self.address != OUR_OWN
        return Surroundings(
            now=now,
            source_ip=self.address if has_come else None,
            user_agent=self.user_agent if has_come else None,
            is_secure=self.is_secure,
        )
