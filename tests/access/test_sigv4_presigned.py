from dataclasses import replace
from datetime import timedelta

import pytest

from access.signing import KEYS, NOW, SESSION, refused, signed
from outdial.access.sigv4 import Verified, verify

HOLDS = Verified(
    access_key="AKIDEXAMPLE",
    day="20260101",
    region="eu-west-2",
    service="connect",
    signed_headers=("host",),
)


def test_a_presigned_request_holds() -> None:
    assert verify(signed(expires=60), KEYS.get, now=NOW) == HOLDS


def test_a_presigned_request_may_carry_a_query_of_its_own() -> None:
    request = signed(target="/queues-summary/i?queueTypes=AGENT&maxResults=5", expires=60)

    assert verify(request, KEYS.get, now=NOW, service="connect", region="eu-west-2") == HOLDS


def test_a_session_can_presign() -> None:
    verified = verify(signed(key=SESSION, expires=60), KEYS.get, now=NOW)

    assert verified == replace(HOLDS, access_key="ASIAEXAMPLE")


def test_a_session_without_its_token_cannot() -> None:
    request = signed(key=replace(SESSION, token=None), expires=60)

    assert refused(request) == (
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
    )


@pytest.mark.parametrize("seconds", [1, 60, 604800])
def test_it_holds_until_it_expires(seconds: int) -> None:
    request = signed(expires=seconds)

    assert verify(request, KEYS.get, now=NOW + timedelta(seconds=seconds)) == HOLDS


def test_then_it_is_over() -> None:
    assert refused(signed(expires=3600), now=NOW + timedelta(seconds=3601)) == (
        "InvalidSignatureException",
        (
            "Signature expired: 20260101T000000Z is now earlier than 20260101T000001Z"
            " (20260101T010001Z - 60 min.)"
        ),
    )


def test_it_is_not_valid_ahead_of_its_time() -> None:
    assert refused(signed(expires=3600), now=NOW - timedelta(minutes=6)) == (
        "InvalidSignatureException",
        (
            "Signature not yet current: 20260101T000000Z is still later than 20251231T235900Z"
            " (20251231T235400Z + 5 min.)"
        ),
    )


def test_without_an_expiry_it_holds_as_long_as_any_signature() -> None:
    request = signed(expires=60)
    request = replace(request, query=request.query.replace("&X-Amz-Expires=60", ""))

    assert refused(request, now=NOW + timedelta(minutes=6)) == (
        "InvalidSignatureException",
        (
            "Signature expired: 20260101T000000Z is now earlier than 20260101T000100Z"
            " (20260101T000600Z - 5 min.)"
        ),
    )


@pytest.mark.parametrize("expires", ["0", "604801", "-1", "1.5", "", "a", "²", "9" * 5000])
def test_an_expiry_has_limits(expires: str) -> None:
    request = signed(expires=60)
    query = request.query.replace("X-Amz-Expires=60", f"X-Amz-Expires={expires}")

    assert refused(replace(request, query=query)) == (
        "IncompleteSignatureException",
        f"X-Amz-Expires must be a number of seconds from 1 to 604800, not '{expires}'.",
    )


def test_what_is_missing_is_named() -> None:
    request = replace(signed(expires=60), query="X-Amz-Signature=0&X-Amz-Date=")

    assert refused(request) == (
        "IncompleteSignatureException",
        (
            "AWS query-string parameters must include 'X-Amz-Algorithm'."
            " AWS query-string parameters must include 'X-Amz-Credential'."
            " AWS query-string parameters must include 'X-Amz-SignedHeaders'."
            " AWS query-string parameters must include 'X-Amz-Date'."
            " Re-examine the query-string parameters."
        ),
    )


def test_one_algorithm_is_supported() -> None:
    request = signed(expires=60)
    query = request.query.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256")

    assert refused(replace(request, query=query)) == (
        "IncompleteSignatureException",
        "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'.",
    )


def test_a_signature_in_the_header_goes_before_one_in_the_query() -> None:
    query = "X-Amz-Signature=0&X-Amz-Algorithm=none"

    verified = verify(signed(target=f"/instance/i?{query}"), KEYS.get, now=NOW)

    assert verified == replace(HOLDS, signed_headers=("host", "x-amz-date"))


@pytest.mark.parametrize(
    ("headers", "body"),
    [({"x-amz-target": "T"}, b""), ({}, b"{}"), ({"host": "elsewhere"}, b"")],
)
def test_nothing_can_be_added(headers: dict[str, str], body: bytes) -> None:
    request = signed(expires=60)

    request = replace(request, headers={**request.headers, **headers}, body=body)

    assert refused(request)[0] == "InvalidSignatureException"
