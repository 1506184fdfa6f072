"""Moto serves every other service; its own small Connect stands back."""

from typing import TYPE_CHECKING, Any

import boto3
from moto import mock_aws
from moto.connect.models import connect_backends
from moto.core.models import DEFAULT_ACCOUNT_ID, patch_client

from outdial.serve.inprocess import local

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

ACME: Any = {
    "IdentityManagementType": "CONNECT_MANAGED",
    "InstanceAlias": "acme",
    "InboundCallsEnabled": True,
    "OutboundCallsEnabled": True,
}
KEYS: Any = {
    "region_name": "us-east-1",
    "aws_access_key_id": "123456789012",
    "aws_secret_access_key": "secret",
}


def client() -> "ConnectClient":
    return boto3.session.Session().client("connect", **KEYS)


def use_both(connect: "ConnectClient") -> tuple[str, list[str]]:
    """Create an instance and a bucket; give the instance's id and the buckets' names."""
    made = connect.create_instance(**ACME)
    buckets = boto3.session.Session().client("s3", **KEYS)
    buckets.create_bucket(Bucket="recordings")
    return made["Id"], [bucket["Name"] for bucket in buckets.list_buckets()["Buckets"]]


def motos_instances() -> Any:
    return connect_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].instances


def test_inside_moto_connect_is_ours() -> None:
    with mock_aws(), local(seed=1):
        made, buckets = use_both(client())

        assert client().describe_instance(InstanceId=made)["Instance"]["InstanceAlias"] == "acme"
        assert buckets == ["recordings"]
        assert dict(motos_instances()) == {}


def test_around_moto_connect_is_ours() -> None:
    with local(seed=1), mock_aws():
        made, buckets = use_both(client())

        assert client().describe_instance(InstanceId=made)["Instance"]["InstanceAlias"] == "acme"
        assert buckets == ["recordings"]
        assert dict(motos_instances()) == {}


def test_a_client_that_was_patched_for_moto_is_ours_too() -> None:
    connect = client()
    patch_client(connect)

    with mock_aws(), local(seed=1):
        connect.create_instance(**ACME)

        assert dict(motos_instances()) == {}


def test_afterwards_moto_has_its_connect_again() -> None:
    with mock_aws():
        with local():
            client().create_instance(**ACME)

        client().create_instance(**ACME)

        assert len(motos_instances()) == 1
