"""What a signed request claims: whose signature it bears, for what, and from when.

Texts are those of the API Gateway in front of other services [observed]; it names a header that
it cannot read by its hash only, so that no secret in it is repeated.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from urllib.parse import unquote_plus

from outdial.access.sigv4_canonical import header_names, raw_bytes
from outdial.access.sigv4_time import Moment, read_moment
from outdial.errors import IncompleteSignatureException, MissingAuthenticationTokenException
from outdial.http import Request

ALGORITHM = "AWS4-HMAC-SHA256"
LONGEST_LIFETIME = 7 * 24 * 60 * 60

_IN_HEADER = ("Credential", "Signature", "SignedHeaders")
_IN_QUERY = (
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Signature",
    "X-Amz-SignedHeaders",
    "X-Amz-Date",
)


@dataclass(slots=True, kw_only=True)
class Claim:
    """A signature and what it is said to stand for; nothing is verified yet.

    `lifetime` is how many seconds a presigned request says that it may be used.
    """

    access_key: str
    day: str
    region: str
    service: str
    terminator: str
    signed_headers: tuple[str, ...]
    signature: str
    token: str | None = field(repr=False)
    moment: Moment
    presigned: bool = False
    lifetime: int | None = None


def read_claim(request: Request) -> Claim:
    """Read the claim from the `Authorization` header, or from the query if there is none."""
    authorization = request.headers.get("authorization")
    if authorization is not None:
        return _from_header(authorization, request.headers)
    if "X-Amz-" in request.query:
        fields = _query_fields(request.query)
        if not fields.keys().isdisjoint(_IN_QUERY):
            return _from_query(fields)
    raise MissingAuthenticationTokenException("Missing Authentication Token")


def _from_header(authorization: str, headers: Mapping[str, str]) -> Claim:
    fields = _fields(authorization)
    date = headers.get("x-amz-date") or headers.get("date", "")
    missing = [
        f"Authorization header requires '{name}' parameter."
        for name in _IN_HEADER
        if not fields.get(name)
    ]
    if not date:
        missing.append(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
        )
    if missing:
        raise IncompleteSignatureException(
            f"{' '.join(missing)} (Hashed with SHA-256 and encoded with Base64)"
            f" Authorization={_hashed(authorization)}"
        )
    key, day, region, service, terminator = _credential(fields["Credential"])
    return Claim(
        access_key=key,
        day=day,
        region=region,
        service=service,
        terminator=terminator,
        signed_headers=header_names(fields["SignedHeaders"]),
        signature=fields["Signature"],
        token=headers.get("x-amz-security-token"),
        moment=read_moment(date),
    )


def _fields(authorization: str) -> Mapping[str, str]:
    """Take the header's parameters apart: of what one client sends, only the signature is new."""
    rest, _, signature = authorization.rpartition(" Signature=")
    fields = _fields_but_signature(rest) if signature.isalnum() else {}
    return {**fields, "Signature": signature} if fields else _header_fields(authorization)


@lru_cache(maxsize=1024)
def _fields_but_signature(rest: str) -> Mapping[str, str]:
    try:
        return _header_fields(rest)
    except IncompleteSignatureException:
        return {}  # it is told of the whole header


def _header_fields(authorization: str) -> dict[str, str]:
    """Take the header's parameters apart; those of another scheme than ours are none of ours."""
    scheme, *parameters = authorization.replace(",", " ").split() or [""]
    if scheme.startswith("AWS") and scheme != ALGORITHM:
        raise _unsupported(scheme)
    fields: dict[str, str] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise IncompleteSignatureException(
                "Invalid key=value pair (missing equal-sign) in Authorization header"
                f" (hashed with SHA-256 and encoded with Base64): '{_hashed(authorization)}'."
            )
        fields[name] = value
    return fields if scheme == ALGORITHM else {}


def _from_query(fields: Mapping[str, str]) -> Claim:
    missing = [
        f"AWS query-string parameters must include '{name}'."
        for name in _IN_QUERY
        if not fields.get(name)
    ]
    if missing:
        raise IncompleteSignatureException(
            f"{' '.join(missing)} Re-examine the query-string parameters."
        )
    if fields["X-Amz-Algorithm"] != ALGORITHM:
        raise _unsupported(fields["X-Amz-Algorithm"])
    key, day, region, service, terminator = _credential(fields["X-Amz-Credential"])
    return Claim(
        access_key=key,
        day=day,
        region=region,
        service=service,
        terminator=terminator,
        signed_headers=header_names(fields["X-Amz-SignedHeaders"]),
        signature=fields["X-Amz-Signature"],
        token=fields.get("X-Amz-Security-Token"),
        moment=read_moment(fields["X-Amz-Date"]),
        presigned=True,
        lifetime=_lifetime(fields.get("X-Amz-Expires")),
    )


def _query_fields(query: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in query.split("&"))
    return {unquote_plus(name): unquote_plus(value) for name, _, value in pairs}


def _credential(credential: str) -> list[str]:
    parts = credential.split("/")
    if len(parts) != 5:  # noqa: PLR2004 the parts are in the text
        raise IncompleteSignatureException(
            "Credential must have exactly 5 slash-delimited elements,"
            f" e.g. keyid/date/region/service/term, got '{credential}'"
        )
    return parts


def _lifetime(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) <= len(str(LONGEST_LIFETIME)):
        seconds = int(text)
        if 1 <= seconds <= LONGEST_LIFETIME:
            return seconds
    raise IncompleteSignatureException(
        f"X-Amz-Expires must be a number of seconds from 1 to {LONGEST_LIFETIME}, not '{text}'."
    )


def _unsupported(algorithm: str) -> IncompleteSignatureException:
    return IncompleteSignatureException(f"Unsupported AWS 'algorithm': '{algorithm}'.")


def _hashed(authorization: str) -> str:
    return b64encode(sha256(raw_bytes(authorization)).digest()).decode()
