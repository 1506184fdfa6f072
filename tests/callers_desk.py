"""Callers of all kinds, and the settings that make an Outdial look at who they are."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from conftest import ACCOUNT
from outdial.settings import RootKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_iam import IAMClient
    from mypy_boto3_sts import STSClient

ROOT = RootKey(id="ROOT-KEY", secret="root's secret", account=ACCOUNT)
OTHER_ROOT = RootKey(id="OTHER-ROOT", secret="another secret", account="210987654321")
LENIENT = timedelta(days=36500)
"""botocore signs at the machine's time, and the tests' clock stands."""

CHECKED: dict[str, Any] = {"root_keys": (ROOT, OTHER_ROOT), "clock_skew": LENIENT}

Credentials = Mapping[str, Any]


class Who:
    """Whoever has a key: makes clients with it."""

    def __init__(self, key: str, secret: str, token: str | None = None) -> None:
        self.key, self.secret, self.token = key, secret, token

    def client(self, service: str, region: str = "us-east-1") -> Any:
        return boto3.client(
            service,  # type: ignore[call-overload]  # any of them
            region_name=region,
            aws_access_key_id=self.key,
            aws_secret_access_key=self.secret,
            aws_session_token=self.token,
        )

    @property
    def connect(self) -> "ConnectClient":
        client: ConnectClient = self.client("connect")
        return client

    @property
    def iam(self) -> "IAMClient":
        client: IAMClient = self.client("iam")
        return client

    @property
    def sts(self) -> "STSClient":
        client: STSClient = self.client("sts")
        return client

    @property
    def arn(self) -> str:
        return self.sts.get_caller_identity()["Arn"]


def root(key: RootKey = ROOT) -> Who:
    """Call as an account's root."""
    return Who(key.id, key.secret)


def holder(credentials: Credentials) -> Who:
    """Call with temporary credentials."""
    return Who(
        credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"]
    )


def new_user(name: str, *statements: Mapping[str, Any], by: Who | None = None) -> Who:
    """Create a user with a key and an inline policy."""
    iam = (by or root()).iam
    iam.create_user(UserName=name)
    if statements:
        iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=policy(*statements))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return Who(key["AccessKeyId"], key["SecretAccessKey"])


def new_role(name: str, trusts: Any, *statements: Mapping[str, Any], **more: Any) -> str:
    """Create a role that trusts a principal, with an inline policy; give its ARN."""
    iam = root().iam
    trust = policy(
        {"Effect": "Allow", "Principal": trusts, "Action": ["sts:AssumeRole", "sts:TagSession"]}
        if not (isinstance(trusts, dict) and "Effect" in trusts)
        else trusts
    )
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust, **more)["Role"]["Arn"]
    if statements:
        iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=policy(*statements))
    return arn


def assume(who: Who, role_arn: str, name: str = "session", **more: Any) -> Who:
    """Begin a session of a role."""
    answer = who.sts.assume_role(RoleArn=role_arn, RoleSessionName=name, **more)
    return holder(answer["Credentials"])


def policy(*statements: Mapping[str, Any]) -> str:
    """Write a policy."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:
    """Write a statement that allows."""
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:
    """Write a statement that denies."""
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


def refusal(call: "Callable[..., Any]", **members: Any) -> tuple[int, str, str]:
    """Tell how a call is refused: status, code and text."""
    with pytest.raises(ClientError) as refused:
        call(**members)
    response = refused.value.response
    error = response["Error"]
    return response["ResponseMetadata"]["HTTPStatusCode"], error["Code"], error["Message"]
