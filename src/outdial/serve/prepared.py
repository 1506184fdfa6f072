"""Botocore's prepared requests as ours, and our responses as botocore's."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse

from outdial.http import Request, Response

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class Body:
    """A response's body, for whichever of the two libraries comes to read it."""

    __slots__ = ("content",)

    def __init__(self, content: bytes) -> None:
        self.content = content

    def stream(self) -> Iterator[bytes]:
        """Give the whole at once, as urllib3 gives chunks."""
        return iter((self.content,))

    async def read(self) -> bytes:
        """Give the whole, as aiohttp does."""
        return self.content


def to_request(prepared: AWSPreparedRequest) -> Request:
    """Take what botocore would send, with the `Host` that the connection would add."""
    scheme, _, rest = prepared.url.partition("://")
    authority, _, target = rest.partition("/")
    path, _, query = target.partition("?")
    headers = {"host": _host(scheme, authority)}
    # The dictionary inside is read where there is one: the mapping around it makes a key object
    # for each look-up, which took a third of this module's time.
    mixed: Any = getattr(prepared.headers, "_dict", prepared.headers)
    for name, value in mixed.items():
        text = value.decode("latin-1") if isinstance(value, bytes) else value
        headers[str(name).lower()] = text
    return Request(
        method=prepared.method,
        path="/" + path,
        query=query,
        headers=headers,
        body=_bytes(prepared.body),
        is_secure=scheme == "https",
    )


def from_response(
    response: Response, url: str, kind: type[AWSResponse] = AWSResponse
) -> AWSResponse:
    """Hand a response to botocore as if a connection had brought it."""
    headers: Any = response.headers  # any mapping will do, whatever the stubs say
    return kind(url, response.status, headers, Body(response.body))


@lru_cache(maxsize=64)
def _host(scheme: str, authority: str) -> str:
    """Write the header as urllib3 does: no user, lower-case, no default port."""
    return authority.rpartition("@")[2].lower().removesuffix(_DEFAULT_PORTS.get(scheme, "\0"))


def _bytes(body: object) -> bytes:
    """Read a body in any of the forms that botocore may send."""
    if body is None:
        return b""
    if isinstance(body, bytes):
        return body
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, bytearray):
        return bytes(body)
    return bytes(body.read())  # type: ignore[attr-defined]  # a file, by botocore's contract
