"""Faults on demand, through every front."""

import asyncio
import json
import time
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import boto3
import botocore.endpoint
import pytest
from botocore.config import Config
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError

from access.hasty import hasty
from conftest import Desk
from number_desk import refusal
from outdial.access.limits import AWS
from outdial.serve.asgi import _break_off
from serve.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local
    from serve.conftest import Answer, Server

UPDATE = "UpdateQueueOutboundCallerConfig"
CONFIG: Any = {"OutboundCallerIdName": "Acme"}


@pytest.fixture(scope="module")
def faulty() -> "Iterator[Server]":
    """A server whose faults may be changed."""
    with serving() as running:
        yield running


def plan(server: "Server", **members: object) -> "Answer":
    """Have a server forget its faults and add another one."""
    server.ask("DELETE", "/_outdial/faults")
    return server.ask("POST", "/_outdial/faults", json.dumps(members).encode())


def caller(connect: "ConnectClient", desk: Desk) -> object:
    return connect.describe_queue(**desk.ids)["Queue"].get("OutboundCallerConfig")


def test_a_call_that_gets_an_error_changes_nothing(
    outdial: "Local", connect: "ConnectClient", desk: Desk
) -> None:
    outdial.faults.add(operation=UPDATE, error="ThrottlingException", count=1)
    update = hasty().update_queue_outbound_caller_config

    refused = refusal(update, **desk.ids, OutboundCallerConfig=CONFIG)
    before = caller(connect, desk)
    update(**desk.ids, OutboundCallerConfig=CONFIG)

    assert refused == ("ThrottlingException", "Rate exceeded")
    assert before is None
    assert caller(connect, desk) == CONFIG


def test_an_error_has_its_status_and_the_text_that_is_given(outdial: "Local", desk: Desk) -> None:
    outdial.faults.add(error="InternalServiceException", message="Down")

    with pytest.raises(hasty().exceptions.InternalServiceException) as refused:
        hasty().describe_queue(**desk.ids)

    assert refused.value.response["Error"] == {
        "Code": "InternalServiceException",
        "Message": "Down",
    }
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500


def test_a_fault_comes_after_throttling_and_before_constraints(
    outdial: "Local", choose: "Callable[..., None]"
) -> None:
    choose(limits=AWS)
    outdial.faults.add(error="InternalServiceException")

    codes = [refusal(hasty().describe_instance, InstanceId="x" * 101)[0] for _ in range(6)]

    assert codes == [*["InternalServiceException"] * 5, "ThrottlingException"]


def test_the_same_seed_strikes_the_same_calls(outdial: "Local", desk: Desk) -> None:
    def run() -> list[bool]:
        outdial.faults.clear()
        outdial.faults.add(operation="DescribeQueue", error="ThrottlingException", rate=0.3, seed=7)
        return [is_refused(desk) for _ in range(20)]

    first = run()

    assert run() == first
    assert 0 < sum(first) < 20


def is_refused(desk: Desk) -> bool:
    try:
        hasty().describe_queue(**desk.ids)
    except hasty().exceptions.ThrottlingException:
        return True
    return False


def test_a_dropped_connection_is_tried_again_as_a_real_one_is(
    outdial: "Local", connect: "ConnectClient", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=outdial.world.pause))
    outdial.faults.add(operation=UPDATE, drop=True, count=2)
    patient = hasty(attempts=3)

    with pytest.raises(ConnectionClosedError):
        hasty().update_queue_outbound_caller_config(**desk.ids, OutboundCallerConfig=CONFIG)
    before = caller(connect, desk)
    patient.update_queue_outbound_caller_config(**desk.ids, OutboundCallerConfig=CONFIG)

    assert before is None
    assert caller(connect, desk) == CONFIG


def test_a_wait_moves_the_clock_that_stands(outdial: "Local", desk: Desk) -> None:
    outdial.faults.add(operation="DescribeQueue", latency=2.5)

    hasty().describe_queue(**desk.ids)

    assert outdial.clock.now() == datetime(2026, 1, 1, 0, 0, 2, 500_000, tzinfo=UTC)


def test_a_client_that_waits_less_than_the_fault_times_out_and_the_change_is_made(
    outdial: "Local", connect: "ConnectClient", desk: Desk
) -> None:
    impatient = boto3.client(
        "connect",
        region_name="us-east-1",
        aws_access_key_id="123456789012",
        aws_secret_access_key="secret",
        config=Config(read_timeout=5, retries={"mode": "standard", "total_max_attempts": 1}),
    )
    outdial.faults.add(operation=UPDATE, latency=30)

    with pytest.raises(ReadTimeoutError):
        impatient.update_queue_outbound_caller_config(**desk.ids, OutboundCallerConfig=CONFIG)

    assert outdial.clock.now() == datetime(2026, 1, 1, 0, 0, 5, tzinfo=UTC)
    assert caller(connect, desk) == CONFIG


