"""Text that strangers wrote, made fit to be shown in a terminal or a log."""

import re

# What moves the cursor, begins a sequence of commands (ESC, and CSI of C1), breaks the line, or
# turns the direction of writing, so that one reads something else than what stands there; and
# halves of surrogate pairs, which JSON may hold and no encoding takes.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    """Put a question mark in place of each character that would steer what shows the text."""
    return _UNSAFE.sub("?", text)


def printable_json(text: str) -> str:
    """Escape such characters in JSON, which still says the same."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
