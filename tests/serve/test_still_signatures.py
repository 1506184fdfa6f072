"""Signatures where the clock stands: boto3 signs by the machine's clock, which does not."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from outdial.serve.inprocess import local
from outdial.settings import RootKey, Settings

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

ROOT = RootKey(id="root", secret="only-for-tests", account="123456789012")
YEARS_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def signed(**settings: Any) -> Settings:
    return Settings(auth="signed", root_keys=(ROOT,), **settings)


def client(secret: str = ROOT.secret) -> "ConnectClient":
    return boto3.client(
        "connect",
        region_name="us-east-1",
        aws_access_key_id=ROOT.id,
        aws_secret_access_key=secret,
    )


def test_a_signature_of_any_time_will_do() -> None:
    with local(clock=YEARS_AGO, settings=signed()):
        assert client().list_instances()["InstanceSummaryList"] == []


def test_a_wrong_signature_will_not() -> None:
    with (
        local(clock=YEARS_AGO, settings=signed()),
        pytest.raises(ClientError, match="InvalidSignatureException"),
    ):
        client("another-secret").list_instances()


def test_settings_may_say_of_which_time_it_has_to_be() -> None:
    with (
        local(clock=YEARS_AGO, settings=signed(clock_skew=timedelta(minutes=1))),
        pytest.raises(ClientError, match="Signature not yet current"),
    ):
        client().list_instances()


def test_where_the_clock_goes_the_settings_are_as_they_were_given() -> None:
    settings = signed()

    with local(settings=settings) as here:
        assert here.app.settings is settings
        assert client().list_instances()["InstanceSummaryList"] == []
