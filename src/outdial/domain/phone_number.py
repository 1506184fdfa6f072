"""Phone numbers: the record, the state that time gives it, and how a caller names one.

N1  By id, a number is found in the account and Region of the call. [documented]
N2  By its own ARN (`phone-number/<id>`, V2), a number is found where that ARN says, to the
    letter, in the account of the call. [documented; the letter inferred]
N3  The ARN of the older form (`instance/<id>/phone-number/<id>`, V1) names no number, as it
    names none that could be tagged. [chosen; for tags documented]
N4  A number is moved, described anew and released in its own Region only; elsewhere it is not
    found. [documented for releasing; ResourceNotFoundException inferred]
N5  A number that was claimed or moved is IN_PROGRESS until the claim's delay is over, then
    CLAIMED; only then it can be used and is listed. [documented; listed observed]
N6  From another Region than its own, a number is found only if it is claimed to a traffic
    distribution group which that Region has part in. [documented for those; that others are not
    found inferred]
N7  An instance uses the numbers that are claimed to itself, in its own Region, and those that are
    claimed to an ACTIVE group of its pair, from both Regions. [documented]
N8  A claim or a move that a quota forbids ends as FAILED instead of CLAIMED, with a message. Such
    a number can be moved, released, or claimed again by its account. [documented; the documentation
    keeps it for a day only]
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal

from outdial.domain.arns import Scope, is_arn, parse_arn
from outdial.domain.instance import Instance
from outdial.domain.resource import Address, Entry, Reference, Regional
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup

PhoneNumberType = Literal[
    "TOLL_FREE", "DID", "UIFN", "SHARED", "THIRD_PARTY_TF", "THIRD_PARTY_DID", "SHORT_CODE"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber(Regional):
    """A number that is claimed to an instance or to a traffic distribution group."""

    kind: ClassVar[str] = "phone-number"

    number: str
    country: str
    type: PhoneNumberType
    description: str | None = None
    instance_id: str | None = None
    group_id: str | None = None
    ready_time: datetime
    failure: str | None = None

    @property
    def path(self) -> str:
        """The form without an instance (V2): `phone-number/<id>`."""
        return f"phone-number/{self.id}"

    @property
    def arn(self) -> str:
        """The number's own ARN (V2), the same in every Region it is named from."""
        return self.scope.arn(self.path)

    @property
    def target_arn(self) -> str | None:
        """The ARN of what the number is claimed to, in the number's Region."""
        target = self.target
        return None if target is None else self.scope.arn(f"{target.kind}/{target.id}")

    @property
    def entries(self) -> tuple[Entry, ...]:
        """A number is claimed once in the world."""
        return (claim_of(self.number),)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The instance or the traffic distribution group that the number is claimed to."""
        target = self.target
        return () if target is None else (Reference("target", target),)

    @property
    def target(self) -> Address | None:
        """Where the instance or the group is that the number is claimed to."""
        if self.group_id is not None:
            return Address(TrafficDistributionGroup.kind, self.home, self.group_id)
        if self.instance_id is not None:
            return Address(Instance.kind, self.home, self.instance_id)
        return None

    def status(self, now: datetime) -> Literal["CLAIMED", "FAILED", "IN_PROGRESS"]:
        """Tell whether the claim is through: a number is usable only when CLAIMED."""
        if now < self.ready_time:
            return "IN_PROGRESS"  # N5
        return "CLAIMED" if self.failure is None else "FAILED"  # N8

    def claimed_to(self, target: Instance | TrafficDistributionGroup) -> "PhoneNumber":
        """Claim the number to another target of its account and Region."""
        if isinstance(target, Instance):
            return replace(self, instance_id=target.id, group_id=None)
        return replace(self, instance_id=None, group_id=target.id)


def claim_of(number: str) -> Entry:
    """Name the entry that the one who has claimed a number in E.164 holds."""
    return Entry("phone-number", number)


def is_in_reach(number: PhoneNumber, group: TrafficDistributionGroup | None, region: str) -> bool:
    """Tell whether a number is to be seen in a Region; `group` is what it is claimed to, if any."""
    return number.region == region or (group is not None and region in group.regions)  # N6


def is_usable(
    number: PhoneNumber,
    group: TrafficDistributionGroup | None,
    instance: Instance,
    now: datetime,
) -> bool:
    """Tell whether an instance uses a number; `group` is what it is claimed to, if any."""
    if number.status(now) != "CLAIMED":
        return False  # N5
    if number.group_id is not None:
        return group is not None and group.serves(instance) and group.is_active(now)  # N7
    return number.instance_id == instance.id and number.home == instance.home  # N7


def named_phone_number(text: str, call: Scope) -> Address | None:
    """Read which number a caller in `call` names; None if the text can name none."""
    if not is_arn(text):
        return Address(PhoneNumber.kind, call.home, text)  # N1
    arn = parse_arn(text)
    kind, _, number_id = arn.path.partition("/") if arn else ("", "", "")
    if arn is None or arn.scope.account != call.account or kind != PhoneNumber.kind:
        return None  # N3
    return Address(PhoneNumber.kind, arn.scope.home, number_id)  # N2
