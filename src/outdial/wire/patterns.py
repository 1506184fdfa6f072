"""How a text is matched with a pattern of the model: whole, in the letters of the model."""

import re
from collections.abc import Callable
from functools import cache

from outdial.wire.quirks import QUIRKS


def meant(pattern: str) -> str:
    """Give the pattern that is meant by one of the model."""
    quirk = QUIRKS.get(pattern)
    return quirk.instead if quirk else pattern


@cache
def matcher(pattern: str) -> Callable[[str], object]:
    r"""Compile a pattern that is meant; what it gives matches a whole text or gives None.

    `\d`, `\w` and `\s` are ASCII's, as in the language of the service. Properties such as `\p{L}`
    are those of Unicode, which Python's own `re` does not know.
    """
    if r"\p{" in pattern or r"\P{" in pattern:
        import regex  # noqa: PLC0415 - costs as much as all else here, and few requests need it

        return regex.compile(pattern).fullmatch
    return re.compile(pattern, re.ASCII).fullmatch
