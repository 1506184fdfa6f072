"""Which services an App in this process answers."""

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError
from moto import mock_aws

from outdial.serve.inprocess import local

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

NOBODY = "http://127.0.0.1:1"
"""An address where no server is: a call that leaves the process fails."""

KEYS: Any = {
    "region_name": "us-east-1",
    "aws_access_key_id": "123456789012",
    "aws_secret_access_key": "secret",
}


def iam_client(**options: Any) -> "IAMClient":
    return boto3.session.Session().client("iam", **KEYS, **options)


def users(iam: "IAMClient") -> list[str]:
    return [user["UserName"] for user in iam.list_users()["Users"]]


def test_iam_goes_where_it_went_unless_it_is_asked_for() -> None:
    once = Config(retries={"mode": "standard", "total_max_attempts": 1})
    iam = iam_client(endpoint_url=NOBODY, config=once)

    with local(), pytest.raises(EndpointConnectionError):
        iam.list_users()


def test_iam_is_answered_where_it_is_asked_for() -> None:
    iam = iam_client(endpoint_url=NOBODY)

    with local(services=("connect", "iam")):
        iam.create_user(UserName="ann")

        assert users(iam) == ["ann"]


def test_a_block_within_leaves_services_that_it_does_not_answer() -> None:
    iam = iam_client(endpoint_url=NOBODY)
    connect = boto3.session.Session().client("connect", **KEYS)

    with local(services=("connect", "iam")):
        iam.create_user(UserName="ann")
        with local():
            seen = users(iam)
            connect.create_instance(
                IdentityManagementType="CONNECT_MANAGED",
                InstanceAlias="acme",
                InboundCallsEnabled=True,
                OutboundCallsEnabled=True,
            )
        instances = connect.list_instances()["InstanceSummaryList"]

    assert (seen, instances) == (["ann"], [])


def test_a_client_without_credentials_is_answered_too(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    iam = boto3.session.Session().client("iam", region_name="us-east-1", endpoint_url=NOBODY)

    with local(services=("iam",)):
        account = iam.get_user()["User"]["UserId"]

    assert account == "000000000000"


def test_moto_answers_iam_unless_it_is_asked_for() -> None:
    with mock_aws():
        iam = iam_client()
        iam.create_user(UserName="motos")
        with local():
            by_moto = users(iam)
        with local(services=("connect", "iam")):
            iam.create_user(UserName="ours")
            by_us = users(iam)

        assert (by_moto, by_us, users(iam)) == (["motos"], ["ours"], ["motos"])


def test_refuses_a_service_that_is_not_known() -> None:
    with pytest.raises(ValueError, match=r"not \['s3'\]"), local(services=("connect", "s3")):
        pass
