"""Percent-escapes of paths and queries."""

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from outdial.errors import MalformedHttpRequestException

_BROKEN = re.compile("%(?![0-9a-fA-F]{2})")


def unescape(text: str) -> str:
    """Resolve percent-escapes once; refuse what is no escape or makes no UTF-8."""
    if not text.isascii():
        raise MalformedHttpRequestException("The path and the query must be percent-encoded")
    if "%" not in text:
        return text
    if _BROKEN.search(text):
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
