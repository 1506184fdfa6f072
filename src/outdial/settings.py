"""What can be set: where the service's behaviour is unknown or a matter of taste, one choice each.

Each field's comment is its documentation; the operation's page in the docs lists them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from outdial.access.limits import Limits

Auth = Literal["off", "signed", "enforced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RootKey:
    """An access key of an account's root, which no store keeps."""

    id: str
    secret: str = field(repr=False)
    account: str


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

    auth: Auth = "off"
    """How far callers have to show who they are: not at all (any key or none will do), by a
    signature of a key that is known, or by that and IAM policies that allow what they do."""

    raw_resource_arns: bool = False
    """Paste ids and ARNs into the ARNs that IAM is asked for as they came, as it was observed:
    then a policy for one queue does not allow a call that names it, or its instance, by ARN."""

    clock_skew: timedelta = timedelta(minutes=5)
    """How far the time of a signature may be from the server's."""

    root_keys: tuple[RootKey, ...] = ()
    """Access keys of accounts' roots, beside those that the store has."""

    scps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Service control policies: the documents of each account, and under `*` those of all."""

    limits: "Limits | None" = None
    """Refuse calls that come too often, and more resources than the service quotas allow: with
    `Limits()` by AWS's figures, with other figures by those."""

    trail: bool = False
    """Keep an audit trail of all calls. A server does unless it is told not to; in process it has
    to be asked for."""

    trail_days: float = 90
    """How many days events stay in the audit trail."""
