"""What a number is claimed to, and how a caller names it.

T1  Exactly one of TargetArn and InstanceId is given. [documented; InvalidParameterException
    inferred]
T2  TargetArn is the ARN of an instance or of a traffic distribution group.
    [documented; InvalidParameterException inferred]
T3  The target is in the Region of the call: numbers are claimed, moved and searched for where it
    was created; else InvalidParameterException. [documented]
T4  A group is also searched for and listed from the pair's other Region. [documented]
"""

from dataclasses import dataclass
from typing import Literal

from outdial.domain.arns import Scope, parse_arn
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.errors import InvalidParameterException

TargetKind = Literal["instance", "traffic-distribution-group"]


@dataclass(frozen=True, slots=True)
class NamedTarget:
    """A target as a caller names it: what it is, and its id or ARN."""

    kind: TargetKind
    text: str


def named_target(
    target_arn: str | None, instance_id: str | None, call: Scope, *, groups_abroad: bool
) -> NamedTarget:
    """Read which target a caller in `call` names; `groups_abroad` takes groups of other Regions."""
    if (target_arn is None) == (instance_id is None):
        raise InvalidParameterException("Give one of TargetArn and InstanceId, not both")  # T1
    if target_arn is None:
        return NamedTarget("instance", str(instance_id))
    arn = parse_arn(target_arn)
    kind = _kind_at(arn.path) if arn else None
    if arn is None or kind is None:
        raise InvalidParameterException(  # T2
            "TargetArn must be the ARN of an instance or of a traffic distribution group"
        )
    is_near = arn.scope.region == call.region
    if not is_near and not (groups_abroad and kind == TrafficDistributionGroup.kind):  # T4
        raise InvalidParameterException(  # T3
            f"TargetArn names a target in {arn.scope.region}, but the call is made in {call.region}"
        )
    return NamedTarget(kind, target_arn)


def _kind_at(path: str) -> TargetKind | None:
    match path.split("/"):
        case ["instance", _]:
            return "instance"
        case ["traffic-distribution-group", _]:
            return "traffic-distribution-group"
    return None
