"""Which characters XML can hold, and how they are written."""

import re
from html import escape

_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_writable(text: str) -> bool:
    """Tell if XML 1.0 can hold a text: it has no way to write most control characters."""
    return _UNWRITABLE.search(text) is None


def writable(text: str) -> str:
    """Put a replacement character for each that XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def escaped(text: str) -> str:
    """Write a text; a carriage return would be read as a line feed if it stood for itself."""
    return escape(text, quote=False).replace("\r", "&#13;")
