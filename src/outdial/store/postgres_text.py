"""Texts on PostgreSQL, which cannot hold the character NUL: it is kept as two others.

Those are escaped likewise, so that what was kept comes back to the letter, and two texts are the
same in the database if and only if they are.
"""

from typing import TYPE_CHECKING

from psycopg.adapt import Dumper, Loader
from psycopg.pq import Format

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg.abc import Buffer

_MARK = "\x1a"
_NUL = _MARK + "0"
_ITSELF = _MARK + "1"


def escaped(text: str) -> str:
    """Write a text without NUL."""
    if _MARK in text or "\0" in text:
        return text.replace(_MARK, _ITSELF).replace("\0", _NUL)
    return text


def plain(text: str) -> str:
    """Read what `escaped` wrote."""
    return text.replace(_NUL, "\0").replace(_ITSELF, _MARK) if _MARK in text else text


class _TextDumper(Dumper):
    def dump(self, obj: str) -> bytes:
        return escaped(obj).encode()


class _TextLoader(Loader):
    format = Format.BINARY

    def load(self, data: "Buffer") -> str:
        return plain(str(data, "utf-8"))


def take_any_text(connection: "Connection[tuple[object, ...]]") -> None:
    """Escape every text on its way to the database and back."""
    connection.adapters.register_dumper(str, _TextDumper)
    connection.adapters.register_loader("text", _TextLoader)
