"""What can be set: where the service's behaviour is unknown or a matter of taste, one choice each.

Each field's comment is its documentation; the operation's page in the docs lists them.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from outdial.access.limits import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The choices that hold for one Outdial."""

    accept_v1_number_arn: bool = True
    """Take a number's older ARN (`instance/<id>/phone-number/<id>`) as a queue's caller number."""

    claim_delay: timedelta = timedelta()
    """How long a claimed or moved number stays IN_PROGRESS before it is CLAIMED."""

    released_caller_number: Literal["dangle", "clear", "refuse"] = "dangle"
    """What releasing a number does to the queues that show it: leave them naming it (their calls
    then fail, as for a queue without a number), clear it from them, or refuse the release with
    ResourceInUseException."""

    mirroring_delay: timedelta = timedelta()
    """How long a change takes to the other Region of a replicated pair."""

    any_region_pair: bool = False
    """Replicate instances between any two Regions, not only the documented pairs."""

    limits: "Limits | None" = None
    """Refuse calls that come too often, and more resources than the service quotas allow: with
    `Limits()` by AWS's figures, with other figures by those."""
