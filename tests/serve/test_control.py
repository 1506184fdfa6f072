"""What is ours under `/_outdial/`."""

from typing import TYPE_CHECKING

import pytest

from outdial import __version__
from outdial.registry import HANDLERS
from outdial.serve.metrics import Metrics
from serve.conftest import serving

if TYPE_CHECKING:
    from serve.conftest import Server

ALL_PAGES = [
    "/_outdial/backup",
    "/_outdial/explain",
    "/_outdial/faults",
    "/_outdial/health",
    "/_outdial/import",
    "/_outdial/metrics",
    "/_outdial/operations",
    "/_outdial/reset",
    "/_outdial/snapshots",
]


def test_health_tells_the_version(server: "Server") -> None:
    answer = server.ask("GET", "/_outdial/health")

    assert (answer.status, answer.json) == (200, {"status": "ok", "version": __version__})
    assert answer.headers["content-type"] == "application/json"


def test_head_is_get_without_its_body(server: "Server") -> None:
    answer = server.ask("HEAD", "/_outdial/health")

    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


def test_the_served_operations_are_listed(server: "Server") -> None:
    answer = server.ask("GET", "/_outdial/operations")

    assert answer.json == {"operations": sorted(":".join(key) for key in HANDLERS)}
    assert "connect:UpdateQueueOutboundCallerConfig" in answer.json["operations"]


def test_metrics_count_requests_by_operation_status_and_error() -> None:
    with serving() as server:
        for _ in range(2):
            server.ask("GET", "/queues/nowhere/nothing")
        lines = server.ask("GET", "/_outdial/metrics").body.decode().splitlines()

    counts = [line for line in lines if line.startswith("outdial_requests_total{")]
    labels = 'operation="DescribeQueue",status="404",error="ResourceNotFoundException"'
    assert counts == [f"outdial_requests_total{{{labels}}} 2"]
    assert "outdial_requests_in_flight 1" in lines
    assert 'outdial_request_duration_seconds_count{operation="DescribeQueue"} 2' in lines


def test_durations_fall_into_buckets() -> None:
    metrics = Metrics()
    metrics.count("ListQueues", 200, "", 0.0005)
    metrics.count("ListQueues", 200, "", 0.003)
    metrics.count("ListQueues", 200, "", 60.0)

    name = 'outdial_request_duration_seconds_bucket{operation="ListQueues",le='
    counts = [
        line.rpartition(" ")[2] for line in metrics.text().splitlines() if line.startswith(name)
    ]

    assert counts == ["1", "1", "1", *["2"] * 11, "3"]
    assert (
        'outdial_request_duration_seconds_sum{operation="ListQueues"} 60.003500' in metrics.text()
    )


def test_reset_empties_the_store() -> None:
    body = (
        b'{"IdentityManagementType":"CONNECT_MANAGED","InstanceAlias":"acme",'
        b'"InboundCallsEnabled":true,"OutboundCallsEnabled":true}'
    )
    with serving() as server:
        made = server.ask("PUT", "/instance", body, content_type="application/json")
        before = server.ask("GET", "/instance").json["InstanceSummaryList"]
        reset = server.ask("POST", "/_outdial/reset")
        after = server.ask("GET", "/instance").json["InstanceSummaryList"]

    assert made.status == 200
    assert [item["Id"] for item in before] == [made.json["Id"]]
    assert (reset.status, reset.json) == (200, {"status": "ok"})
    assert after == []


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("POST", "/_outdial/health", "GET"), ("GET", "/_outdial/reset", "POST")],
)
def test_a_wrong_method_is_told_the_right_one(
    server: "Server", method: str, path: str, allowed: str
) -> None:
    answer = server.ask(method, path)

    assert (answer.status, answer.headers["allow"]) == (405, allowed)
    assert answer.json == {"message": f"{path} takes {allowed}"}


def test_an_unknown_page_is_told_the_known_ones(server: "Server") -> None:
    answer = server.ask("GET", "/_outdial/nothing")

    assert answer.status == 404
    assert answer.json == {"message": "No such page: /_outdial/nothing", "pages": ALL_PAGES}
