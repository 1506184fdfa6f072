"""What a call was about: the resources that its input and its answer name.

In the facts of an event each stands as its kind and its id, such as `queue/<id>`. What was named
by the ARN of another account or Region, or of another service, stands as that ARN, too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from outdial.domain.arns import Scope, is_arn
from outdial.wire.model import Operation

_ID = re.compile(r"[\w.@+,-]{1,128}", re.ASCII)
_ARN = re.compile(r"arn:[\w.@+,:/*$-]{1,512}", re.ASCII)
"""Whatever is neither is no name of a resource."""

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
    """Name the resources of a call, each once, with a blank behind it."""
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
    return f"{' '.join(named)} " if named else ""


def kind_fact(resource_type: str) -> str:
    """Give what the facts of an event have in them if it names a resource of a type."""
    return f" {_KINDS.get(resource_type, resource_type)}/"


def name_fact(resource: str) -> str:
    """Give what the facts of an event have in them if it names a resource by an id or an ARN."""
    if ":connect:" in resource:
        return f" {'/'.join(resource.rpartition(':')[2].rsplit('/', 2)[-2:])} "
    return f"/{resource.rpartition('/')[2]} "


def resources(facts: str, home: str) -> Iterator[Named]:
    """Give the resources among the facts of an event, as CloudTrail tells of them."""
    account, _, region = home.partition("/")
    scope, instance = Scope(account, region), ""
    names = [fact for fact in facts.split() if "=" not in fact]
    for at, name in enumerate(names):
        following = names[at + 1] if at + 1 < len(names) else ""
        kind, _, last = name.partition("/")
        type_ = _TYPES.get(kind, "")
        if is_arn(following) and following.endswith(f"/{last}"):
            yield Named(type_, following)
        elif is_arn(name):
            continue
        elif "::IAM::" in type_:
            yield Named(type_, last)
        elif kind in {"instance", "phone-number", "traffic-distribution-group"}:
            instance = name if kind == "instance" else instance
            yield Named(type_, scope.arn(name))
        else:
            yield Named(type_, scope.arn(f"{instance}/{name}"))


def _add(named: dict[str, None], kind: str, text: str) -> None:
    if _ID.fullmatch(text):
        if kind:
            named[f"{kind}/{text}"] = None
    elif _ARN.fullmatch(text):
        _add_arn(named, text)
    elif kind and not is_arn(text) and _ID.fullmatch(unqualified := text.partition(":")[0]):
        named[f"{kind}/{unqualified}"] = None


def _add_arn(named: dict[str, None], arn: str) -> None:
    path = arn.split(":", 5)[-1]
    if path.startswith("instance/"):
        instance, _, content = path.removeprefix("instance/").partition("/")
        named[f"instance/{instance}"] = None
        if content:
            named[content.partition(":")[0]] = None
    else:
        named[f"{path.partition('/')[0]}/{path.rpartition('/')[2]}"] = None
        named[arn] = None


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
