from dataclasses import replace
from datetime import timedelta

import pytest

from access.signing import KEYS, NOW, SESSION, signed
from outdial.access.sigv4 import Verified, verify

HOLDS = Verified(
    access_key="AKIDEXAMPLE",
    day="20260101",
    region="eu-west-2",
    service="connect",
    signed_headers=("host", "x-amz-date"),
)


def test_a_signature_tells_whose_it_is_and_what_it_covers() -> None:
    assert verify(signed(), KEYS.get, now=NOW) == HOLDS


def test_a_body_and_its_type_are_covered() -> None:
    request = signed("POST", body=b'{"a": 1}', headers={"Content-Type": "application/json"})

    verified = verify(request, KEYS.get, now=NOW)

    assert verified == replace(HOLDS, signed_headers=("content-type", "host", "x-amz-date"))


def test_a_session_comes_with_its_token() -> None:
    verified = verify(signed(key=SESSION), KEYS.get, now=NOW)

    assert verified == replace(
        HOLDS,
        access_key="ASIAEXAMPLE",
        signed_headers=("host", "x-amz-date", "x-amz-security-token"),
    )


def test_the_scope_may_be_asked_for() -> None:
    assert verify(signed(), KEYS.get, now=NOW, service="connect", region="eu-west-2") == HOLDS


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/queues/arn%3Aaws%3Aconnect%3Aeu-west-2%3A123456789012%3Ainstance%2Fi%2Fqueue%2Fq/x",
        "/a%20b/%E8%AA%9E/~-_.",
        "/a/./b/../c//d/",
        "/a//",
        "/..",
        "/a/%2E%2E/b",
        "/a/(b)'*!",
        "/queues-summary/i?queueTypes=STANDARD&queueTypes=AGENT&maxResults=5",
        "/q?b=2&a=&a=1&A=0&a%2F=3&%E8%AA%9E=x%20y%2Bz~",
        "/q?nextToken=a%3D%3D",
    ],
)
def test_what_botocore_signs_is_accepted(target: str) -> None:
    assert verify(signed(target=target), KEYS.get, now=NOW) == HOLDS


@pytest.mark.parametrize(
    ("as_sent", "as_signed"),
    [
        ("/q?a", "/q?a="),
        ("/q?a=b+c", "/q?a=b%20c"),
        ("/q?a=%2f%7e", "/q?a=%2F~"),
        ("/q?b=1&a=1", "/q?a=1&b=1"),
        ("/q?&a=1&", "/q?a=1"),
        ("/q?a=\xe8\xaa\x9e", "/q?a=%E8%AA%9E"),
        ("/a/../q?", "/q"),
        ("", "/"),
    ],
)
def test_a_target_counts_however_it_is_written(as_sent: str, as_signed: str) -> None:
    path, _, query = as_sent.partition("?")

    request = replace(signed(target=as_signed), path=path, query=query)

    assert verify(request, KEYS.get, now=NOW) == HOLDS


@pytest.mark.parametrize("value", ["  a   b  ", "a\tb", '"a   b"', "", "é  ü"])
def test_blanks_of_a_header_do_not_count(value: str) -> None:
    # botocore signs text as UTF-8; fronts read what came over the wire as Latin-1.
    request = signed(headers={"X-Amz-Meta": value})
    wire = request.headers["x-amz-meta"].encode().decode("latin-1")

    request = replace(request, headers={**request.headers, "x-amz-meta": wire})

    verified = verify(request, KEYS.get, now=NOW)
    assert verified == replace(HOLDS, signed_headers=("host", "x-amz-date", "x-amz-meta"))


def test_what_no_wire_carries_counts_as_utf_8() -> None:
    request = signed(headers={"X-Amz-Meta": "語"})

    verified = verify(request, KEYS.get, now=NOW)

    assert verified == replace(HOLDS, signed_headers=("host", "x-amz-date", "x-amz-meta"))


def test_the_date_may_stand_in_the_header_of_http() -> None:
    request = signed(headers={"Date": "now"})

    assert request.headers["date"] == "Thu, 01 Jan 2026 00:00:00 -0000"
    assert verify(request, KEYS.get, now=NOW) == replace(HOLDS, signed_headers=("date", "host"))


def test_commas_need_no_spaces_and_names_no_order() -> None:
    request = signed()
    written = request.headers["authorization"].replace(", ", ",")

    written = written.replace("host;x-amz-date", "X-Amz-Date;Host")

    headers = {**request.headers, "authorization": written}
    assert verify(replace(request, headers=headers), KEYS.get, now=NOW) == HOLDS


def test_a_hash_of_the_payload_may_come_with_it() -> None:
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    request = signed(headers={"X-Amz-Content-SHA256": digest})

    verified = verify(request, KEYS.get, now=NOW)

    assert verified == replace(HOLDS, signed_headers=("host", "x-amz-content-sha256", "x-amz-date"))


def test_headers_that_are_not_signed_may_come_along() -> None:
    request = signed()
    extra = {"user-agent": "x", "content-type": "y", "x-amzn-trace-id": "z", "accept": "*/*"}

    request = replace(request, headers={**request.headers, **extra})

    assert verify(request, KEYS.get, now=NOW) == HOLDS


@pytest.mark.parametrize("minutes", [-5, 0, 5])
def test_a_signature_counts_for_five_minutes_both_ways(minutes: int) -> None:
    assert verify(signed(), KEYS.get, now=NOW + timedelta(minutes=minutes)) == HOLDS


def test_a_fraction_of_a_second_does_not_count() -> None:
    assert verify(signed(), KEYS.get, now=NOW + timedelta(minutes=5, milliseconds=999)) == HOLDS


def test_keys_hide_their_secrets() -> None:
    assert repr(SESSION) == (
        "Key(id='ASIAEXAMPLE', expires=datetime.datetime(2026, 1, 1, 1, 0,"
        " tzinfo=datetime.timezone.utc))"
    )
