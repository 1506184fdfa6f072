"""Sessions: temporary credentials, and all that is known of whom they were given to."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from outdial.domain.iam.access_key import NAMESPACE
from outdial.domain.resource import Entry, Resource

SessionKind = Literal["session-token", "assumed-role", "federated-user"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Resource):
    """Temporary credentials; the id is that of their access key, the tags are the session's.

    `owner_id` is the unique id of the role, or of the user who asked; without one it was the
    account's root. `policies` and `policy_arns` are the session policies: a session of a role
    without any is not limited, a federated user without any may do nothing.
    """

    kind: ClassVar[str] = "sts-session"
    secrets: ClassVar[frozenset[str]] = frozenset({"secret", "token"})

    account: str
    secret: str = field(repr=False)
    token: str = field(repr=False)
    issued: datetime
    expires: datetime
    of: SessionKind
    owner_id: str | None = None
    name: str = ""
    role_arn: str = ""
    policies: tuple[str, ...] = ()
    policy_arns: tuple[str, ...] = ()
    transitive_keys: tuple[str, ...] = ()
    source_identity: str | None = None

    @property
    def home(self) -> str:
        """The account that the session acts in."""
        return self.account

    @property
    def path(self) -> str:
        """A session has no ARN of its own; this is what stands for it."""
        return f"session/{self.id}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The access key's id, which is its own among all accounts."""
        return (Entry(NAMESPACE, self.id),)

    @property
    def role_session_arn(self) -> str:
        """The ARN of a session of a role."""
        _, partition, _, _, account, path = self.role_arn.split(":", 5)
        name = path.rpartition("/")[2]
        return f"arn:{partition}:sts::{account}:assumed-role/{name}/{self.name}"

    @property
    def transitive_tags(self) -> dict[str, str]:
        """The tags that go on to the sessions that this one begins."""
        return {key: value for key, value in self.tags.items() if key in self.transitive_keys}
