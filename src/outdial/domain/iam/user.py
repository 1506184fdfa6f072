"""Users: the record."""

from dataclasses import dataclass
from typing import ClassVar

from outdial.domain.iam.entity import Identity
from outdial.domain.iam.group import Group
from outdial.domain.resource import Address, Reference

MEMBER = "member"
"""What ties a user to a group that it is in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User(Identity):
    """A user; its id begins with AIDA."""

    kind: ClassVar[str] = "iam-user"
    segment: ClassVar[str] = "user"

    group_ids: tuple[str, ...] = ()

    @property
    def references(self) -> tuple[Reference, ...]:
        """The policies, and the groups that the user is in."""
        groups = (Address(Group.kind, self.account, group) for group in self.group_ids)
        return (*self._policies(), *(Reference(MEMBER, group) for group in groups))
