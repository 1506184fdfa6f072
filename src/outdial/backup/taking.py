"""Taking a backup: everything, as of one moment, while others go on to change it."""

import hashlib
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import chain
from typing import IO

from outdial import __version__
from outdial.backup import lines
from outdial.backup.errors import BackupError
from outdial.backup.sound import read_record
from outdial.store.reading import read_whole
from outdial.store.transaction import Store, Transaction
from outdial.store.whole import Row

_LEVEL = 3
_CHUNK = 1 << 18
_GZIP = 31
"""What zlib calls gzip."""

Progress = Callable[[int, int], None]
"""Is told how many lines are done, of how many."""


def silently(done: int, total: int) -> None:
    """Tell nobody."""


def take(store: Store, file: IO[bytes], now: datetime, progress: Progress) -> None:
    """Write everything that a store has to a file; BackupError says what is in the way."""
    read_whole(store, partial(_write, file, now, progress))


def _write(file: IO[bytes], now: datetime, progress: Progress, tx: Transaction) -> None:
    whole = tx.whole
    header = lines.Header(
        version=__version__, made=f"{now:%Y-%m-%dT%H:%M:%S}Z", counts=whole.counts()
    )
    file.seek(0)
    file.truncate()
    written: Iterator[lines.Line] = chain(
        (lines.record_line(_sound(row)) for row in whole.records()),
        (lines.answer_line(answer) for answer in whole.answers()),
        (lines.event_line(event) for event in whole.events()),
    )
    for chunk in _packed(_all(header, written, progress)):
        file.write(chunk)


def _sound(row: Row) -> Row:
    if isinstance(read_record(row.place, row.body), str):
        raise BackupError(
            f"The store is damaged: {row.kind} {row.id} in {row.home} cannot be read, so a backup"
            " could not be restored. See what is wrong with: outdial check"
        )
    return row


def _all(
    header: lines.Header, written: Iterator[lines.Line], progress: Progress
) -> Iterator[bytes]:
    digest = hashlib.sha256()
    line = lines.write(header)
    digest.update(line)
    yield line
    for done, each in enumerate(written, start=1):
        line = lines.write(each)
        digest.update(line)
        progress(done, header.total)
        yield line
    yield lines.write(lines.End(sha256=digest.hexdigest()))


def _packed(plain: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(_LEVEL, wbits=_GZIP)
    waiting = bytearray()
    for line in plain:
        waiting += line
        if len(waiting) >= _CHUNK:
            yield packer.compress(waiting)
            waiting.clear()
    yield packer.compress(waiting) + packer.flush()
