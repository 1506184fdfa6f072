"""The limits that a server holds its callers to: AWS's, or those of a file."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from outdial.access.limits import AWS, Limits, Throttling
from outdial.access.throttle import Rate
from outdial.domain.quotas import Quotas
from outdial.seed.documents import read_document
from outdial.seed.errors import Problem, SeedError
from outdial.seed.mismatches import problem_of
from outdial.wire.model import load

_KINDS: Mapping[str, type[msgspec.Struct]] = {
    "": Limits,
    "throttling": Throttling,
    "default": Rate,
    "operations": Rate,
    "quotas": Quotas,
}


def read_limits(named: str) -> Limits:
    """Give AWS's limits by the name `aws`, or read a file's; a SeedError says what is wrong."""
    if named == "aws":
        return AWS
    if not Path(named).exists():
        raise SeedError(f"{named}: there is no such file; `aws` stands for AWS's own limits")
    document = read_document(Path(named))
    try:
        limits = msgspec.convert(document.raw, Limits, strict=False)
    except msgspec.ValidationError as error:
        raise document.error([problem_of(error, _KINDS)]) from None
    if unknown := list(_unknown_operations(limits)):
        raise document.error(unknown)
    return limits


def _unknown_operations(limits: Limits) -> Iterator[Problem]:
    known = load("connect").operations
    for name in limits.throttling.operations if limits.throttling else ():
        if name not in known:
            yield Problem(f"throttling.operations.{name}", "Connect has no such operation")
