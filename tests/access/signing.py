"""Requests that botocore signed, at a time of the test's choice."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from outdial.access.sigv4 import verify
from outdial.access.sigv4_key import Key
from outdial.errors import EdgeError
from outdial.http import Request
from outdial.serve.prepared import to_request

SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
KEY = Key(id="AKIDEXAMPLE", secret=SECRET)
SESSION = Key(
    id="ASIAEXAMPLE",
    secret=SECRET,
    token="AQoDYXdzEPT//wEXAMPLE==",
    expires=datetime(2026, 1, 1, 1, tzinfo=UTC),
)
KEYS = {key.id: key for key in (KEY, SESSION)}
NOW = datetime(2026, 1, 1, tzinfo=UTC)
STAMP = "20260101T000000Z"
HOST = "connect.eu-west-2.amazonaws.com"


def signed(
    method: str = "GET",
    target: str = "/instance/i",
    *,
    body: bytes = b"",
    headers: dict[str, str] | None = None,
    key: Key = KEY,
    service: str = "connect",
    region: str = "eu-west-2",
    expires: int | None = None,
) -> Request:
    """Sign a request in its header; with `expires`, presign it."""
    unsigned = AWSRequest(
        method=method, url=f"https://{HOST}{target}", data=body, headers=dict(headers or {})
    )
    return sign(unsigned, key=key, service=service, region=region, expires=expires)


def sign(
    unsigned: AWSRequest,
    *,
    key: Key = KEY,
    service: str = "connect",
    region: str = "eu-west-2",
    expires: int | None = None,
) -> Request:
    """Take the steps of botocore's signers, all but the look at the clock."""
    credentials = Credentials(key.id, key.secret, key.token)
    signer: Any = (
        SigV4Auth(credentials, service, region)
        if expires is None
        else SigV4QueryAuth(credentials, service, region, expires)
    )
    unsigned.context["timestamp"] = STAMP
    signer._modify_request_before_signing(unsigned)
    to_sign = signer.string_to_sign(unsigned, signer.canonical_request(unsigned))
    signer._inject_signature_to_request(unsigned, signer.signature(to_sign, unsigned))
    return to_request(unsigned.prepare())


def with_headers(request: Request, **headers: str | None) -> Request:
    """Set headers of a request, or take them away."""
    changed = {name.replace("_", "-"): value for name, value in headers.items()}
    kept = {**request.headers, **changed}
    return replace(request, headers={name: text for name, text in kept.items() if text is not None})


def refused(request: Request, now: datetime = NOW, **scope: str) -> tuple[str, str]:
    """Tell the code and the text with which a request is refused."""
    with pytest.raises(EdgeError) as refusal:
        verify(request, KEYS.get, now=now, service=scope.get("service"), region=scope.get("region"))
    assert refusal.value.status == 403
    return refusal.value.code, refusal.value.text
