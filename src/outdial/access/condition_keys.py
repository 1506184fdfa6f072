"""Condition keys: what policies may ask about a request, and where its values come from.

An operation has the keys that the service authorization reference lists for it [documented]; the
keys of all services, such as `aws:SourceIp`, it always has ["AWS global condition context keys",
documented]. A key without a value is absent.

K1   `connect:InstanceId` is the id of the instance that the request names, by id, ARN or
     `TargetArn`. [documented; the ARNs inferred]
K2   `connect:FlowType` has many values: the type of the new flow, those that are searched for, or
     that of the flow which the request names. [documented that it has many values; which
     inferred]
K3   `connect:SearchTag/<key>` has the values of the tags that are searched for. [documented; that
     it has many values inferred]
K4   `aws:RequestTag/<key>` and `aws:TagKeys` are the tags that a request gives, and the keys of
     those that it takes away. [documented]
K5   `aws:ResourceTag/<key>` is each resource's own; one that does not exist has none. IAM's
     entities have `iam:ResourceTag/<key>` as well. [documented; of absent ones inferred]
K6   `aws:ResourceAccount` is the account that stands in the ARNs of the resources, if it is the
     same in all. [documented; for several inferred]
K7   `iam:PermissionsBoundary` is the boundary that the request gives, else the one that the user
     or role of the request has. [documented]
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from outdial.access.policy.context import Value
from outdial.access.resources import Asked, Named
from outdial.access.surroundings import Surroundings
from outdial.domain.arns import is_arn
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.iam.entity import Entity, Identity
from outdial.domain.resource import Resource

Key = Literal[
    "aws:RequestTag",
    "aws:ResourceTag",
    "aws:TagKeys",
    "connect:AttributeType",
    "connect:FlowType",
    "connect:InstanceId",
    "connect:SearchTag",
    "iam:PermissionsBoundary",
    "iam:PolicyARN",
]

RESOURCE_TAG: Final = "aws:ResourceTag"
REQUEST_TAG: Final = "aws:RequestTag"
TAG_KEYS: Final = "aws:TagKeys"
INSTANCE_ID: Final = "connect:InstanceId"
FLOW_TYPE: Final = "connect:FlowType"
ATTRIBUTE_TYPE: Final = "connect:AttributeType"
SEARCH_TAG: Final = "connect:SearchTag"
POLICY_ARN: Final = "iam:PolicyARN"
PERMISSIONS_BOUNDARY: Final = "iam:PermissionsBoundary"

Values = Iterator[tuple[str, Value]]
Found = Sequence[Resource]


def keys_of(
    asked: Asked,
    keys: Sequence[Key],
    named: Sequence[Named],
    found: Found,
    surroundings: Surroundings,
) -> dict[str, Value]:
    """Give the keys of a request, but for the tags of its resources.

    `named` is what the request must be allowed; `found` are the records of it that there are.
    """
    given = surroundings.keys(asked.scope.region)
    accounts = {one.arn.split(":", 5)[4] for one in named if is_arn(one.arn)}
    if len(accounts) == 1:
        given["aws:ResourceAccount"] = accounts.pop()  # K6
    given.update(asked.principal.keys())
    for key in keys:
        given.update(_READERS[key](asked, found))
    return given


def _instance_id(asked: Asked, _: Found) -> Values:
    for text in (*asked.values("InstanceId"), *asked.values("TargetArn")):
        if not is_arn(text):
            yield INSTANCE_ID, text
        elif (path := text.split(":", 5)[-1]).startswith("instance/"):
            yield INSTANCE_ID, path.split("/")[1]  # K1


def _attribute_type(asked: Asked, _: Found) -> Values:
    return ((ATTRIBUTE_TYPE, value) for value in asked.values("AttributeType"))


def _flow_types(asked: Asked, found: Found) -> Values:
    sought = [
        value
        for part in _parts_of(asked.params)
        for name, value in part.items()
        if name in {"TypeCondition", "ContactFlowType"} and isinstance(value, str)
    ]
    existing = [record.type for record in found if isinstance(record, ContactFlow)]
    types = tuple(dict.fromkeys((*asked.values("Type"), *sought, *existing)))
    if types:
        yield FLOW_TYPE, types  # K2


def _search_tags(asked: Asked, _: Found) -> Values:
    sought: dict[str, list[str]] = {}
    for part in _parts_of(asked.params):
        key, value = part.get("TagKey"), part.get("TagValue")
        if isinstance(key, str) and isinstance(value, str):
            sought.setdefault(key, []).append(value)
    for key, values in sought.items():
        yield f"{SEARCH_TAG}/{key}", tuple(values)  # K3


def _request_tags(asked: Asked, _: Found) -> Values:
    for tag, value in _tags_given(asked):
        yield f"{REQUEST_TAG}/{tag}", value  # K4


def _tag_keys(asked: Asked, _: Found) -> Values:
    taken = (*asked.values("tagKeys"), *asked.values("TagKeys"))
    keys = (*(tag for tag, _ in _tags_given(asked)), *taken)
    if keys:
        yield TAG_KEYS, keys  # K4


def _tags_given(asked: Asked) -> Iterator[tuple[str, str]]:
    """Read tags that are a map, as Connect's, or a list, as those of IAM; pass over what is none.

    The input was not checked against the model yet: who may not call is not told what is wrong.
    """
    tags = asked.params.get("Tags") or asked.params.get("tags")
    if isinstance(tags, Mapping):
        pairs = [*tags.items()]
    else:
        listed = tags if isinstance(tags, list) else ()
        pairs = [(tag.get("Key"), tag.get("Value")) for tag in listed if isinstance(tag, Mapping)]
    for tag, value in pairs:
        if isinstance(tag, str) and isinstance(value, str):
            yield tag, value


def _policy_arn(asked: Asked, _: Found) -> Values:
    return ((POLICY_ARN, value) for value in asked.values("PolicyArn"))


def _entity_tags(_: Asked, found: Found) -> Values:
    for one in found:
        if isinstance(one, Entity):
            yield from ((f"iam:ResourceTag/{tag}", value) for tag, value in one.tags.items())  # K5


def _permissions_boundary(asked: Asked, found: Found) -> Values:
    given = asked.values("PermissionsBoundary")
    kept = [one.boundary for one in found if isinstance(one, Identity) and one.boundary]
    return ((PERMISSIONS_BOUNDARY, value) for value in (given or kept)[:1])  # K7


_READERS: Mapping[Key, Callable[[Asked, Found], Iterable[tuple[str, Value]]]] = {
    ATTRIBUTE_TYPE: _attribute_type,
    FLOW_TYPE: _flow_types,
    INSTANCE_ID: _instance_id,
    PERMISSIONS_BOUNDARY: _permissions_boundary,
    POLICY_ARN: _policy_arn,
    REQUEST_TAG: _request_tags,
    RESOURCE_TAG: _entity_tags,
    SEARCH_TAG: _search_tags,
    TAG_KEYS: _tag_keys,
}


def _parts_of(value: Any) -> Iterator[Mapping[str, Any]]:
    """List the structures in an input, the outer ones first."""
    if isinstance(value, Mapping):
        yield value
        for part in value.values():
            yield from _parts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from _parts_of(part)
