"""boto3 in a program of its own, told where Connect is in each way that it knows."""

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import WHISPER
from server_process import LONG

if TYPE_CHECKING:
    from server_process import ServerProcess

JOB = Path(__file__).with_name("boto3_job.py")


WAYS = ("endpoint_url", "AWS_ENDPOINT_URL_CONNECT", "AWS_ENDPOINT_URL")


@pytest.mark.parametrize("way", WAYS)
def test_a_program_does_the_main_job(
    environment: dict[str, str], server: "ServerProcess", way: str
) -> None:
    told = {way: server.url}
    by_argument = way == "endpoint_url"
    given = {
        "options": told if by_argument else {},
        "alias": way.lower().replace("_", "-"),
        "number": f"+1206555011{WAYS.index(way)}",
        "whisper": WHISPER,
    }

    done = subprocess.run(
        [sys.executable, JOB],
        input=json.dumps(given),
        env=environment | ({} if by_argument else told),
        capture_output=True,
        text=True,
        timeout=LONG,
        check=False,
    )

    assert done.stderr == ""
    answers = json.loads(done.stdout)
    before, config, refused = (answers[name] for name in ("before", "config", "refused"))
    assert refused["text"] == (
        "An error occurred (ResourceNotFoundException) when calling the "
        "UpdateQueueOutboundCallerConfig operation: Phone number not found"
    )
    assert refused["ResponseMetadata"]["HTTPStatusCode"] == 404
    assert answers["kept"] == before
    assert answers["done"].keys() == {"ResponseMetadata"}
    changed = answers["changed"]
    modified = {"LastModifiedTime": changed["LastModifiedTime"]}
    assert changed == before | modified | {"OutboundCallerConfig": config}
    assert before["LastModifiedTime"] <= changed["LastModifiedTime"]
    cleared = answers["cleared"]
    assert cleared == before | {"LastModifiedTime": cleared["LastModifiedTime"]}
