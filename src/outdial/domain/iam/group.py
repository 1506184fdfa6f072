"""Groups of users: the record."""

from dataclasses import dataclass
from typing import ClassVar

from outdial.domain.iam.entity import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Identity):
    """A group; its id begins with AGPA. Its members name it."""

    kind: ClassVar[str] = "iam-group"
    segment: ClassVar[str] = "group"
