"""Tags of resources."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outdial.access.condition_keys import REQUEST_TAG, RESOURCE_TAG, TAG_KEYS
from outdial.access.identity import Caller
from outdial.call import Call
from outdial.domain.instance import Instance
from outdial.domain.resource import Resource
from outdial.domain.tagging import merged, named_record, read_arn, tagged_home, without
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.errors import ResourceNotFoundException
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes


def homes_of_tagged(caller: Caller, params: dict[str, Any]) -> tuple[str, ...]:
    """Name the account and Region of the call, and the instance that the ARN names, if any."""
    instance_id = tagged_home(str(params.get("resourceArn") or ""))
    return (caller.scope.home, instance_id) if instance_id else (caller.scope.home,)


@operation(
    "TagResource", homes=homes_of_tagged, on=("{resourceArn}",), keys=(REQUEST_TAG, TAG_KEYS)
)
def tag_resource(call: Call, request: "shapes.TagResourceRequest") -> None:
    """Add tags to a resource: an instance or what it contains, a phone number or a group.

    1. A key that is there already gets the new value. [documented]
    2. At most 50 tags may result, else InvalidRequestException. [documented; the error chosen]
    3. An ARN of another account or Region is ResourceNotFoundException, and so is a phone
       number's older ARN with the instance in it (V1). [inferred]
    4. What is no ARN of Connect is InvalidParameterException. [chosen]
    5. LastModifiedTime does not move. [chosen]
    """
    record = _named(call, request["resourceArn"])
    call.tx.put(replace(record, tags=merged(record.tags, request["tags"])))  # T6


@operation("UntagResource", homes=homes_of_tagged, on=("{resourceArn}",), keys=(TAG_KEYS,))
def untag_resource(call: Call, request: "shapes.UntagResourceRequest") -> None:
    """Remove tags from a resource.

    1. A key that is not there is passed over. [chosen]
    2. LastModifiedTime does not move. [chosen]
    """
    record = _named(call, request["resourceArn"])
    call.tx.put(replace(record, tags=without(record.tags, request["tagKeys"])))  # T6


@operation(
    "ListTagsForResource", homes=homes_of_tagged, on=("{resourceArn}",), keys=(RESOURCE_TAG,)
)
def list_tags_for_resource(
    call: Call, request: "shapes.ListTagsForResourceRequest"
) -> "shapes.ListTagsForResourceResponse":
    """List the tags of a resource.

    1. Without tags the answer is an empty map, so that a caller can read it unasked. [chosen]
    """
    return {"tags": _named(call, request["resourceArn"]).tags}


def _named(call: Call, text: str) -> Resource:
    arn = read_arn(text)
    named = named_record(arn) if arn.scope == call.scope else None
    record = named and _find(call, *named)
    if not record:
        raise ResourceNotFoundException("Resource not found")
    return record


def _find(call: Call, kind: type[Resource], home: str, record_id: str) -> Resource | None:
    if home == call.scope.home:
        record = call.tx.find(kind, home, record_id)
        is_gone = isinstance(record, TrafficDistributionGroup) and record.is_gone(call.now)
        return None if is_gone else record
    instance = call.tx.find(Instance, call.scope.home, home)
    if instance is None:
        return None
    call.sides.enter(instance)
    return call.tx.find(kind, home, record_id)
