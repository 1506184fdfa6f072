"""Signature Version 4 for the durable floor: verified in full, for the requests of benchmarks.

They have paths of plain letters, digits and dashes, no query and each header once, so nothing is
to be encoded or put in order; any other request is refused as one whose signature does not hold.
"""

import re
import time
from calendar import timegm
from functools import lru_cache
from hashlib import sha256
from hmac import compare_digest, digest

SKEW = 300
"""Seconds that a signature may be off."""

_AUTHORIZATION = re.compile(
    rb"AWS4-HMAC-SHA256 Credential=([^/]+)/((\d{8})/([^/]+)/([^/]+)/aws4_request),"
    rb" SignedHeaders=([^,]+), Signature=([0-9a-f]{64})"
)


class Signatures:
    """The keys that are known."""

    def __init__(self, secrets: dict[bytes, bytes]) -> None:
        self._secrets = secrets

    def hold(self, method: bytes, path: bytes, headers: dict[bytes, bytes], body: bytes) -> bool:
        """Tell whether a request was signed lately with a key that is known."""
        found = _AUTHORIZATION.fullmatch(headers.get(b"authorization", b""))
        if found is None:
            return False
        key, scope, day, region, service, names, signature = found.groups()
        stamp, secret = headers.get(b"x-amz-date", b""), self._secrets.get(key)
        if secret is None or not stamp.startswith(day) or not _is_fresh(stamp):
            return False
        lines = [name + b":" + headers.get(name, b"") for name in names.split(b";")]
        canonical = b"%s\n%s\n\n%s\n\n%s\n%s" % (
            method,
            path,
            b"\n".join(lines),
            names,
            sha256(body).hexdigest().encode(),
        )
        hashed = sha256(canonical).hexdigest().encode()
        to_sign = b"AWS4-HMAC-SHA256\n%s\n%s\n%s" % (stamp, scope, hashed)
        real = digest(_signing_key(secret, day, region, service), to_sign, "sha256").hex()
        return compare_digest(real.encode(), signature)


def _is_fresh(stamp: bytes) -> bool:
    return abs(time.time() - _seconds(stamp)) <= SKEW  # noqa: TID251 the floor has no World


@lru_cache(maxsize=1024)
def _seconds(stamp: bytes) -> int:
    return timegm(time.strptime(stamp.decode(), "%Y%m%dT%H%M%SZ"))


@lru_cache(maxsize=1024)
def _signing_key(secret: bytes, day: bytes, region: bytes, service: bytes) -> bytes:
    key = b"AWS4" + secret
    for part in (day, region, service, b"aws4_request"):
        key = digest(key, part, "sha256")
    return key
