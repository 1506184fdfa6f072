"""Which hosts and origins a server answers.

Without this, any web page could drive a server on the visitor's own machine: by a request across
origins, or by a name of its own that it lets point to 127.0.0.1 (DNS rebinding). Browsers always
send `Host`, and `Origin` with whatever may change something; so both are looked at, on every route.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address

from outdial.http import Request, Response
from outdial.serve.replies import own

ANY = "*"

# Names that no stranger can let point somewhere: reserved ones, and those of AWS that we speak for.
_SAFE_NAME = re.compile(
    r"(.+\.)?localhost"
    r"|host\.docker\.internal"
    r"|(connect|connect-fips|iam|iam-fips|sts|sts-fips|cloudtrail|cloudtrail-fips)(\.[a-z0-9-]+)?"
    r"\.(amazonaws\.com(\.cn)?|api\.aws|api\.amazonwebservices\.com\.cn)"
)
_METHODS = "GET, HEAD, POST, PUT, DELETE, OPTIONS"
_EXPOSED = "x-amzn-RequestId, x-amzn-ErrorType"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """The hosts and origins that are welcome beside the server's own."""

    hosts: Sequence[str] = ()
    origins: Sequence[str] = ()

    def refusal(self, request: Request, address: str) -> Response | None:
        """Refuse a request for a foreign host or of a foreign origin; None welcomes it."""
        host = request.headers.get("host")
        if host is not None and not self._knows(host, address):
            option = "allow it with --allow-host"
            return own(403, {"message": f"Host {host!r} is not this server's own; {option}"})
        origin = request.headers.get("origin")
        if origin is not None and not self._is_welcome(origin, host):
            option = "allow it with --cors"
            return own(403, {"message": f"Origin {origin!r} is not this server's own; {option}"})
        return None

    def preflight(self, request: Request) -> Response | None:
        """Answer the browser's question whether a page may send its request."""
        headers = request.headers
        if request.method != "OPTIONS" or "access-control-request-method" not in headers:
            return None
        permission = {
            **self.permission(headers),
            "access-control-allow-methods": _METHODS,
            "access-control-allow-headers": headers.get("access-control-request-headers", ""),
            "access-control-max-age": "600",
        }
        if "access-control-request-private-network" in headers:
            permission["access-control-allow-private-network"] = "true"
        return Response(status=204, headers=permission)

    def permission(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Give the headers that let an allowed page read an answer."""
        origin = headers.get("origin")
        if origin is None or not self._allows(origin):
            return {}
        return {
            "access-control-allow-origin": origin,
            "access-control-expose-headers": _EXPOSED,
            "vary": "Origin",
        }

    def _is_welcome(self, origin: str, host: str | None) -> bool:
        scheme, _, authority = origin.partition("://")
        return (scheme in {"http", "https"} and authority == host) or self._allows(origin)

    def _allows(self, origin: str) -> bool:
        return origin in self.origins or ANY in self.origins

    def _knows(self, host: str, address: str) -> bool:
        name = _name(host)
        if name in self.hosts or ANY in self.hosts or _SAFE_NAME.fullmatch(name):
            return True
        return _is_own_number(name, address)


@lru_cache(maxsize=256)
def _is_own_number(name: str, address: str) -> bool:
    try:
        number = ip_address(name)
    except ValueError:
        return False
    return number.is_loopback or name == address


def _name(host: str) -> str:
    """Take the port and the brackets of IPv6 from a host."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower().removesuffix(".")
