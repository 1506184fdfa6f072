"""Requests and responses of HTTP as plain values, the same for every front.

They are not frozen, as little is that lives for one call: it would take twice as long to make.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Request:
    """One HTTP request, whole.

    `path` and `query` are raw: percent-escapes stand as they arrived (an ARN in a path label
    comes as `%2F`), and `query` has no leading `?`. Header names are lower-case. `peer` is the
    address that the request came from; without a network it is this machine's own. A request is
    secure that came by HTTPS.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    peer: str = "127.0.0.1"
    is_secure: bool = False


@dataclass(slots=True, kw_only=True)
class Response:
    """One HTTP response, whole.

    `operation` names the operation that answered, for logs and metrics; it is not on the wire.
    `delay` is how many seconds the front keeps the response back. A `stream` gives the body piece
    by piece instead; it may take its time, and its length stands in the headers.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    operation: str = ""
    delay: float = 0.0
    stream: Iterator[bytes] | None = None
