"""What a call in process is signed with: no more than the App looks at."""

from typing import TYPE_CHECKING, Any

import boto3
import pytest

import outdial
from outdial.settings import RootKey, Settings

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

ACCOUNT = "210987654321"
SECRET = "secret"


def client(secret: str = SECRET) -> "ConnectClient":
    return boto3.client(
        "connect", region_name="eu-west-2", aws_access_key_id=ACCOUNT, aws_secret_access_key=secret
    )


def authorizations(connect: "ConnectClient") -> list[str]:
    """Collect what a client's calls carry."""
    seen: list[str] = []

    def look(request: Any, **_: object) -> None:
        seen.append(request.headers["Authorization"].decode())

    connect.meta.events.register("before-send.connect", look)
    return seen


def test_an_app_that_verifies_nothing_is_told_the_scope_alone() -> None:
    with outdial.local():
        connect = client()
        seen = authorizations(connect)
        connect.list_instances()

    scope = f"{ACCOUNT}/19700101/eu-west-2/connect/aws4_request"
    assert seen == [f"AWS4-HMAC-SHA256 Credential={scope}, Signature=none"]


def test_an_app_that_verifies_signatures_gets_one() -> None:
    root = RootKey(id=ACCOUNT, secret=SECRET, account=ACCOUNT)
    with outdial.local(settings=Settings(auth="signed", root_keys=(root,))):
        connect = client()
        seen = authorizations(connect)
        connect.list_instances()

        assert "Signature=none" not in seen[0]
        with pytest.raises(connect.exceptions.ClientError, match="signature we calculated"):
            client("other").list_instances()


def test_outside_of_the_block_calls_are_signed_as_ever() -> None:
    connect = client()
    seen = authorizations(connect)
    connect.meta.events.register("before-send.connect", lambda **_: _empty())
    with outdial.local():
        pass

    connect.list_instances()

    assert len(seen[0].rpartition("Signature=")[2]) == 64


def _empty() -> Any:
    from botocore.awsrequest import AWSResponse  # noqa: PLC0415 with the rest of botocore

    class Raw:
        def stream(self, *_: object, **__: object) -> list[bytes]:
            return [b"{}"]

    return AWSResponse("", 200, {}, Raw())  # type: ignore[arg-type] # any mapping will do
