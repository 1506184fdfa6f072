"""States on their way to a server: compressed, as flows are long and alike."""

import gzip
import io
import zlib
from typing import Final

from outdial.importing.errors import ImportRefusedError

MOST: Final = 512 * 1024 * 1024
"""So many bytes a state may have; a data folder takes more."""

_MAGIC: Final = b"\x1f\x8b"


def packed(state: bytes) -> bytes:
    """Compress a state."""
    return gzip.compress(state, mtime=0)


def unpacked(body: bytes) -> bytes:
    """Give a state that is compressed, or not; one that is too long is refused."""
    if not body.startswith(_MAGIC):
        return body
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
            state = file.read(MOST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ImportRefusedError([f"The state cannot be unpacked: {error}"]) from None
    if len(state) > MOST:
        raise ImportRefusedError(["The state is too long; import it with --data into a folder"])
    return state
