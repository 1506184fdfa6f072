"""A client that does not wait and try again."""

from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from conftest import ACCOUNT

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


@cache
def hasty(
    account: str = ACCOUNT, region: str = "us-east-1", mode: Any = "standard", attempts: int = 1
) -> "ConnectClient":
    """Make a client that tries each call once, unless it is told otherwise."""
    return boto3.client(
        "connect",
        region_name=region,
        aws_access_key_id=account,
        aws_secret_access_key="secret",
        config=Config(retries={"mode": mode, "total_max_attempts": attempts}),
    )
