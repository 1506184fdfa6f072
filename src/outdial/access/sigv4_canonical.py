"""The canonical request of Signature Version 4: the text that client and server both hash.

The rules are the IAM user guide's [documented]. Amazon S3, whose paths are encoded only once and
not normalised, is not served.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

from outdial.http import Request

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_WELL_FORMED = re.compile(r"[A-Za-z0-9/._~%-]*")
_QUERY_SIGNATURE = "X-Amz-Signature"


def canonical_request(
    request: Request, signed_headers: tuple[str, ...], payload_hash: str, *, presigned: bool
) -> str:
    """Write the canonical request; a presigned one's query is taken without its signature."""
    headers = request.headers
    lines = "".join(f"{name}:{_tidy(headers.get(name, ''))}\n" for name in signed_headers)
    return (
        f"{request.method}\n{_path(request.path)}\n{_query(request.query, presigned)}\n"
        f"{lines}\n{';'.join(signed_headers)}\n{payload_hash}"
    )


@lru_cache(maxsize=256)
def header_names(signed_headers: str) -> tuple[str, ...]:
    """Put the names of `SignedHeaders` into their canonical order."""
    return tuple(sorted(set(signed_headers.lower().split(";"))))


def raw_bytes(text: str) -> bytes:
    """Give the bytes that came over the wire: fronts read them as Latin-1.

    A caller in this process may hand over what no wire carries; that counts as UTF-8.
    """
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def _tidy(value: str) -> str:
    """Trim a value and collapse its blanks; what is blank in Unicode only stays."""
    if value.isascii():
        return " ".join(value.split())
    return _BLANKS.sub(" ", value).strip(" ")


def _path(path: str) -> str:
    """Encode the path as it was sent, so that an ARN's `%3A` becomes `%253A`."""
    if "//" in path or "/." in path:
        path = _without_detours(path)
    if _WELL_FORMED.fullmatch(path):  # a tenth of the time of `quote`, and nearly all paths
        return path.replace("%", "%25") or "/"
    return quote(raw_bytes(path), safe="/~")


def _without_detours(path: str) -> str:
    """Resolve dot segments (RFC 3986, 5.2.4) and repeated slashes."""
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del segments[-1:]
        elif segment not in {"", "."}:
            segments.append(segment)
    end = "/" if segments and path.endswith("/") else ""
    return f"/{'/'.join(segments)}{end}"


def _query(query: str, presigned: bool) -> str:  # noqa: FBT001 passed on from a keyword
    if not query:
        return ""
    pairs = sorted(_encoded_pairs(query))
    return "&".join(
        f"{name}={value}" for name, value in pairs if not (presigned and name == _QUERY_SIGNATURE)
    )


def _encoded_pairs(query: str) -> Iterator[tuple[str, str]]:
    """Encode names and values alike, however they were sent; `+` is a space, as when decoded."""
    for pair in query.split("&"):
        if pair:
            name, _, value = pair.replace("+", " ").partition("=")
            yield _encode(name), _encode(value)


def _encode(part: str) -> str:
    return quote(unquote_to_bytes(raw_bytes(part)), safe="-_.~")
