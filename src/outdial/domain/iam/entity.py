"""What users, groups, roles and managed policies have in common.

E1   A name is unique among the entities of a kind in an account, in whatever letters it is
     written. [documented]
E2   An entity is found by its name in whatever letters it is written. [chosen]
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import ClassVar

from outdial.domain.iam.arns import IamArn, parse_iam_arn
from outdial.domain.resource import Address, Reference, Resource

ATTACHED = "attached"
"""What ties an identity to a policy that it was given."""

BOUNDARY = "boundary"
"""What ties an identity to the policy that bounds it."""

POLICY_KIND = "iam-policy"


def name_key(name: str) -> str:
    """Write a name as it is compared."""
    return name.lower()  # E1, E2


@lru_cache(maxsize=1024)
def policy_address(arn: str) -> Address:
    """Tell where a managed policy is; the text must be its ARN."""
    parsed = parse_iam_arn(arn)
    if parsed is None:
        raise ValueError(f"{arn} is no ARN of IAM")
    return Address(POLICY_KIND, parsed.account, name_key(parsed.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Resource):
    """A named thing of an account's IAM; its folder is what IAM calls its path."""

    segment: ClassVar[str]

    account: str
    name: str
    folder: str = "/"
    created: datetime

    @property
    def home(self) -> str:
        """The account: IAM knows no Regions."""
        return self.account

    @property
    def path(self) -> str:
        """`<segment><folder><name>`, such as `user/sales/ann`."""
        return f"{self.segment}{self.folder}{self.name}"

    @property
    def unique_name(self) -> str | None:
        """The name, as it is compared."""
        return name_key(self.name)

    def arn(self, partition: str) -> str:
        """Build the ARN."""
        return IamArn(partition, self.account, self.path).text


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Entity):
    """A user, group or role: what policies are put into, attached to, and bound by."""

    inline_policies: dict[str, str] = field(default_factory=dict)
    attached: tuple[str, ...] = ()
    boundary: str | None = None

    @property
    def references(self) -> tuple[Reference, ...]:
        """The managed policies that are attached, and the boundary."""
        return tuple(self._policies())

    def _policies(self) -> Iterator[Reference]:
        for arn in self.attached:
            yield Reference(ATTACHED, policy_address(arn))
        if self.boundary:
            yield Reference(BOUNDARY, policy_address(self.boundary))
