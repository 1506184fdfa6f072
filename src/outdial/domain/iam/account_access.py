"""How often an account's IAM was changed: what is cached of it holds for one generation."""

from dataclasses import dataclass
from typing import ClassVar

from outdial.domain.resource import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAccess(Resource):
    """The number of the latest change of an account's IAM; none is generation 0."""

    kind: ClassVar[str] = "iam-access"
    is_told: ClassVar[bool] = False
    only_id: ClassVar[str] = "access"

    account: str
    generation: int = 0

    @property
    def home(self) -> str:
        """The account."""
        return self.account

    @property
    def path(self) -> str:
        """It has no ARN; this is what stands for it."""
        return self.kind
