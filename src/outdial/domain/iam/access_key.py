"""Access keys: the record."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from outdial.domain.iam.user import User
from outdial.domain.resource import Address, Entry, Reference, Resource

NAMESPACE = "access-key"
"""Where access keys are found among all accounts."""

OWNER = "owner"
"""What ties a key to its user."""

Status = Literal["Active", "Inactive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessKey(Resource):
    """An access key: of a user, or of the account's root if it has none."""

    kind: ClassVar[str] = "iam-access-key"
    secrets: ClassVar[frozenset[str]] = frozenset({"secret"})

    account: str
    user_id: str | None = None
    secret: str = field(repr=False)
    status: Status = "Active"
    created: datetime
    last_used: datetime | None = None
    last_used_region: str | None = None
    last_used_service: str | None = None

    @property
    def home(self) -> str:
        """The account."""
        return self.account

    @property
    def path(self) -> str:
        """A key has no ARN; this is what stands for it."""
        return f"access-key/{self.id}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The key's id, which is its own among all accounts."""
        return (Entry(NAMESPACE, self.id),)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The user."""
        return (Reference(OWNER, user_address(self.account, self.user_id)),)


def user_address(account: str, user_id: str | None) -> Address:
    """Tell where the owner of keys is; the root is none of the records, but has an address."""
    return Address(User.kind, account, user_id or "root")
