"""Signature Version 4: whether a request was signed by whom it says, lately, for this service.

The rules are the IAM user guide's [documented]; the texts are those of other services' live
replies [observed]; the order in which faults are found is [inferred]: the header is read, then
the key is looked up, then its token, the time, the scope, and last the signature itself.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from outdial.access.sigv4_canonical import canonical_request, raw_bytes
from outdial.access.sigv4_claim import ALGORITHM, Claim, read_claim
from outdial.access.sigv4_key import Key, signer
from outdial.access.sigv4_time import check_time
from outdial.errors import (
    ExpiredTokenException,
    InvalidSignatureException,
    UnrecognizedClientException,
)
from outdial.http import Request

USUAL_SKEW = timedelta(minutes=5)
TERMINATOR = "aws4_request"

_BEHIND_GATEWAY = frozenset({"connect"})
_TOKEN = re.compile(r"^(x-amz-security-token:).*$|\b(X-Amz-Security-Token=)[^&\n]*", re.MULTILINE)


@dataclass(slots=True, kw_only=True)
class Verified:
    """A signature that holds: whose it is, and what it covers."""

    access_key: str
    day: str
    region: str
    service: str
    signed_headers: tuple[str, ...]


def verify(
    request: Request,
    find_key: Callable[[str], Key | None],
    *,
    now: datetime,
    skew: timedelta = USUAL_SKEW,
    service: str | None = None,
    region: str | None = None,
) -> Verified:
    """Verify the signature of a request, in its header or in its query, or refuse the request.

    `service` and `region` are those that the credential must be scoped to, if only one will do.
    """
    claim = read_claim(request)
    key = _checked_key(claim, find_key(claim.access_key), now)
    lifetime = skew if claim.lifetime is None else timedelta(seconds=claim.lifetime)
    check_time(claim.moment, now, skew=skew, lifetime=lifetime)
    _check_scope(claim, service, region)
    _check_signed_headers(claim, request.headers)
    _check_signature(claim, key, request)
    return Verified(
        access_key=claim.access_key,
        day=claim.day,
        region=claim.region,
        service=claim.service,
        signed_headers=claim.signed_headers,
    )


def _checked_key(claim: Claim, key: Key | None, now: datetime) -> Key:
    """Refuse a key that is unknown, comes with the wrong token, or is over."""
    if key is None or not compare_digest(raw_bytes(key.token or ""), raw_bytes(claim.token or "")):
        raise UnrecognizedClientException("The security token included in the request is invalid.")
    if key.expires is not None and key.expires <= now:
        raise ExpiredTokenException("The security token included in the request is expired")
    return key


def _check_scope(claim: Claim, service: str | None, region: str | None) -> None:
    problems = ""
    if region is not None and claim.region != region:
        problems += f"Credential should be scoped to a valid Region, not '{claim.region}'. "
    if service is not None and claim.service != service:
        problems += f"Credential should be scoped to correct service: '{service}'. "
    if claim.terminator != TERMINATOR:
        problems += (
            f"Credential should be scoped with a valid terminator: '{TERMINATOR}',"
            f" not '{claim.terminator}'. "
        )
    if claim.day != claim.moment.day:
        problems += (
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
            f" HTTP: '{claim.day}' != '{claim.moment.day}', from '{claim.moment.stamp}'. "
        )
    if problems:
        raise InvalidSignatureException(problems)


def _check_signed_headers(claim: Claim, headers: Mapping[str, str]) -> None:
    """Refuse a signature that leaves out the host, or a header that AWS's services act upon.

    Other headers are signed at the client's choice, Content-Type too [documented].
    """
    problems = []
    if "host" not in claim.signed_headers:
        problems.append("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
    problems += [
        f"'{name}' must be a 'SignedHeader' in the AWS Authorization."
        for name in headers
        if name.startswith("x-amz-") and name not in claim.signed_headers
    ]
    if problems:
        raise InvalidSignatureException(" ".join(problems))


def _check_signature(claim: Claim, key: Key, request: Request) -> None:
    canonical = canonical_request(
        request, claim.signed_headers, _payload_hash(request), presigned=claim.presigned
    )
    string_to_sign = (
        f"{ALGORITHM}\n{claim.moment.stamp}\n"
        f"{claim.day}/{claim.region}/{claim.service}/{TERMINATOR}\n"
        f"{sha256(raw_bytes(canonical)).hexdigest()}"
    )
    signature = signer(key.secret, claim.day, claim.region, claim.service).sign(string_to_sign)
    if not compare_digest(signature.encode(), raw_bytes(claim.signature)):
        raise InvalidSignatureException(_mismatch(claim, canonical, string_to_sign))


def _payload_hash(request: Request) -> str:
    """Hash the body; refuse another hash, and the ways around one, which are Amazon S3's alone."""
    real = sha256(request.body).hexdigest()
    if request.headers.get("x-amz-content-sha256", real) != real:
        raise InvalidSignatureException(
            "The provided 'x-amz-content-sha256' header does not match what was computed."
        )
    return real


def _mismatch(claim: Claim, canonical: str, string_to_sign: str) -> str:
    """Say that the signature is wrong; a gateway also shows how it came to its own.

    The session token that it would show is left out: texts of errors end up in logs.
    """
    text = (
        "The request signature we calculated does not match the signature you provided."
        " Check your AWS Secret Access Key and signing method."
        " Consult the service documentation for details."
    )
    if claim.service not in _BEHIND_GATEWAY:
        return text
    shown = _TOKEN.sub(r"\1\2(not shown)", canonical)
    return (
        f"{text}\n\nThe Canonical String for this request should have been\n'{shown}'"
        f"\n\nThe String-to-Sign should have been\n'{string_to_sign}'"
    )
