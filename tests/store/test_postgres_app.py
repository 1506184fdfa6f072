"""Outdial on PostgreSQL as its clients see it: several servers, and connections that break off."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

import boto3
import psycopg
import pytest
from botocore.config import Config

from outdial.access.limits import Limits, Throttling
from outdial.access.throttle import Rate
from outdial.app import App, open_app
from outdial.serve.inprocess import reach
from outdial.settings import Settings
from outdial.store.postgres import UNKNOWN
from outdial.store.transaction import Store
from store.waiting import until_somebody_waits
from store.wire_cutter import wire_cutter

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

ACCOUNT = "123456789012"
UPDATE = "UpdateQueueOutboundCallerConfig"


@contextmanager
def serving(url: str) -> Iterator[App]:
    """Open an App on a database."""
    app = open_app(url, settings=Settings(trail=True))
    yield app
    app.close()


def connect() -> "ConnectClient":
    """Make a client that tries nothing twice."""
    return boto3.client(
        "connect",
        region_name="us-east-1",
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="secret",
        config=Config(retries={"total_max_attempts": 1}),
    )


@pytest.fixture
def app(postgres: Store, postgres_url: str) -> Iterator[App]:  # noqa: ARG001 it is emptied
    with serving(postgres_url) as app:
        yield app


@pytest.fixture
def ids(app: App) -> dict[str, str]:
    """Set up an instance; give its id and its queue's."""
    with reach(app):
        created = connect().create_instance(
            IdentityManagementType="CONNECT_MANAGED",
            InstanceAlias="acme",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )
        queues = connect().list_queues(InstanceId=created["Id"])["QueueSummaryList"]
    return {"InstanceId": created["Id"], "QueueId": queues[0]["Id"]}


def show(app: App, ids: dict[str, str], name: str) -> None:
    """Let the queue show a name."""
    with reach(app):
        connect().update_queue_outbound_caller_config(
            **ids, OutboundCallerConfig={"OutboundCallerIdName": name}
        )


def shown(app: App, ids: dict[str, str]) -> str | None:
    with reach(app):
        queue = connect().describe_queue(**ids)["Queue"]
    return queue.get("OutboundCallerConfig", {}).get("OutboundCallerIdName")


def told(app: App) -> int:
    """Count the changes of a caller that the trail tells of."""
    with reach(app, ["cloudtrail"]):
        trail = boto3.client(
            "cloudtrail", "us-east-1", aws_access_key_id=ACCOUNT, aws_secret_access_key="secret"
        )
        found = trail.lookup_events(
            LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": UPDATE}]
        )
    return len(found["Events"])


def test_what_one_server_changes_another_one_shows(
    app: App, postgres_url: str, ids: dict[str, str]
) -> None:
    with serving(postgres_url) as other:
        show(app, ids, "First")
        first = shown(other, ids)
        show(other, ids, "Second")

        assert (first, shown(app, ids)) == ("First", "Second")
        assert (told(app), told(other)) == (2, 2)


def test_a_change_whose_commit_was_not_answered_is_answered_with_success(
    app: App, postgres_url: str, ids: dict[str, str]
) -> None:
    with wire_cutter(postgres_url) as (wire, url), serving(url) as behind:
        wire.cuts = ["unanswered"]

        show(behind, ids, "Once")

    assert wire.cuts == []
    assert (shown(app, ids), told(app)) == ("Once", 1)


def test_a_change_whose_commit_never_arrived_is_unavailable_and_not_made(
    app: App, postgres_url: str, ids: dict[str, str]
) -> None:
    with wire_cutter(postgres_url) as (wire, url), serving(url) as behind:
        wire.cuts = ["unsent"]

        with pytest.raises(connect().exceptions.ClientError) as refusal:
            show(behind, ids, "Never")

    answer = refusal.value.response
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 503
    assert answer["Error"] == {"Code": "ServiceUnavailableException", "Message": UNKNOWN}
    assert shown(app, ids) is None


def test_a_change_in_an_instance_waits_for_none_in_its_account(
    app: App, postgres_url: str, ids: dict[str, str]
) -> None:
    with psycopg.connect(postgres_url) as busy:
        rows = busy.execute(
            "SELECT name FROM home WHERE name LIKE %s FOR UPDATE", (f"{ACCOUNT}%",)
        ).fetchall()

        show(app, ids, "At once")

    assert (f"{ACCOUNT}/us-east-1",) in rows
    assert shown(app, ids) == "At once"


def test_a_call_whose_job_is_begun_again_counts_once(
    app: App, postgres_url: str, ids: dict[str, str]
) -> None:
    rarely = Throttling(default=Rate(per_second=0.001, burst=1))
    app.faults.add(operation=UPDATE, latency=0.001)

    with psycopg.connect(postgres_url) as busy, ThreadPoolExecutor() as threads:
        busy.execute("SELECT 1 FROM home FOR UPDATE")
        app.settings = Settings(limits=Limits(throttling=rarely))
        done = threads.submit(show, app, ids, "Counted")
        pid = until_somebody_waits(postgres_url)
        with psycopg.connect(postgres_url) as killer:
            killer.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
        busy.rollback()
        done.result()

    app.settings = Settings()
    assert shown(app, ids) == "Counted"
    assert [fault["met"] for fault in app.faults.shown()] == [1]


def test_reads_wait_for_nobody(app: App, postgres_url: str, ids: dict[str, str]) -> None:
    with psycopg.connect(postgres_url) as busy:
        busy.execute("SELECT 1 FROM home FOR UPDATE")
        busy.execute("SELECT 1 FROM resource FOR UPDATE")

        assert shown(app, ids) is None
