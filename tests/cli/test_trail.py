"""`outdial trail`."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import boto3
import pytest
from click import BadParameter, Context

from cli.running import ENVIRONMENT, run
from conftest import ACCOUNT, Desk
from outdial.cli import main
from outdial.cli.trail_events import Filters, Reader
from outdial.cli.trail_times import read_time
from outdial.world import World
from server_process import LONG, running
from trail_desk import EVERY_SERVICE, cloudtrail

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local


@pytest.fixture
def outdial_services() -> Sequence[str]:
    return EVERY_SERVICE


@pytest.fixture
def kept(choose: "Callable[..., None]", request: pytest.FixtureRequest) -> Desk:
    """Set up a contact centre whose trail is kept."""
    choose(trail=True)
    desk: Desk = request.getfixturevalue("desk")
    return desk


def shown(*options: str) -> list[str]:
    """Give the names of the operations that the command shows."""
    done = run("trail", *options)
    assert done.exit_code == 0, done.output
    return [line.split()[2] for line in done.stdout.splitlines()]


def test_shows_one_line_a_call_the_newest_last(connect: "ConnectClient", kept: Desk) -> None:
    connect.describe_queue(**kept.ids)
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.delete_queue(InstanceId=kept.instance, QueueId="nobody")

    done = run("trail", "--last", "3")

    at = "2026-01-01T00:00:00Z  root@127.0.0.1"
    number = kept.number_arn.rpartition(":")[2]
    assert done.output.splitlines() == [
        f"{at}  ClaimPhoneNumber  done  instance/{kept.instance} {number}",
        f"{at}  DescribeQueue  read  instance/{kept.instance} queue/{kept.queue}",
        f"{at}  DeleteQueue  ResourceNotFoundException  instance/{kept.instance} queue/nobody",
    ]


def test_takes_some_of_the_calls(connect: "ConnectClient", kept: Desk, outdial: "Local") -> None:
    outdial.clock.advance(hours=1)
    connect.describe_queue(**kept.ids)
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.delete_queue(InstanceId=kept.instance, QueueId="nobody")

    assert shown("--operation", "CreateQueue") == ["CreateQueue"]
    assert shown("--resource", kept.queue) == ["CreateQueue", "DescribeQueue"]
    assert shown("--resource", kept.queue, "--changes") == ["CreateQueue"]
    assert shown("--error", "any") == ["DeleteQueue"]
    assert shown("--error", "ResourceNotFoundException", "--user", "root") == ["DeleteQueue"]
    assert shown("--error", "ThrottlingException") == []
    assert shown("--user", "alice") == []
    assert shown("--since", "2026-01-01T00:30:00Z") == ["DescribeQueue", "DeleteQueue"]
    assert shown("--until", "2026-01-01T00:30:00Z", "--last", "1") == ["ClaimPhoneNumber"]
    assert shown("--instance", "acme", "--changes", "--last", "1") == ["DeleteQueue"]
    assert shown("--instance", kept.instance, "--last", "1") == ["DeleteQueue"]


def test_looks_at_the_trail_are_shown_if_they_are_asked_for(kept: Desk) -> None:
    del kept
    run("trail")

    assert "LookupEvents" not in shown()
    assert "LookupEvents" in shown("--operation", "LookupEvents")


def test_prints_cloudtrails_records_one_a_line(kept: Desk) -> None:
    done = run("trail", "--json", "--operation", "CreateQueue")

    (record,) = map(json.loads, done.output.splitlines())
    assert record["responseElements"]["QueueId"] == kept.queue


def test_says_that_there_is_nothing(kept: Desk) -> None:
    del kept

    done = run("trail", "--user", "alice")

    assert (done.exit_code, done.stdout, done.stderr) == (
        0,
        "",
        "No such calls are in the audit trail.\n",
    )


@pytest.mark.parametrize(
    ("options", "status", "text"),
    [
        (("--since", "noon"), 2, "neither so long ago (15m, 2h, 7d) nor an ISO date"),
        (("--instance", "a", "--resource", "b"), 2, "Give --instance or --resource, not both."),
        (("--instance", "nobody"), 1, "No instance in us-east-1 has the id, ARN or alias nobody;"),
        (("--since", "2026-01-02", "--until", "2026-01-01"), 1, "InvalidTimeRangeException"),
    ],
)
def test_says_what_is_wrong(kept: Desk, options: Sequence[str], status: int, text: str) -> None:
    del kept

    done = run("trail", *options)

    assert done.exit_code == status
    assert text in re.sub(r"\s+", " ", done.stderr)


def test_times_are_given_by_the_calendar_or_so_long_ago() -> None:
    option = next(each for each in main.commands["trail"].params if each.name == "since")
    context = Context(main)
    now = World().now()

    ago = {text: read_time(context, option, text) for text in ("90s", "15m", "2h", "7d")}

    for text, seconds in {"90s": 90, "15m": 900, "2h": 7200, "7d": 604800}.items():
        time = ago[text]
        assert time
        assert 0 <= seconds - (now - time).total_seconds() < 60
    assert read_time(context, option, "2026-01-01T01:00:00+01:00") == datetime(
        2026, 1, 1, tzinfo=UTC
    )
    assert read_time(context, option, None) is None
    with pytest.raises(BadParameter):
        read_time(context, option, "yesterday")


def test_follows_what_comes() -> None:
    with running("--memory") as server:
        connect = boto3.client(
            "connect",
            region_name="us-east-1",
            endpoint_url=server.url,
            aws_access_key_id=ACCOUNT,
            aws_secret_access_key="secret",
        )
        connect.list_instances()
        with following(server.url) as process:
            assert process.stdout
            first = process.stdout.readline()
            with pytest.raises(connect.exceptions.ResourceNotFoundException):
                connect.describe_instance(InstanceId="00000000-0000-4000-8000-000000000009")
            second = process.stdout.readline()
            process.send_signal(signal.SIGINT)
            code = process.wait(LONG)

    assert (first.split()[2:4], second.split()[2:4], code) == (
        ["ListInstances", "read"],
        ["DescribeInstance", "ResourceNotFoundException"],
        0,
    )


@contextmanager
def following(url: str) -> Iterator[subprocess.Popen[str]]:
    """Run the command in a process of its own, for as long as the block takes."""
    environment = {name: value for name, value in ENVIRONMENT.items() if value is not None}
    process = subprocess.Popen(
        [sys.executable, "-m", "outdial", "trail", "--follow", "--endpoint-url", url],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_to_go_on_reads_only_what_came_since(kept: Desk) -> None:
    del kept
    reader = Reader(cloudtrail(), Filters())
    read = len(reader.read(100))
    looks = [len(reader.read_on()) for _ in range(3)]

    assert (read, looks) == (5, [0, 0, 0])
