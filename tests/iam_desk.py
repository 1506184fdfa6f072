"""What the tests of IAM share."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import boto3

from conftest import ACCOUNT

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

START = datetime(2026, 1, 1, tzinfo=UTC)
"""When the tests' clock stands at first."""

ALLOW = (
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"connect:*","Resource":"*"}}'
)
DENY = ALLOW.replace("Allow", "Deny")
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
            "Action": "sts:AssumeRole",
        },
    }
)
NO_POLICY = '{"Version":"2012-10-17","Statement":[]}'

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
READER = "arn:aws:iam::aws:policy/AmazonConnectReadOnlyAccess"


def client(account: str = ACCOUNT, region: str = "us-east-1") -> "IAMClient":
    """Make a client of an account."""
    return boto3.client(
        "iam", region_name=region, aws_access_key_id=account, aws_secret_access_key="secret"
    )


def large(size: int) -> str:
    """Make a policy of so many characters, a hundred at least."""
    return ALLOW.replace("*", "a" * (size - len(ALLOW)) + "*", 1)


def plain(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Give an answer without what every answer has."""
    return {key: value for key, value in answer.items() if key != "ResponseMetadata"}


def entry(kind: str, number: int, name: str, folder: str = "/") -> dict[str, Any]:
    """Show a user or group as it is answered, if it was the `number`th thing to get an id."""
    prefix = {"User": "AIDA", "Group": "AGPA"}[kind]
    return {
        "Path": folder,
        f"{kind}Name": name,
        f"{kind}Id": f"{prefix}{unique(number)}",
        "Arn": f"arn:aws:iam::{ACCOUNT}:{kind.lower()}{folder}{name}",
        "CreateDate": START,
    }


def unique(number: int) -> str:
    """Give what stands after the four letters of the `number`th unique id, up to the 31st."""
    return "AIAAIAAAAAAAAAAA" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[number]
