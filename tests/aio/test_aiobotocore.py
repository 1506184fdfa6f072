"""Aiobotocore's calls reach an App in this process, as boto3's do.

Aiobotocore pins an older botocore, so this folder has an environment of its own: `make aio`.
"""

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from aiobotocore.endpoint import AioEndpoint
from aiobotocore.session import get_session
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, EndpointConnectionError

from outdial.serve.inprocess import local
from outdial.world import World

ACME: Any = {
    "IdentityManagementType": "CONNECT_MANAGED",
    "InstanceAlias": "acme",
    "InboundCallsEnabled": True,
    "OutboundCallsEnabled": True,
}
NOBODY = "http://127.0.0.1:1"
NO_RETRIES = Config(retries={"mode": "standard", "total_max_attempts": 1})

LATE = """
import asyncio, sys
from outdial.serve.inprocess import local

with local(seed=1):
    assert "aiobotocore" not in sys.modules
    from aiobotocore.session import get_session

    async def story():
        async with get_session().create_client("connect", endpoint_url="http://127.0.0.1:1") as c:
            return (await c.list_instances())["InstanceSummaryList"]

    print(asyncio.run(story()))
"""


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def client(**options: Any) -> Any:
    return get_session().create_client(
        "connect", **{"region_name": "us-east-1", "endpoint_url": NOBODY, **options}
    )


def test_a_call_reaches_the_app() -> None:
    async def story() -> Any:
        async with client() as connect:
            made = await connect.create_instance(**ACME)
            return (await connect.describe_instance(InstanceId=made["Id"]))["Instance"]

    with local():
        instance = asyncio.run(story())

    assert instance["InstanceAlias"] == "acme"


def test_a_client_made_before_without_credentials_works_too() -> None:
    async def story() -> Any:
        async with client() as connect:
            with local():
                return (await connect.list_instances())["InstanceSummaryList"]

    assert asyncio.run(story()) == []


def test_a_refusal_is_botocores_own_error() -> None:
    async def story() -> Any:
        async with client() as connect:
            with pytest.raises(connect.exceptions.ResourceNotFoundException) as refusal:
                await connect.list_queues(InstanceId="00000000-0000-4000-8000-00000000dead")
            return refusal.value

    with local():
        refusal = asyncio.run(story())

    assert isinstance(refusal, ClientError)
    assert refusal.response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_a_fault_of_ours_reaches_the_test_as_it_is() -> None:
    class Unlucky(World):
        def new_id(self) -> str:
            raise ZeroDivisionError("no ids")

    async def story() -> None:
        async with client() as connect:
            await connect.create_instance(**ACME)

    with local() as here:
        here.app.world = Unlucky()
        with pytest.raises(ZeroDivisionError, match="no ids"):
            asyncio.run(story())


def test_the_doors_are_closed_afterwards() -> None:
    before = AioEndpoint.__dict__["_send"]

    async def story() -> None:
        async with client(
            aws_access_key_id="a", aws_secret_access_key="b", config=NO_RETRIES
        ) as connect:
            with local():
                await connect.list_instances()
            await connect.list_instances()

    with pytest.raises(EndpointConnectionError):
        asyncio.run(story())

    assert AioEndpoint.__dict__["_send"] is before


def test_aiobotocore_may_be_imported_inside_the_block() -> None:
    run = subprocess.run([sys.executable, "-c", LATE], capture_output=True, text=True, check=False)

    assert (run.stdout, run.stderr) == ("[]\n", "")


def test_faults_strike_and_delay_its_calls() -> None:
    async def story() -> Any:
        async with client(config=NO_RETRIES) as connect:
            with pytest.raises(ConnectionClosedError):
                await connect.list_instances()
            return await connect.list_instances()

    with local(seed=1) as here:
        here.faults.add(drop=True, count=1)
        here.faults.add(latency=2)
        answer = asyncio.run(story())
        waited = here.clock.now()

    assert answer["InstanceSummaryList"] == []
    assert waited == datetime(2026, 1, 1, 0, 0, 2, tzinfo=UTC)