def test_a_reset_ends_all_faults(outdial: "Local", connect: "ConnectClient") -> None:
    outdial.faults.add(error="InternalServiceException")

    outdial.reset()

    assert connect.list_instances()["InstanceSummaryList"] == []


def test_a_server_answers_with_the_error_of_its_fault(faulty: "Server") -> None:
    planned = plan(faulty, operation="ListInstances", error="ThrottlingException", count=1)

    first, second = faulty.ask("GET", "/instance"), faulty.ask("GET", "/instance")

    assert (planned.status, planned.json.keys()) == (200, {"id"})
    assert (first.status, first.json) == (429, {"Message": "Rate exceeded"})
    assert first.headers["x-amzn-errortype"] == "ThrottlingException"
    assert second.status == 200


def test_a_server_drops_a_connection_without_an_answer(faulty: "Server") -> None:
    plan(faulty, operation="ListInstances", drop=True, count=1)
    request = b"GET /instance HTTP/1.1\r\nhost: localhost\r\n\r\n"

    dropped = faulty.say(request)

    assert dropped == b""
    assert faulty.ask("GET", "/instance").status == 200
    assert not [line for line in faulty.lines() if "ERROR" in line or "Traceback" in line]


def test_botocore_takes_a_servers_drop_for_what_it_is(faulty: "Server") -> None:
    plan(faulty, operation="ListInstances", drop=True)
    connect = boto3.client(
        "connect",
        endpoint_url=faulty.url,
        region_name="us-east-1",
        aws_access_key_id="any",
        aws_secret_access_key="any",
        config=Config(retries={"mode": "standard", "total_max_attempts": 1}),
    )

    with pytest.raises(ConnectionClosedError):
        connect.list_instances()


def test_a_server_keeps_an_answer_back(faulty: "Server") -> None:
    plan(faulty, operation="ListInstances", latency=0.05, count=1)
    begin = time.monotonic()

    answer = faulty.ask("GET", "/instance")

    assert time.monotonic() - begin >= 0.05
    assert answer.status == 200


def test_faults_are_listed_removed_and_cleared_over_http(faulty: "Server") -> None:
    first = plan(faulty, operation="ListQueues", error="ThrottlingException").json["id"]
    second = faulty.ask("POST", "/_outdial/faults", b'{"drop": true, "rate": 0.5}').json["id"]
    listed = faulty.ask("GET", "/_outdial/faults").json

    removed = faulty.ask("DELETE", f"/_outdial/faults?id={first}")
    again = faulty.ask("DELETE", f"/_outdial/faults?id={first}")
    left = faulty.ask("GET", "/_outdial/faults").json["faults"]
    faulty.ask("DELETE", "/_outdial/faults")

    assert listed == {
        "faults": [
            {
                "id": first,
                "operation": "ListQueues",
                "error": "ThrottlingException",
                "rate": 1.0,
                "met": 0,
                "struck": 0,
            },
            {
                "id": second,
                "operation": "*",
                "drop": True,
                "rate": 0.5,
                "met": 0,
                "struck": 0,
            },
        ]
    }
    assert (removed.status, removed.json) == (200, {"status": "ok"})
    assert (again.status, again.json) == (404, {"message": f"There is no fault {first}"})
    assert [fault["id"] for fault in left] == [second]
    assert faulty.ask("GET", "/_outdial/faults").json == {"faults": []}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"{}", "A fault needs an error, a latency, or drop"),
        (b"{", "Input data was truncated"),
        (b'{"rate": 2}', "Expected `float` <= 1.0 - at `$.rate`"),
    ],
)
def test_a_server_refuses_a_fault_that_makes_no_sense(
    server: "Server", body: bytes, text: str
) -> None:
    answer = server.ask("POST", "/_outdial/faults", body)

    assert (answer.status, answer.json) == (400, {"message": text})


def test_a_server_that_cannot_close_at_once_breaks_its_answer_off() -> None:
    sent = []

    async def receive() -> Any:
        raise AssertionError("nothing is to be received")

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(_break_off({}, receive, send))

    assert sent == [
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]}
    ]
