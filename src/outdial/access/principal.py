"""Principals: who makes a request, with all that policies may ask about them.

The keys and their values are those of "AWS global condition context keys" and of the table "How
principal information appears" in "IAM policy elements: Variables and tags" [documented].
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from outdial.access.policy.context import Value

PrincipalKind = Literal["root", "user", "assumed-role", "federated-user"]

_TYPES: Mapping[PrincipalKind, str] = {
    "root": "Account",
    "user": "User",
    "assumed-role": "AssumedRole",
    "federated-user": "FederatedUser",
}
"""What `aws:PrincipalType` calls the kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Who makes a request.

    `user_id` is `aws:userid`: the account's number for its root, `AIDA…` for a user,
    `AROA…:<session>` for a session of a role, `<account>:<name>` for a federated user. `name` is
    the user's, or the session's. `role_arn` is the ARN of the role of a session. `tags` are those
    of the user, or of the role and the session together. `session_keys` are keys that only the
    request of a session has, such as `aws:TokenIssueTime` and `aws:MultiFactorAuthPresent`.
    """

    kind: PrincipalKind
    account: str
    arn: str
    user_id: str
    name: str = ""
    role_arn: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    session_keys: Mapping[str, Value] = field(default_factory=dict)

    def keys(self) -> dict[str, Value]:
        """Give the condition keys that are about the principal."""
        keys: dict[str, Value] = {
            "aws:PrincipalArn": self.role_arn or self.arn,
            "aws:PrincipalAccount": self.account,
            "aws:PrincipalType": _TYPES[self.kind],
            "aws:userid": self.user_id,
        }
        if self.kind == "user":
            keys["aws:username"] = self.name
        keys.update((f"aws:PrincipalTag/{tag}", value) for tag, value in self.tags.items())
        keys.update(self.session_keys)
        return keys


def root_of(account: str, partition: str = "aws") -> Principal:
    """Give the principal that is an account's root."""
    arn = f"arn:{partition}:iam::{account}:root"
    return Principal(kind="root", account=account, arn=arn, user_id=account)
