"""Tags of resources: which record an ARN names, and the rules for its tags.

T1   What is no ARN of Connect is InvalidParameterException. [chosen]
T2   An ARN of another account or Region, or of a kind that has no tags, is
     ResourceNotFoundException. [inferred]
T3   A phone number is tagged by its own ARN (`phone-number/<id>`, V2) only; the older form
     (`instance/<id>/phone-number/<id>`, V1) is ResourceNotFoundException.
     [documented; the error inferred]
T4   New values replace those of the same keys; at most 50 tags may result, else
     InvalidRequestException. [documented; the error chosen]
T5   Removing a key that is not there is no error. [chosen]
T6   Tagging does not move a resource's LastModifiedTime: a tag is no part of its configuration.
     [chosen]
T7   A traffic distribution group is tagged in its own Region only, as a phone number is.
     [inferred]
"""

from collections.abc import Iterable, Mapping

from outdial.domain.arns import Arn, parse_arn
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.hours_of_operation import HoursOfOperation
from outdial.domain.instance import Instance
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.queue import Queue
from outdial.domain.quick_connect import QuickConnect
from outdial.domain.resource import Content, Resource
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.errors import InvalidParameterException, InvalidRequestException

MOST_TAGS = 50

_CONTENTS: Mapping[str, type[Content]] = {
    kind.segment: kind for kind in (ContactFlow, HoursOfOperation, Queue, QuickConnect)
}


def read_arn(text: str) -> Arn:
    """Read the ARN of a resource to tag."""
    arn = parse_arn(text)
    if arn is None:
        raise InvalidParameterException(
            f"resourceArn must be the ARN of a resource of Amazon Connect, not {text}"  # T1
        )
    return arn


def tagged_home(text: str) -> str | None:
    """Tell the instance that the ARN of something in an instance names, if it is one."""
    arn = parse_arn(text)
    match arn and arn.path.split("/"):
        case ["instance", instance_id, _, _]:
            return instance_id
    return None


def named_record(arn: Arn) -> tuple[type[Resource], str, str] | None:
    """Tell the kind, home and id that an ARN names; None if it can name nothing with tags."""
    match arn.path.split("/"):
        case ["instance", instance_id]:
            return Instance, arn.scope.home, instance_id
        case ["phone-number", number_id]:
            return PhoneNumber, arn.scope.home, number_id  # T3
        case [TrafficDistributionGroup.kind, group_id]:
            return TrafficDistributionGroup, arn.scope.home, group_id  # T7
        case ["instance", instance_id, segment, content_id] if segment in _CONTENTS:
            return _CONTENTS[segment], instance_id, content_id
    return None  # T2


def merged(tags: Mapping[str, str], added: Mapping[str, str]) -> dict[str, str]:
    """Add tags to those that are there."""
    result = {**tags, **added}
    if len(result) > MOST_TAGS:
        raise InvalidRequestException(
            f"A resource may have {MOST_TAGS} tags at most; this one would have {len(result)}"  # T4
        )
    return result


def without(tags: Mapping[str, str], keys: Iterable[str]) -> dict[str, str]:
    """Take tags away from those that are there."""
    gone = set(keys)
    return {key: value for key, value in tags.items() if key not in gone}  # T5
