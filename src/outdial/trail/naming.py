"""What a call was about: the resources that its input and its answer name."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from outdial.domain.arns import Scope, is_arn
from outdial.wire.model import Operation

LONGEST = 160
"""Whatever is longer, or has blanks in it, is no id."""

_MEMBERS: Mapping[str, str] = {
    "InstanceId": "instance",
    "QueueId": "queue",
    "ContactFlowId": "contact-flow",
    "OutboundFlowId": "contact-flow",
    "HoursOfOperationId": "operating-hours",
    "QuickConnectId": "transfer-destination",
    "QuickConnectIds": "transfer-destination",
    "PhoneNumberId": "phone-number",
    "OutboundCallerIdNumberId": "phone-number",
    "TrafficDistributionGroupId": "traffic-distribution-group",
    "Id": "traffic-distribution-group",  # where it is a member of an input
    "UserName": "user",
    "GroupName": "group",
    "RoleName": "role",
    "AccessKeyId": "access-key",
}
"""The kinds of resources that members name, as ARNs write them."""

_TYPES: Mapping[str, str] = {
    "instance": "AWS::Connect::Instance",
    "queue": "AWS::Connect::Queue",
    "contact-flow": "AWS::Connect::ContactFlow",
    "operating-hours": "AWS::Connect::HoursOfOperation",
    "transfer-destination": "AWS::Connect::QuickConnect",
    "phone-number": "AWS::Connect::PhoneNumber",
    "traffic-distribution-group": "AWS::Connect::TrafficDistributionGroup",
    "user": "AWS::IAM::User",
    "group": "AWS::IAM::Group",
    "role": "AWS::IAM::Role",
    "policy": "AWS::IAM::Policy",
    "access-key": "AWS::IAM::AccessKey",
}
_KINDS = {of: kind for kind, of in _TYPES.items()}


class Named(NamedTuple):
    """A resource as CloudTrail tells of it."""

    type: str
    name: str


_Step = tuple[str, str, str]
"""A member of an input, a member of that one or '', and the kind; '' if it says it itself."""


def names_of(operation: Operation, params: Mapping[str, Any], answer: object) -> str:
    """Name the resources of a call, each once, as events keep them."""
    named: dict[str, None] = {}
    for member, inner, kind in _steps(operation):
        value = params.get(member)
        if inner and value is not None:
            value = value.get(inner)
        if isinstance(value, str):
            _add(named, kind, value)
        elif isinstance(value, list):
            for item in value:
                _add(named, kind, item)
    if isinstance(answer, Mapping):
        _add_answered(named, answer)
    return f" {' '.join(named)} " if named else ""


def kind_of(resource_type: str) -> str:
    """Give the kind that a type of resources is; one that is not known is none."""
    return _KINDS.get(resource_type, resource_type)


def end_of(resource: str) -> str:
    """Give what the name of a resource ends with in events, for its id, name or ARN."""
    if resource.startswith("arn:") and ":connect:" in resource:
        return "/".join(resource.rpartition(":")[2].rsplit("/", 2)[-2:])
    return "/" + resource.rpartition("/")[2]


def resources(names: str, home: str) -> Iterator[Named]:
    """Give the resources that an event names, as CloudTrail tells of them."""
    account, _, region = home.partition("/")
    scope, instance = Scope(account, region), ""
    for name in names.split():
        path = name.split(":", 5)[-1]
        kind, _, last = path.partition("/")
        type_ = _TYPES.get(kind, "")
        if is_arn(name) or "::IAM::" in type_:
            yield Named(type_, name if is_arn(name) else last)
        elif kind in {"instance", "phone-number", "traffic-distribution-group"}:
            instance = path if kind == "instance" else instance
            yield Named(type_, scope.arn(path))
        else:
            yield Named(type_, scope.arn(f"{instance}/{path}"))


def _add(named: dict[str, None], kind: str, text: str) -> None:
    if len(text) > LONGEST or " " in text:
        return
    if not is_arn(text):
        if kind:
            named[f"{kind}/{text.partition(':')[0]}"] = None
        return
    path = text.split(":", 5)[-1]
    if path.startswith("instance/"):
        instance, _, content = path.removeprefix("instance/").partition("/")
        named[f"instance/{instance}"] = None
        if content:
            named[content.partition(":")[0]] = None
    else:
        named[text] = None


def _add_answered(named: dict[str, None], answer: Mapping[str, Any]) -> None:
    for member, value in answer.items():
        if isinstance(value, Mapping):
            _add_answered(named, value)
        elif isinstance(value, str):
            if member.endswith("Arn"):
                _add(named, "", value)
            elif member in _MEMBERS and member != "Id":
                _add(named, _MEMBERS[member], value)


@cache
def _steps(operation: Operation) -> Sequence[_Step]:
    """Find once which members of an operation's input name resources."""
    shape = operation.input
    steps: list[_Step] = []
    for member, of in shape.members.items() if shape else ():
        if member in _MEMBERS:
            steps.append((member, "", _MEMBERS[member]))
        elif member.endswith(("Arn", "ARN")) or member == "resourceArn":
            steps.append((member, "", ""))
        elif of.type == "structure":
            steps += [(member, inner, _MEMBERS[inner]) for inner in of.members if inner in _MEMBERS]
    return tuple(steps)
