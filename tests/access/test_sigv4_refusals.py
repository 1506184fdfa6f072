from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.signing import (
    HOST,
    KEY,
    KEYS,
    NOW,
    SECRET,
    SESSION,
    STAMP,
    refused,
    signed,
    with_headers,
)
from outdial.access.sigv4 import verify
from outdial.access.sigv4_key import Key
from outdial.errors import EdgeError
from outdial.http import Request

INVALID_TOKEN = (
    "UnrecognizedClientException",
    "The security token included in the request is invalid.",
)
MISMATCH = (
    "The request signature we calculated does not match the signature you provided."
    " Check your AWS Secret Access Key and signing method."
    " Consult the service documentation for details."
)
NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_key_that_nobody_knows_is_refused() -> None:
    assert refused(signed(key=Key(id="AKIDOTHER", secret=SECRET))) == INVALID_TOKEN


@pytest.mark.parametrize("token", [None, "", "another", "AQoDYXdzEPT//wEXAMPLE=", "é"])
def test_a_session_without_its_token_is_refused(token: str | None) -> None:
    request = signed(key=Key(id=SESSION.id, secret=SECRET, token=token))

    assert refused(request) == INVALID_TOKEN


def test_a_token_with_a_key_that_needs_none_is_refused() -> None:
    assert refused(signed(key=Key(id=KEY.id, secret=SECRET, token="any"))) == INVALID_TOKEN


def test_a_session_ends() -> None:
    assert refused(signed(key=SESSION), now=datetime(2026, 1, 1, 1, tzinfo=UTC)) == (
        "ExpiredTokenException",
        "The security token included in the request is expired",
    )


def test_an_old_signature_is_refused() -> None:
    assert refused(signed(), now=NOW + timedelta(minutes=5, seconds=1)) == (
        "InvalidSignatureException",
        (
            "Signature expired: 20260101T000000Z is now earlier than 20260101T000001Z"
            " (20260101T000501Z - 5 min.)"
        ),
    )


def test_a_signature_of_the_future_is_refused() -> None:
    assert refused(signed(), now=NOW - timedelta(minutes=5, seconds=1)) == (
        "InvalidSignatureException",
        (
            "Signature not yet current: 20260101T000000Z is still later than 20251231T235959Z"
            " (20251231T235459Z + 5 min.)"
        ),
    )


def test_the_window_can_be_set() -> None:
    with pytest.raises(EdgeError) as refusal:
        verify(signed(), KEYS.get, now=NOW + timedelta(minutes=2), skew=timedelta(seconds=90))

    assert refusal.value.text == (
        "Signature expired: 20260101T000000Z is now earlier than 20260101T000030Z"
        " (20260101T000200Z - 90 sec.)"
    )


@pytest.mark.parametrize(
    ("scope", "problems"),
    [
        (
            "20260101/us-west-2/connect/aws4_request",
            "Credential should be scoped to a valid Region, not 'us-west-2'. ",
        ),
        (
            "20260101/eu-west-2/iam/aws4_request",
            "Credential should be scoped to correct service: 'connect'. ",
        ),
        (
            "20260101/eu-west-2/connect/aws5_request",
            (
                "Credential should be scoped with a valid terminator: 'aws4_request',"
                " not 'aws5_request'. "
            ),
        ),
        (
            "20251231/eu-west-2/connect/aws4_request",
            (
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of"
                " date from HTTP: '20251231' != '20260101', from '20260101T000000Z'. "
            ),
        ),
        (
            "today/here/this/end",
            (
                "Credential should be scoped to a valid Region, not 'here'. "
                "Credential should be scoped to correct service: 'connect'. "
                "Credential should be scoped with a valid terminator: 'aws4_request', not 'end'. "
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of"
                " date from HTTP: 'today' != '20260101', from '20260101T000000Z'. "
            ),
        ),
    ],
)
def test_another_scope_is_refused_for_all_that_is_wrong_with_it(scope: str, problems: str) -> None:
    usual = "20260101/eu-west-2/connect/aws4_request"
    written = signed().headers["authorization"].replace(usual, scope)

    request = with_headers(signed(), authorization=written)

    refusal = refused(request, service="connect", region="eu-west-2")
    assert refusal == ("InvalidSignatureException", problems)


