"""Faults on demand: errors, waits and broken connections, to test clients with.

F1   A fault strikes calls of the operations that its pattern matches: by name (`UpdateQueue*`), or
     by service and name (`iam:CreateUser`). Account, Region and instance narrow it; the instance
     is the one that the call's InstanceId names.
F2   Of the calls that it matches it strikes a share, its rate. Which ones follows from its seed
     and their order alone, so a run can be repeated.
F3   It strikes `count` times at most.
F4   Of several faults that match a call, the first strikes that does, in the order in which they
     were added; those after it do not see the call.
F5   A call that gets an error, or whose connection breaks, changes nothing. One that has to wait
     is done, and its answer kept back.

All of it is chosen: the service has no such thing.
"""

import hashlib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Annotated

import msgspec

from outdial import errors
from outdial.domain.arns import Scope
from outdial.errors import ProblemsError, ServiceError

ERRORS: Mapping[str, type[ServiceError]] = {
    name: error
    for name, error in vars(errors).items()
    if name.endswith("Exception") and issubclass(error, ServiceError)
}
"""The errors that there are on the wire."""

_TEXTS: Mapping[str, str] = {
    "InternalServiceException": "Internal service error",
    "ThrottlingException": "Rate exceeded",
    "TooManyRequestsException": "Rate exceeded",
}


class FaultError(ValueError):
    """A fault makes no sense; the text says why, `member` which of its members is wrong."""

    def __init__(self, text: str, *, member: str = "") -> None:
        super().__init__(text)
        self.member = member


class DroppedError(Exception):
    """The connection is to be closed instead of an answer, after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__("the connection is dropped on demand")
        self.seconds = seconds


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to go wrong, for which calls, and how often."""

    operation: str = "*"
    error: str | None = None
    message: str | None = None
    latency: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    drop: bool = False
    rate: Annotated[float, msgspec.Meta(ge=0, le=1)] = 1.0
    count: Annotated[int, msgspec.Meta(ge=1)] | None = None
    seed: int = 0
    account: str | None = None
    region: str | None = None
    instance: str | None = None

    def matches(self, scope: Scope, key: tuple[str, str], instance: str) -> bool:
        """Tell whether a call may be struck."""
        return (
            is_named(key, self.operation)
            and self.account in {None, scope.account}
            and self.region in {None, scope.region}
            and (self.instance is None or _id(self.instance) == _id(instance))
        )  # F1

    def is_hit(self, number: int) -> bool:
        """Tell whether the rate hits the call of a number among those that match."""
        digest = hashlib.blake2b(f"{self.seed}/{number}".encode(), digest_size=8).digest()
        return int.from_bytes(digest) < self.rate * 2**64  # F2

    def refuse(self) -> None:
        """Raise what the call gets instead of its answer, if it gets none."""
        if self.drop:
            raise DroppedError(self.latency)
        if self.error is not None:
            kind = ERRORS[self.error]
            text = self.message or _TEXTS.get(self.error, "A fault on demand")
            raise kind([text]) if issubclass(kind, ProblemsError) else kind(text)


def is_named(key: tuple[str, str], pattern: str) -> bool:
    """Tell whether a pattern names an operation, by its name or by service and name."""
    return fnmatchcase(key[1], pattern) or fnmatchcase(":".join(key), pattern)


def _id(text: str) -> str:
    """Take the id from an id or an ARN."""
    return text.rpartition("/")[2]
