"""Clients of servers, which try nothing twice."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

ACCOUNT = "123456789012"


def client(port: int, service: str = "connect", account: str = ACCOUNT) -> Any:
    """Make a client of the server at a port."""
    return boto3.client(  # type: ignore[call-overload] # there are stubs of Connect only
        service,
        region_name="us-east-1",
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id=account,
        aws_secret_access_key="secret",
        config=Config(retries={"total_max_attempts": 1}),
    )


def instance(connect: "ConnectClient", alias: str = "acme") -> str:
    """Create an instance; give its id."""
    return connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=alias,
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]


def outcome(call: Callable[..., Any], **given: Any) -> str:
    """Make a call; give the error's code, or that all is well."""
    try:
        call(**given)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "well"
