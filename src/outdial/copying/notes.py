"""What a reading could not read, in plain words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from outdial.seed.api import RefusedError

T = TypeVar("T")

_PASSING = frozenset(
    {
        "ExpiredTokenException",
        "InternalServerException",
        "InternalServiceException",
        "InvalidSignatureException",
        "RequestExpired",
        "ServiceUnavailableException",
        "ThrottlingException",
        "TooManyRequestsException",
        "UnrecognizedClientException",
    }
)
"""Refusals that say nothing of what was asked for: the reading stops, and is gone on with later."""

NOT_SERVED = "OperationNotServedException"
"""The refusal of an Outdial that does not serve an operation."""


class NotImportedError(Exception):
    """Something is of a kind that cannot be imported; the text says why."""


@dataclass(slots=True)
class Notes:
    """Collects what was left out, and why."""

    lines: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Note something once."""
        if line not in self.lines:
            self.lines.append(line)

    def attempt(self, what: str, work: Callable[[], T]) -> T | None:
        """Do something; if it is refused or cannot be imported, note that and give None."""
        try:
            return work()
        except RefusedError as error:
            if error.code in _PASSING:
                raise
            self.add(f"{what}: not read: {error}")
        except (NotImportedError, msgspec.ValidationError, KeyError) as error:
            self.add(f"{what}: not imported: {_told(error)}")
        return None


def _told(error: Exception) -> Any:
    return f"{error} is missing" if isinstance(error, KeyError) else error
