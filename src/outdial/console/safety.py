"""What keeps other pages and other people's texts from steering the console."""

from collections.abc import Mapping
from hmac import compare_digest

from outdial.http import Request

HEADERS: Mapping[str, str] = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self';"
    " script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
    " base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with `no-referrer` browsers would send `Origin: null`
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def is_from_here(request: Request) -> bool:
    """Tell whether a page of this server's own sent a form: a browser always says which one did."""
    authority = request.headers.get("origin", "").partition("://")[2]
    return bool(authority) and authority == request.headers.get("host")


def is_own(request: Request, token: str, expected: str) -> bool:
    """Tell whether a form is one of this console's own, sent from the page that it made.

    The token is compared so that the time that it takes tells nothing.
    """
    return is_from_here(request) and compare_digest(token.encode(), expected.encode())
