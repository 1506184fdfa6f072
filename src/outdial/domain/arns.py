"""Amazon Resource Names: how they are built, and how what a caller sends is read."""

from dataclasses import dataclass
from functools import lru_cache


def partition_of(region: str) -> str:
    """Name the partition of a Region, as the SDKs do."""
    if region.startswith("cn-"):
        return "aws-cn"
    return "aws-us-gov" if region.startswith("us-gov-") else "aws"


def home_of(account: str, region: str) -> str:
    """Name the store's home of what belongs to an account in a Region, not to an instance."""
    return f"{account}/{region}"


@dataclass(frozen=True, slots=True)
class Scope:
    """The account and the Region in which a call is made, or a resource lives."""

    account: str
    region: str

    @property
    def home(self) -> str:
        """The store's home of what belongs to the account in the Region, not to an instance."""
        return home_of(self.account, self.region)

    def arn(self, path: str) -> str:
        """Build the ARN of the resource at `path`, such as `instance/<id>/queue/<id>`."""
        return _beginning(self.account, self.region) + path


@lru_cache(maxsize=1024)
def _beginning(account: str, region: str) -> str:
    return f"arn:{partition_of(region)}:connect:{region}:{account}:"


@dataclass(frozen=True, slots=True)
class Arn:
    """An ARN of Connect, taken apart."""

    scope: Scope
    path: str


def parse_arn(text: str) -> Arn | None:
    """Take an ARN of Connect apart; None if the text is no such ARN to the letter."""
    parts = text.split(":", 5)
    if len(parts) != 6:  # noqa: PLR2004 the parts of an ARN
        return None
    arn, partition, service, region, account, path = parts
    if (arn, partition, service) != ("arn", partition_of(region), "connect"):
        return None
    return Arn(Scope(account, region), path)


def is_arn(text: str) -> bool:
    """Tell whether a caller meant an ARN, well-formed or not."""
    return text.startswith("arn:")
