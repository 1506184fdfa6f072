"""The audit trail of a server: written soon though nobody calls, and read by clients."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import boto3
import pytest

from conftest import ACCOUNT
from server_process import LONG, ServerProcess, running
from trail_desk import cloudtrail, events, names, record


@pytest.fixture(scope="module")
def server() -> Iterator[ServerProcess]:
    """Run a server that keeps a trail, as all do that are not told otherwise."""
    with running("--memory") as server:
        yield server


def connect_of(server: ServerProcess, region: str) -> Any:
    return boto3.client(
        "connect",
        region_name=region,
        endpoint_url=server.url,
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="secret",
    )


def test_a_client_finds_its_calls_with_their_origin(server: ServerProcess) -> None:
    connect_of(server, "eu-west-1").list_instances()

    found = record(cloudtrail("eu-west-1", server.url), "ListInstances")

    assert found["sourceIPAddress"] == "127.0.0.1"
    assert found["userIdentity"]["accessKeyId"] == ACCOUNT
    assert found["awsRegion"] == "eu-west-1"


def test_a_read_is_written_though_nobody_calls_again(tmp_path: Any) -> None:
    with running("--data", tmp_path) as server:
        connect_of(server, "us-east-1").list_instances()
        file = tmp_path / "outdial.sqlite3-wal"
        size = file.stat().st_size
        for _ in range(LONG * 100):
            if file.stat().st_size > size:
                break
            Event().wait(0.01)
        server.kill()

    with running("--data", tmp_path) as server:
        assert names(events(cloudtrail(url=server.url))) == ["ListInstances"]


def test_a_server_can_be_told_to_keep_no_trail() -> None:
    with running("--memory", "--no-trail") as server:
        connect_of(server, "us-east-1").list_instances()

        assert events(cloudtrail(url=server.url)) == []
