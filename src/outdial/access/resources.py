"""Which resources a call must be allowed: read from its input, never from what it is about.

Each operation says beside its function what IAM must allow, as the service authorization
reference does: in templates such as `instance/{InstanceId}/queue/{QueueId}`, or in functions
where a template cannot say it.

A1   A member that is absent names nothing, a list names each of its members.
A2   An id becomes the ARN of the resource in the account and Region of the call. [documented]
A3   An ARN is the resource itself, of whatever account and Region; what stands after it in the
     template follows it. [chosen; that the service takes it apart is unknown]
A4   A qualifier (`<id>:$SAVED`) is no part of the resource: who may not touch a flow may not touch
     a version of it. [chosen]
A5   `Settings.raw_resource_arns` pastes ids and ARNs into the template as they came, those of the
     path with their percent-escapes, as it was observed. A member that stands alone is an ARN by
     its definition and is never pasted.
A6   An asterisk in a template stands for itself: a list of queues is asked for
     `instance/<id>/queue/*`, and so is a new queue. [documented for lists; for new ones inferred]
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar
from urllib.parse import quote

from outdial.access.principal import Principal
from outdial.domain.arns import Scope, is_arn, partition_of
from outdial.domain.resource import Resource

if TYPE_CHECKING:
    from outdial.access.identity import Caller
    from outdial.settings import Settings
    from outdial.wire.model import Operation

R = TypeVar("R", bound=Resource)

_MEMBER = re.compile(r"\{([^}]+)\}")
_UNESCAPED = "-_.~"

ANYTHING = "*"
"""What is asked for by an operation whose resources have no types."""


class Records(Protocol):
    """What may be looked up to name resources; a transaction is one."""

    def find(self, kind: type[R], home: str, id: str, /) -> R | None:  # noqa: A002 the word
        """Find a record by its id."""
        ...

    def find_named(self, kind: type[R], home: str, name: str, /) -> R | None:
        """Find a record by its unique name."""
        ...


@dataclass(slots=True, kw_only=True)
class Asked:
    """What is asked for: where, by whom, what, and with which input.

    `path` is the operation's in the model, whose labels are known by their braces.
    """

    scope: Scope
    principal: Principal
    operation: str
    params: dict[str, Any]
    records: Records
    service: str = "connect"
    path: str = "/"
    raw: bool = False

    @property
    def action(self) -> str:
        """The name that policies have for the operation."""
        return f"{self.service}:{self.operation}"

    def arn(self, path: str) -> str:
        """Build the ARN of a resource of the service in the account of the call."""
        if self.service == "connect":
            return self.scope.arn(path)
        partition = partition_of(self.scope.region)
        return f"arn:{partition}:{self.service}::{self.scope.account}:{path}"

    def values(self, member: str) -> Sequence[str]:
        """Give what a member says, such as `OutboundCallerConfig.OutboundFlowId`."""
        value = _value_at(_path_to(member), self.params)
        if isinstance(value, list):
            return [str(one) for one in value if one is not None]  # A1
        return () if value is None else (str(value),)  # A1


class Named(NamedTuple):
    """The ARN of a resource; one that `only_denies` need not be allowed, but may be denied."""

    arn: str
    only_denies: bool = False


def asked_by(
    caller: "Caller",
    operation: "Operation",
    params: dict[str, Any],
    records: Records,
    settings: "Settings",
) -> Asked:
    """Say what is asked for if a caller calls an operation with an input."""
    return Asked(
        scope=caller.scope,
        principal=caller.principal,
        operation=operation.name,
        params=params,
        records=records,
        service=operation.service,
        path=operation.uri,
        raw=settings.raw_resource_arns,
    )


Naming = Callable[[Asked], Iterable[str | Named]]
On = Sequence[str | Naming]

ANYONE: On = ()
"""Names nothing: the operation needs no permission."""


def resources_of(on: On, asked: Asked) -> list[Named]:
    """Name the resources that a call must be allowed, each once, in the order of `on`."""
    named: dict[Named, None] = {}
    for each in on:
        for one in named_by(each, asked) if isinstance(each, str) else each(asked):
            named[one if isinstance(one, Named) else Named(one)] = None
    return list(named)


def named_by(template: str, asked: Asked) -> list[str]:
    """Name the resources that a template stands for."""
    if template == ANYTHING:
        return [template]
    paste = asked.raw and not _stands_alone(template)
    if not paste and (named := _one_named_by(template, asked)):
        return [named]
    texts = [""]
    for literal, member in _parts(template):
        if not member:
            texts = [text + literal for text in texts]
        elif paste:
            escaped = [_escaped(value, member, asked) for value in asked.values(member)]
            texts = [text + literal + value for text in texts for value in escaped]
        else:
            values = asked.values(member)
            texts = [_joined(text + literal, value) for text in texts for value in values]
    return [text if is_arn(text) else asked.arn(text) for text in texts]  # A2


def _one_named_by(template: str, asked: Asked) -> str | None:
    """Name what a template stands for if each of its members has one value, as nearly always."""
    text = ""
    for literal, path in _paths(template):
        text += literal
        if path:
            value = _value_at(path, asked.params)
            if not isinstance(value, str):
                return None
            text = _joined(text, value) if ":" in value else text + value
    return text if is_arn(text) else asked.arn(text)  # A2


def _joined(text: str, value: str) -> str:
    if not is_arn(value):
        return text + value.partition(":")[0]  # A4
    *head, path = value.split(":", 5)
    return ":".join((*head, path.partition(":")[0]))  # A3, A4


def _escaped(value: str, member: str, asked: Asked) -> str:
    return quote(value, safe=_UNESCAPED) if f"{{{member}}}" in asked.path else value  # A5


def _value_at(path: Sequence[str], params: dict[str, Any]) -> Any:
    value: Any = params
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


@lru_cache(maxsize=1024)
def _path_to(member: str) -> tuple[str, ...]:
    return tuple(member.split("."))


@lru_cache(maxsize=1024)
def _parts(template: str) -> tuple[tuple[str, str], ...]:
    """Take a template apart: each literal with the member that follows it, or with none."""
    literals_and_members = [*_MEMBER.split(template), ""]
    return tuple(zip(literals_and_members[::2], literals_and_members[1::2], strict=True))


@lru_cache(maxsize=1024)
def _paths(template: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Take a template apart likewise, and its members, too."""
    return tuple(
        (literal, _path_to(member) if member else ()) for literal, member in _parts(template)
    )


def _stands_alone(template: str) -> bool:
    return _parts(template)[0][0] == ""