def test_the_host_and_what_aws_acts_upon_must_be_signed() -> None:
    written = signed().headers["authorization"].replace("host;x-amz-date", "accept")

    request = with_headers(signed(), authorization=written, x_amz_target="T")

    assert refused(request) == (
        "InvalidSignatureException",
        (
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
            " 'x-amz-date' must be a 'SignedHeader' in the AWS Authorization."
            " 'x-amz-target' must be a 'SignedHeader' in the AWS Authorization."
        ),
    )


@pytest.mark.parametrize(
    "digest",
    ["UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", NOTHING.upper(), "0" * 64, ""],
)
def test_a_payload_must_have_the_hash_that_comes_with_it(digest: str) -> None:
    assert refused(signed(headers={"X-Amz-Content-SHA256": digest})) == (
        "InvalidSignatureException",
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
    )


def test_the_wrong_signature_is_refused_with_what_should_have_been_signed() -> None:
    canonical = f"PUT\n/instance/i\n\nhost:{HOST}\nx-amz-date:{STAMP}\n\nhost;x-amz-date\n{NOTHING}"

    assert refused(replace(signed(), method="PUT")) == (
        "InvalidSignatureException",
        (
            f"{MISMATCH}\n\nThe Canonical String for this request should have been\n'{canonical}'"
            "\n\nThe String-to-Sign should have been\n"
            "'AWS4-HMAC-SHA256\n20260101T000000Z\n20260101/eu-west-2/connect/aws4_request\n"
            f"{sha256(canonical.encode()).hexdigest()}'"
        ),
    )


def test_a_service_without_a_gateway_shows_nothing() -> None:
    assert refused(replace(signed(service="iam"), method="PUT")) == (
        "InvalidSignatureException",
        MISMATCH,
    )


@pytest.mark.parametrize("expires", [None, 60])
def test_no_refusal_tells_a_secret(expires: int | None) -> None:
    request = replace(signed(key=SESSION, expires=expires), method="PUT")

    _, text = refused(request)

    assert text.startswith(MISMATCH)
    assert "(not shown)" in text
    assert "wEXAMPLE" not in text
    assert SECRET not in text


def test_the_secret_counts() -> None:
    code, text = refused(signed(key=Key(id=KEY.id, secret="another")))

    assert (code, text[: len(MISMATCH)]) == ("InvalidSignatureException", MISMATCH)


@pytest.mark.parametrize("signature", ["0", "é" * 64, "語", "F" * 64, "0" * 65])
def test_a_signature_of_no_form_is_just_wrong(signature: str) -> None:
    head = signed().headers["authorization"].rpartition("=")[0]

    code, text = refused(with_headers(signed(), authorization=f"{head}={signature}"))

    assert (code, text[: len(MISMATCH)]) == ("InvalidSignatureException", MISMATCH)


def test_a_header_that_was_signed_may_not_be_left_out() -> None:
    request = with_headers(signed(headers={"Accept": "x"}), accept=None)

    code, text = refused(request)

    assert (code, text[: len(MISMATCH)]) == ("InvalidSignatureException", MISMATCH)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (with_headers(signed(key=Key(id="X", secret="")), x_amz_date="zzz"), "Incomplete"),
        (replace(signed(key=Key(id="X", secret="")), method="PUT"), "UnrecognizedClient"),
        (with_headers(signed(), x_amz_date="20200101T000000Z", x_amz_a="b"), "Invalid"),
    ],
)
def test_the_first_fault_is_told(request_: Request, code: str) -> None:
    assert refused(request_)[0].startswith(code)


@given(st.text(), st.text(), st.text(), st.text())
def test_arbitrary_requests_are_refused_and_nothing_else(
    path: str, query: str, authorization: str, date: str
) -> None:
    headers = {"authorization": authorization, "date": date, "host": HOST}

    refused(Request(method="GET", path=path, query=query, headers=headers))


@given(st.text(), st.text(), st.text(), st.text(), st.binary())
def test_arbitrary_content_under_a_known_key_is_refused(
    path: str, query: str, host: str, signature: str, body: bytes
) -> None:
    written = f"{signed().headers['authorization']}{signature.replace(' ', '')}0"
    request = with_headers(signed(), authorization=written, host=host)

    refused(replace(request, path=path, query=query, body=body))
