"""A backup file: opened, and looked through from its first line to its last."""

import gzip
import hashlib
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from outdial.backup import lines
from outdial.backup.errors import BackupError
from outdial.backup.seen import Seen
from outdial.backup.taking import Progress


class Backup:
    """A backup that was looked through whole; nothing in it is wrong."""

    def __init__(self, path: Path, progress: Progress) -> None:
        self.path = path
        self.header = self._check(progress)

    def content(self) -> Iterator[lines.Line]:
        """Read what is between the first line and the last."""
        for line in self._plain():
            if line[:1] == b"[":
                yield lines.read(line)

    def _check(self, progress: Progress) -> lines.Header:
        plain, digest = self._plain(), hashlib.sha256()
        first = next(plain, b"")
        header = lines.read_header(first)
        digest.update(first)
        seen, last, wrong = Seen(), b"", ""
        for number, line in enumerate(plain, start=2):
            if line[:1] != b"[":
                last = line
                break
            digest.update(line)
            wrong = wrong or _look(number, line, seen)
            progress(number - 1, header.total)
        self._check_end(last, digest.hexdigest(), next(plain, None))
        if wrong:
            raise BackupError(f"{self.path} cannot be restored: {wrong}.")
        if seen.counts != Counter(header.counts):
            raise self._damaged("it does not have as many lines as its header says")
        return header

    def _check_end(self, last: bytes, digest: str, more: bytes | None) -> None:
        try:
            given = lines.read_end(last)
        except msgspec.MsgspecError:
            raise self._damaged("its end is missing") from None
        if given != digest:
            raise self._damaged("its checksum is another")
        if more is not None:
            raise self._damaged("something follows its end")

    def _plain(self) -> Iterator[bytes]:
        try:
            with gzip.open(self.path) as file:
                yield from file
        except gzip.BadGzipFile as error:
            if "Not a gzipped file" in str(error):
                raise BackupError(f"{self.path} is no backup of Outdial's.") from None
            raise self._damaged(str(error)) from None
        except EOFError:
            raise self._damaged("its end is missing") from None
        except zlib.error as error:
            raise self._damaged(str(error)) from None
        except OSError as error:
            raise BackupError(f"{self.path} cannot be read: {error.strerror}.") from None

    def _damaged(self, what: str) -> BackupError:
        return BackupError(f"{self.path} is damaged: {what}. Use another backup.")


def _look(number: int, text: bytes, seen: Seen) -> str:
    """Say what is wrong with a line, if anything is."""
    try:
        wrong = seen.add(lines.read(text))
    except (msgspec.MsgspecError, UnicodeError) as error:
        wrong = f"it cannot be read: {error}"
    return f"line {number}: {wrong}" if wrong else ""
