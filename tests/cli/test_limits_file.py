"""Files of limits."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from cli.running import run
from cli.servers import serving, url_of
from outdial.access.limits import AWS, Limits, Throttling
from outdial.access.throttle import Rate
from outdial.cli.limits_file import read_limits
from outdial.domain.quotas import Quotas
from outdial.seed.errors import SeedError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

FILE = """\
throttling:
  error: TooManyRequestsException
  default: {per_second: 10, burst: 20}
  operations:
    UpdateQueueOutboundCallerConfig: {per_second: 0.5, burst: 1}
    ListInstances: null
quotas:
  queues: 500
  phone_numbers: null
"""
MEANT = Limits(
    throttling=Throttling(
        error="TooManyRequestsException",
        default=Rate(per_second=10, burst=20),
        operations={
            "UpdateQueueOutboundCallerConfig": Rate(per_second=0.5, burst=1),
            "ListInstances": None,
        },
    ),
    quotas=Quotas(queues=500, phone_numbers=None),
)


def written(folder: Path, text: str, name: str = "limits.yaml") -> str:
    path = folder / name
    path.write_text(text)
    return str(path)


def test_aws_is_a_name() -> None:
    assert read_limits("aws") == AWS


def test_a_file_sets_figures(tmp_path: Path) -> None:
    assert read_limits(written(tmp_path, FILE)) == MEANT


def test_a_file_can_be_json(tmp_path: Path) -> None:
    text = json.dumps({"quotas": {"queues": 3}, "throttling": None})

    assert read_limits(written(tmp_path, text, "limits.json")) == Limits(
        throttling=None, quotas=Quotas(queues=3)
    )


def test_what_a_file_leaves_out_is_as_on_aws(tmp_path: Path) -> None:
    assert read_limits(written(tmp_path, "")) == AWS
    assert read_limits(written(tmp_path, "quotas: null\n")) == Limits(quotas=None)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (
            "rates: {}",
            1,
            "there is no field `rates` here; there are: throttling, quotas",
        ),
        (
            "throttling:\n  default: {per_second: 1}",
            2,
            "throttling.default: Object missing required field `burst`",
        ),
        (
            "throttling:\n  default: {per_second: 0, burst: 1}",
            2,
            "throttling.default.per_second: Expected `float` > 0.0",
        ),
        (
            "throttling:\n  operations:\n    ListQueues: {rate: 1}",
            3,
            (
                "throttling.operations[...]: there is no field `rate` here;"
                " there are: per_second, burst"
            ),
        ),
        (
            "throttling:\n  operations:\n    ListQueue: null",
            3,
            "throttling.operations.ListQueue: Connect has no such operation",
        ),
        (
            "throttling:\n  error: Slow",
            2,
            (
                "throttling.error: Invalid enum value 'Slow'; expected one of:"
                " ThrottlingException, TooManyRequestsException"
            ),
        ),
        ("quotas:\n  queues: many", 2, "quotas.queues: Expected `int | null`, got `str`"),
        ("quotas:\n  queues: -1", 2, "quotas.queues: Expected `int` >= 0"),
        ("quotas:\n  queues: 1\n  queues: 2", 3, "`queues` stands here twice"),
    ],
)
def test_what_is_wrong_is_shown_with_its_line(
    tmp_path: Path, text: str, line: int, problem: str
) -> None:
    path = written(tmp_path, text)

    with pytest.raises(SeedError) as refused:
        read_limits(path)

    assert str(refused.value) == f"{path}:{line}: {problem}"


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(SeedError) as refused:
        read_limits("nothing.yaml")

    assert str(refused.value) == (
        "nothing.yaml: there is no such file; `aws` stands for AWS's own limits"
    )


def test_a_server_is_held_to_what_it_is_told() -> None:
    with serving("--memory", "--log-format", "json", "--limits", "aws") as process:
        connect = boto3.client(
            "connect",
            endpoint_url=url_of(process),
            region_name="us-east-1",
            aws_access_key_id="any",
            aws_secret_access_key="any",
            config=Config(retries={"mode": "standard", "total_max_attempts": 1}),
        )
        codes = [refused_code(connect) for _ in range(6)]

    assert codes[:5] == [None] * 5
    assert codes[5] == "ThrottlingException"


def test_the_file_may_be_named_in_the_environment_and_a_mistake_ends_the_start(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "quotas: {queue: 1}")

    result = run("serve", "--memory", OUTDIAL_LIMITS=path)

    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {path}:1: quotas: there is no field `queue` here;")


def refused_code(connect: "ConnectClient") -> str | None:
    try:
        connect.list_instances()
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None
