from base64 import b64encode
from hashlib import sha256

import pytest

from access.signing import HOST, refused, signed, with_headers
from outdial.http import Request


@pytest.mark.parametrize("query", ["", "a=1", "a=X-Amz-", "X-Amz-Security-Token=T"])
def test_without_a_signature_there_is_no_token(query: str) -> None:
    request = Request(method="GET", path="/", query=query, headers={"host": HOST})

    assert refused(request) == (
        "MissingAuthenticationTokenException",
        "Missing Authentication Token",
    )


@pytest.mark.parametrize(
    ("authorization", "missing"),
    [
        ("AWS4-HMAC-SHA256", ("Credential", "Signature", "SignedHeaders")),
        ("AWS4-HMAC-SHA256 Foo=Bar, Baz=Burp", ("Credential", "Signature", "SignedHeaders")),
        ("AWS4-HMAC-SHA256 Credential=a/b/c/d/e", ("Signature", "SignedHeaders")),
        ("AWS4-HMAC-SHA256 Credential=, Signature=0, SignedHeaders=host", ("Credential",)),
        ("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9", ("Credential", "Signature", "SignedHeaders")),
        ("", ("Credential", "Signature", "SignedHeaders")),
        (
            "Other Credential=a/b/c/d/e, Signature=0, SignedHeaders=host",
            ("Credential", "Signature", "SignedHeaders"),
        ),
    ],
)
def test_parts_that_are_missing_are_named(authorization: str, missing: tuple[str, ...]) -> None:
    request = with_headers(signed(), authorization=authorization)

    texts = [f"Authorization header requires '{part}' parameter." for part in missing]
    digest = b64encode(sha256(authorization.encode()).digest()).decode()
    assert refused(request) == (
        "IncompleteSignatureException",
        f"{' '.join(texts)} (Hashed with SHA-256 and encoded with Base64) Authorization={digest}",
    )


def test_all_that_is_missing_is_named_at_once() -> None:
    request = Request(method="GET", path="/", headers={"authorization": "AWS4-HMAC-SHA256"})

    assert refused(request) == (
        "IncompleteSignatureException",
        (
            "Authorization header requires 'Credential' parameter."
            " Authorization header requires 'Signature' parameter."
            " Authorization header requires 'SignedHeaders' parameter."
            " Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
            " (Hashed with SHA-256 and encoded with Base64)"
            " Authorization=YI2YWea8FSxnksZL2ETHbs5elHm9HQufxTLK0W0ffV0="
        ),
    )


@pytest.mark.parametrize("authorization", ["Bearer eyJ0eXAi", "AWS4-HMAC-SHA256 Credential= a/b"])
def test_a_parameter_without_a_value_is_refused_unrepeated(authorization: str) -> None:
    digest = b64encode(sha256(authorization.encode()).digest()).decode()

    assert refused(with_headers(signed(), authorization=authorization)) == (
        "IncompleteSignatureException",
        (
            "Invalid key=value pair (missing equal-sign) in Authorization header"
            f" (hashed with SHA-256 and encoded with Base64): '{digest}'."
        ),
    )


@pytest.mark.parametrize("algorithm", ["AWS4-ECDSA-P256-SHA256", "AWS4-HMAC-SHA512", "AWS"])
def test_one_algorithm_is_supported(algorithm: str) -> None:
    written = signed().headers["authorization"].replace("AWS4-HMAC-SHA256", algorithm)

    assert refused(with_headers(signed(), authorization=written)) == (
        "IncompleteSignatureException",
        f"Unsupported AWS 'algorithm': '{algorithm}'.",
    )


@pytest.mark.parametrize("credential", ["AKIDEXAMPLE", "AKIDEXAMPLE/20260101/eu-west-2/connect"])
def test_a_credential_has_five_parts(credential: str) -> None:
    scope = "AKIDEXAMPLE/20260101/eu-west-2/connect/aws4_request"
    written = signed().headers["authorization"].replace(scope, credential)

    assert refused(with_headers(signed(), authorization=written)) == (
        "IncompleteSignatureException",
        (
            "Credential must have exactly 5 slash-delimited elements,"
            f" e.g. keyid/date/region/service/term, got '{credential}'"
        ),
    )


@pytest.mark.parametrize(
    "date", ["zzz", "2026-01-01T00:00:00Z", "20260101", "20261301T000000Z", "²0260101T000000Z"]
)
def test_a_date_of_another_form_is_refused(date: str) -> None:
    assert refused(with_headers(signed(), x_amz_date=date)) == (
        "IncompleteSignatureException",
        (
            f"Date must be in ISO-8601 'basic format'. Got '{date}'."
            " See http://en.wikipedia.org/wiki/ISO_8601"
        ),
    )
