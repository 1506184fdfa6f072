"""Boto3's calls reach an App in this process."""

import os
import threading
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from botocore.endpoint import Endpoint
from botocore.exceptions import ClientError, EndpointConnectionError
from botocore.signers import RequestSigner

from outdial.serve.inprocess import local
from outdial.serve.prepared import Body
from outdial.world import StillWorld, World

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

NOBODY = "http://127.0.0.1:1"
"""An address where no server is: a call that leaves the process fails."""

INSTANCE: Any = {
    "IdentityManagementType": "CONNECT_MANAGED",
    "InboundCallsEnabled": True,
    "OutboundCallsEnabled": True,
}

ACME: Any = {**INSTANCE, "InstanceAlias": "acme"}

NO_RETRIES = Config(retries={"mode": "standard", "total_max_attempts": 1})


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away whatever this machine knows of AWS."""
    for name in list(os.environ):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def client(**options: Any) -> "ConnectClient":
    return boto3.session.Session().client(
        "connect", **{"region_name": "us-east-1", "endpoint_url": NOBODY, **options}
    )


def create(connect: "ConnectClient", alias: str) -> str:
    return connect.create_instance(**INSTANCE, InstanceAlias=alias)["Id"]


def test_a_client_made_inside_needs_no_credentials_and_no_region() -> None:
    with local(clock=datetime(2026, 1, 1, tzinfo=UTC)):
        made = boto3.session.Session().client("connect").create_instance(**ACME)

    assert made["Id"] == "00000000-0000-4000-8000-000000000001"
    assert made["Arn"] == f"arn:aws:connect:us-east-1:000000000000:instance/{made['Id']}"
    assert made["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert made["ResponseMetadata"]["RequestId"] == "11111111-1111-4111-8111-000000000001"


def test_a_client_made_before_without_credentials_works_too() -> None:
    connect = client()

    with local(seed=1):
        made = create(connect, "acme")

    assert made


def test_the_key_of_a_client_names_its_account() -> None:
    connect = client(aws_access_key_id="123456789012", aws_secret_access_key="x")

    with local():
        made = connect.create_instance(**ACME)

    assert made["Arn"].split(":")[4] == "123456789012"


def test_the_environment_is_as_it_was_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    before = dict(os.environ)

    with local():
        inside = dict(os.environ)

    assert inside == {
        **before,
        "AWS_ACCESS_KEY_ID": "outdial",
        "AWS_SECRET_ACCESS_KEY": "outdial",
    }
    assert dict(os.environ) == before


def test_the_doors_are_closed_afterwards() -> None:
    doors = dict(vars(Endpoint)), dict(vars(RequestSigner))
    connect = client(aws_access_key_id="a", aws_secret_access_key="b", config=NO_RETRIES)

    with local():
        create(connect, "acme")

    assert (dict(vars(Endpoint)), dict(vars(RequestSigner))) == doors
    with pytest.raises(EndpointConnectionError):
        create(connect, "acme")


def test_other_services_go_where_they_went() -> None:
    queues = boto3.session.Session().client(
        "sqs",
        region_name="us-east-1",
        endpoint_url=NOBODY,
        aws_access_key_id="a",
        aws_secret_access_key="b",
        config=NO_RETRIES,
    )

    with local(), pytest.raises(EndpointConnectionError):
        queues.list_queues()


def test_the_innermost_block_answers() -> None:
    connect = client()

    with local(seed=1):
        outer = create(connect, "acme")
        with local(seed=2):
            inner = create(connect, "acme")
            with pytest.raises(ClientError) as unknown:
                connect.list_queues(InstanceId=outer)
        known = connect.list_queues(InstanceId=outer)["QueueSummaryList"]

    assert inner != outer
    assert unknown.value.response["Error"]["Code"] == "ResourceNotFoundException"
    assert known


def test_blocks_may_end_in_any_order() -> None:
    connect = client()
    first, second = ExitStack(), ExitStack()
    first.enter_context(local(seed=1))
    second.enter_context(local(seed=2))

    first.close()
    made = create(connect, "acme")
    second.close()

    assert made
    with local(seed=2):
        assert create(connect, "acme") == made


def test_threads_share_the_block() -> None:
    connect = client()
    aliases = [f"acme{number}" for number in range(8)]
    made: list[str] = []

    with local():
        threads = [
            threading.Thread(target=lambda alias: made.append(create(connect, alias)), args=(a,))
            for a in aliases
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        listed = connect.list_instances()["InstanceSummaryList"]

    assert len(set(made)) == 8
    assert sorted(item["InstanceAlias"] for item in listed) == aliases


def test_the_same_seed_gives_the_same_answers() -> None:
    connect = client()

    def story(seed: int) -> Any:
        with local(seed=seed):
            return connect.describe_instance(InstanceId=create(connect, "acme"))

    assert story(7) == story(7)
    assert story(7)["Instance"]["Id"] != story(8)["Instance"]["Id"]


def test_the_clock_stands_until_it_is_moved() -> None:
    connect = client()

    with local(clock=datetime(2026, 3, 1, tzinfo=UTC)) as here:
        early = create(connect, "early")
        here.clock.advance(hours=36)
        late = create(connect, "late")
        created = [
            connect.describe_instance(InstanceId=made)["Instance"]["CreatedTime"]
            for made in (early, late)
        ]

    assert created == [datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, 12, tzinfo=UTC)]


def test_the_machines_clock_cannot_be_moved() -> None:
    with local() as here, pytest.raises(RuntimeError, match="cannot be moved"):
        here.clock.advance(hours=1)


def test_reset_empties_the_store() -> None:
    connect = client()

    with local() as here:
        create(connect, "acme")
        here.reset()
        listed = connect.list_instances()["InstanceSummaryList"]

    assert listed == []


def test_a_fault_of_ours_reaches_the_test_as_it_is() -> None:
    class Unlucky(World):
        def new_id(self) -> str:
            raise ZeroDivisionError("no ids")

    connect = client()

    with local() as here:
        here.app.world = Unlucky()
        with pytest.raises(ZeroDivisionError, match="no ids"):
            create(connect, "acme")


def test_botocore_retries_through_the_door() -> None:
    connect = client()
    attempts: list[int] = []

    def try_again_at_once(attempts: int, **_: object) -> Any:
        return 0 if attempts < 3 else None

    connect.meta.events.register("needs-retry.connect.ListInstances", try_again_at_once)
    connect.meta.events.register(
        "before-send.connect.ListInstances", lambda **_: attempts.append(len(attempts))
    )
    with local():
        listed = connect.list_instances()

    assert listed["ResponseMetadata"]["RetryAttempts"] == 2
    assert attempts == [0, 1, 2]


def test_a_handler_of_the_tests_own_may_answer_instead() -> None:
    no_headers: Any = {}
    mine = Body(b'{"InstanceSummaryList":[{"Id":"mine"}]}')
    connect = client()

    def answer(request: AWSPreparedRequest, **_: object) -> Any:
        return AWSResponse(request.url, 200, no_headers, mine)

    connect.meta.events.register("before-send.connect.ListInstances", answer)
    with local():
        listed = connect.list_instances()["InstanceSummaryList"]

    assert listed == [{"Id": "mine"}]


def test_the_world_is_at_hand() -> None:
    with local(seed=3) as still, local() as real:
        assert isinstance(still.world, StillWorld)
        assert still.clock is still.world
        assert type(real.world) is World
