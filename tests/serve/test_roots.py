"""What is for operators only, in a server that looks at who calls."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from server_process import ServerProcess, running

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

ROOT = Credentials("root", "root's-secret")
PAGES = [
    ("GET", "/_outdial/faults"),
    ("GET", "/_outdial/metrics"),
    ("GET", "/_outdial/operations"),
    ("POST", "/_outdial/reset"),
    ("GET", "/_outdial/nothing"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[ServerProcess]:
    key = f"{ROOT.access_key}:{ROOT.secret_key}:123456789012"
    with running("--memory", "--auth", "enforced", "--root-key", key) as started:
        yield started


def ask(
    server: ServerProcess,
    method: str,
    path: str,
    credentials: Credentials | None = None,
    service: str = "outdial",
) -> tuple[int, str]:
    """Ask for a page; give the status, and the error's name or nothing."""
    asked = AWSRequest(method, server.url + path)
    if credentials is not None:
        SigV4Auth(credentials, service, "us-east-1").add_auth(asked)
    request = urllib.request.Request(  # noqa: S310 our own server
        server.url + path, method=method, headers=dict(asked.headers)
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 our own server
            return answer.status, ""
    except urllib.error.HTTPError as refusal:
        with refusal:
            json.load(refusal)
            return refusal.code, refusal.headers.get("x-amzn-errortype", "")


def test_health_is_for_everybody(server: ServerProcess) -> None:
    assert ask(server, "GET", "/_outdial/health") == (200, "")


@pytest.mark.parametrize(("method", "path"), PAGES)
def test_other_pages_are_not(server: ServerProcess, method: str, path: str) -> None:
    forged = Credentials(ROOT.access_key, "a guess")

    assert ask(server, method, path) == (403, "MissingAuthenticationTokenException")
    assert ask(server, method, path, forged) == (403, "InvalidSignatureException")
    assert ask(server, method, path, ROOT, "iam") == (403, "InvalidSignatureException")


@pytest.mark.parametrize(("method", "path"), PAGES)
@pytest.mark.parametrize("service", ["connect", "outdial"])
def test_the_root_may_see_them(server: ServerProcess, method: str, path: str, service: str) -> None:
    status, _ = ask(server, method, path, ROOT, service)

    assert status == (404 if path.endswith("nothing") else 200)


def test_a_user_may_not_even_one_who_may_do_everything(server: ServerProcess) -> None:
    iam: IAMClient = boto3.client(
        "iam",
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id=ROOT.access_key,
        aws_secret_access_key=ROOT.secret_key,
    )
    iam.create_user(UserName="ann")
    iam.attach_user_policy(UserName="ann", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    key = iam.create_access_key(UserName="ann")["AccessKey"]
    ann = Credentials(key["AccessKeyId"], key["SecretAccessKey"])

    assert ask(server, "GET", "/_outdial/metrics", ann) == (403, "AccessDeniedException")
