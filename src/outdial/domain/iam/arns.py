"""ARNs of IAM: no Region stands in them, and the account may be `aws` itself."""

from dataclasses import dataclass

_SERVICE = ("iam", "")


@dataclass(frozen=True, slots=True)
class IamArn:
    """An ARN of IAM, taken apart; `path` is what stands after the account."""

    partition: str
    account: str
    path: str

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def text(self) -> str:
        """The ARN, put together."""
        return f"arn:{self.partition}:iam::{self.account}:{self.path}"


def parse_iam_arn(text: str) -> IamArn | None:
    """Take an ARN of IAM apart; None if the text is none."""
    parts = text.split(":", 5)
    if len(parts) != 6:  # noqa: PLR2004 the parts of an ARN
        return None
    arn, partition, service, region, account, path = parts
    if arn != "arn" or (service, region) != _SERVICE:
        return None
    return IamArn(partition, account, path)
