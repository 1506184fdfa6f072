"""What a server tells its operator of calls that policies do not allow."""

import re
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from cli.servers import serving, stop, welcome
from conftest import ACCOUNT


def client(url: str, service: str, key: str, secret: str) -> Any:
    return boto3.client(
        service,  # type: ignore[call-overload]  # any of them
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
    )


def test_a_denied_call_is_logged_with_the_reason(tmp_path: Path) -> None:
    log = tmp_path / "log"
    key = f"root:secret:{ACCOUNT}"
    options = ("--memory", "--auth", "enforced", "--root-key", key)

    with log.open("w") as errors, serving(*options, errors=errors) as process:
        found = re.search(r"http://\S+", welcome(process))
        assert found
        iam = client(found[0], "iam", "root", "secret")
        iam.create_user(UserName="ann")
        made = iam.create_access_key(UserName="ann")["AccessKey"]
        ann = client(found[0], "connect", made["AccessKeyId"], made["SecretAccessKey"])
        with pytest.raises(ClientError):
            ann.list_instances()
        stop(process)

    lines = log.read_text().splitlines()
    assert [line.split(maxsplit=1)[1] for line in lines if " may not " in line] == [
        (
            f"INFO arn:aws:iam::{ACCOUNT}:user/ann may not call connect:ListInstances:"
            " *: no identity-based policy allows it"
        )
    ]
    assert made["SecretAccessKey"] not in log.read_text()
