"""Percent-escapes of paths and queries."""

from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from outdial.errors import MalformedHttpRequestException

_HEX = frozenset("0123456789abcdefABCDEF")


def unescape(text: str) -> str:
    """Resolve percent-escapes once; refuse what is no escape or makes no UTF-8."""
    if not text.isascii():
        raise MalformedHttpRequestException("The path and the query must be percent-encoded")
    if "%" not in text:
        return text
    for part in text.split("%")[1:]:
        if len(part) < 2 or part[0] not in _HEX or part[1] not in _HEX:  # noqa: PLR2004
            raise MalformedHttpRequestException("The path or the query has a broken percent-escape")
    try:
        return unquote_to_bytes(text).decode()
    except UnicodeError:
        raise MalformedHttpRequestException("The path or the query is no UTF-8") from None


def query_pairs(query: str) -> Iterator[tuple[str, str]]:
    """Split a query into names and values, in its order; a name alone has an empty value."""
    for pair in query.split("&"):
        if pair:
            name, _, value = pair.replace("+", " ").partition("=")
            yield unescape(name), unescape(value)
