"""A server that enforces policies, with a queue and principals who may do this and that with it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from console.centre import SECRET, Centre, client, iam_of, set_up
from console.visiting import Visitor
from server_process import running

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

ACCOUNT = "123456789012"


def document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=1)


def allow(action: str, resource: str = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The server's address, its root's clients, and the queue."""

    url: str
    iam: "IAMClient"
    centre: Centre

    @property
    def queue(self) -> str:
        return f"{self.centre.address}/queues/{self.centre.queue}"

    def visitor(self, user: str = "") -> Visitor:
        """Sign a user in, or the root."""
        visitor = Visitor(url=self.url)
        key, secret = "root", SECRET
        if user:
            made = self.iam.create_access_key(UserName=user)["AccessKey"]
            key, secret = made["AccessKeyId"], made["SecretAccessKey"]
        assert visitor.sign_in(key, secret).status == 303
        return visitor

    def grant(self, user: str, *statements: dict[str, Any]) -> None:
        """Make a user with a policy of these statements."""
        self.iam.create_user(UserName=user)
        if statements:
            self.iam.put_user_policy(
                UserName=user, PolicyName="callers", PolicyDocument=document(*statements)
            )

    def take_on(self, role: str, session: str) -> None:
        """Make a role that the account may take on, with one session of it."""
        trust = {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:user/ann"},
            "Action": "sts:AssumeRole",
        }
        arn = self.iam.create_role(RoleName=role, AssumeRolePolicyDocument=document(trust))["Role"]
        key = self.iam.create_access_key(UserName="ann")["AccessKey"]
        boto3.client(
            "sts",
            region_name="us-east-1",
            endpoint_url=self.url,
            aws_access_key_id=key["AccessKeyId"],
            aws_secret_access_key=key["SecretAccessKey"],
        ).assume_role(RoleArn=arn["Arn"], RoleSessionName=session)


@pytest.fixture
def place() -> Iterator[Place]:
    root = f"root:{SECRET}:{ACCOUNT}"
    with running("--memory", "--auth", "enforced", "--root-key", root) as server:
        centre = set_up(client(server.url, "root", SECRET), "acme")
        yield Place(url=server.url, iam=iam_of(server.url), centre=centre)
