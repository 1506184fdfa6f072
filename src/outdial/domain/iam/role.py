"""Roles: the record."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from outdial.domain.iam.entity import Identity

DEFAULT_SESSION = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Identity):
    """A role; its id begins with AROA. The trust policy tells who may assume it."""

    kind: ClassVar[str] = "iam-role"
    segment: ClassVar[str] = "role"

    trust_policy: str
    description: str | None = None
    max_session_duration: int = DEFAULT_SESSION
    last_used: datetime | None = None
    last_used_region: str | None = None
