"""The key that a server makes when nobody could call it yet."""

import json
import re
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import boto3

from cli.running import run
from cli.servers import serving, stop, welcome
from servers.conftest import database, postgres_url

__all__ = ["database", "postgres_url"]

EVERYWHERE = "0.0.0.0"  # noqa: S104 as servers in containers listen
SIGNED = ("--auth", "signed", "--new-root-key")
JSON = ("--log-format", "json")
SHOWN = re.compile(
    r"A new access key of the root of account 000000000000, not shown again:\n\n"
    r"export AWS_ACCESS_KEY_ID=(AKIA[A-Z2-7]{16})\n"
    r"export AWS_SECRET_ACCESS_KEY=([A-Za-z0-9+/]{40})\n\n"
)


def client(url: str, service: str, key: str, secret: str) -> Any:
    return boto3.client(
        service,  # type: ignore[call-overload]  # any of them
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
    )


def arn_of(url: str, key: str, secret: str) -> Any:
    return client(url, "sts", key, secret).get_caller_identity()["Arn"]


def address(text: str) -> str:
    found = re.search(r"is listening on (\S+)", text)
    assert found
    return found[1]


def said(process: subprocess.Popen[str]) -> list[dict[str, str]]:
    """Read what a server that logs JSON says until it is up."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(json.loads(line))
        if lines[-1]["event"] == "started":
            break
    return lines


def test_the_first_start_shows_a_key_that_later_ones_know(tmp_path: Path) -> None:
    where = ("--data", str(tmp_path))
    with serving(*where, *SIGNED) as process:
        first = welcome(process)
        shown = SHOWN.match(first)
        assert shown
        key, secret = shown.groups()
        arn = arn_of(address(first), key, secret)
        stop(process)

    with serving(*where, *SIGNED) as process:
        second = welcome(process)
        later = arn_of(address(second), key, secret)

    assert (arn, later) == ("arn:aws:iam::000000000000:root",) * 2
    assert second.startswith("Outdial ")
    assert secret not in second


def test_where_a_server_listens_everywhere_the_welcome_names_one_address() -> None:
    with serving("--memory", "--host", EVERYWHERE, *SIGNED) as process:
        text = welcome(process)

    port = address(text).removeprefix(f"http://{EVERYWHERE}:")
    assert f"  export AWS_ENDPOINT_URL_CONNECT=http://127.0.0.1:{port} AWS_" in text


def test_programs_read_the_key_as_json() -> None:
    with serving("--memory", *SIGNED, *JSON) as process:
        made, started = said(process)
        arn = arn_of(started["url"], made["access_key_id"], made["secret_access_key"])

    assert made.keys() == {"event", "access_key_id", "secret_access_key"}
    assert made["event"] == "root key created"
    assert arn == "arn:aws:iam::000000000000:root"


def test_the_trail_tells_that_the_key_was_made(tmp_path: Path) -> None:
    with serving("--data", str(tmp_path), *SIGNED, *JSON) as process:
        made, started = said(process)
        key = (made["access_key_id"], made["secret_access_key"])
        events = client(started["url"], "cloudtrail", *key).lookup_events()["Events"]

    assert [event["EventName"] for event in events] == ["CreateAccessKey"]
    record = json.loads(events[0]["CloudTrailEvent"])
    assert record["responseElements"]["accessKey"]["accessKeyId"] == key[0]
    assert key[1] not in events[0]["CloudTrailEvent"]


def test_no_key_is_made_where_one_is_known_or_none_is_needed(tmp_path: Path) -> None:
    data, other = str(tmp_path / "data"), str(tmp_path / "other")
    created = run("key", "create", "--data", data)

    events = []
    for options in (
        ("--data", data, *SIGNED),
        ("--data", other, *SIGNED, "--root-key", "one:secret"),
        ("--data", other, "--auth", "off", "--new-root-key"),
    ):
        with serving(*options, *JSON) as process:
            events.append([line["event"] for line in said(process)])

    assert created.exit_code == 0
    assert events == [["started"]] * 3
    assert run("key", "list", "--data", data).output.count("\n") == 1
    assert run("key", "list", "--data", other).output == ""


def test_of_servers_that_start_at_once_on_a_database_one_makes_a_key(database: str) -> None:
    with ExitStack() as stack:
        options = ("--database", database, *SIGNED, *JSON)
        processes = [stack.enter_context(serving(*options)) for _ in range(3)]
        lines = [said(process) for process in processes]

        (made,) = (line[0] for line in lines if line[0]["event"] == "root key created")
        arns = {
            arn_of(line[-1]["url"], made["access_key_id"], made["secret_access_key"])
            for line in lines
        }

    assert arns == {"arn:aws:iam::000000000000:root"}
    assert sorted(len(line) for line in lines) == [1, 1, 2]
