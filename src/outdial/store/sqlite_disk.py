"""What the disk under a SQLite file refuses: said in words, to callers and to the operator."""

import logging
import os
import shutil
import sqlite3
import sys
from pathlib import Path

from outdial.errors import ServiceUnavailableException
from outdial.store.errors import StoreError

logger = logging.getLogger("outdial")

_PRIMARY = 0xFF
_FORBIDDEN = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
_OF_THE_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, *_FORBIDDEN)

READ_ONLY = "its disk can only be read"
FULL = "its disk is full"
FORBIDDEN = "the file or its folder may not be written"
FAILING = "its disk fails"

REMEDIES = {
    READ_ONLY: "Mount it for writing.",
    FULL: "Free some space.",
    FORBIDDEN: "See whose they are, and who may write them.",
    FAILING: "See what the system's log says of the disk.",
}


class Disk:
    """The disk that a file is on, as its commits find it."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._reason = ""

    def refuses(self, error: sqlite3.Error) -> Exception:
        """Tell the operator, once, and give what the callers get: that they may try again later.

        What the disk has no part in is a fault, a StoreError.
        """
        reason = reason_of(error, self._path)
        if reason is None:
            return StoreError(f"The database could not be written: {error}")
        if reason != self._reason:
            self._reason = reason
            logger.error(
                "%s cannot be written: %s (%s). %s Until then changes are refused with 503, and"
                " reads go on; nothing has to be started again.",
                self._path,
                reason,
                error,
                REMEDIES[reason],
            )
        return ServiceUnavailableException(
            f"The change was not made: the data cannot be written, as {reason}. Try again later."
        )

    def takes(self) -> None:
        """Take note that a commit was written, and tell the operator if it had not been so."""
        if self._reason:
            self._reason = ""
            logger.warning("%s is written again: changes are taken.", self._path)


def reason_of(error: sqlite3.Error, path: Path | None) -> str | None:
    """Say in what way the disk refuses; None if it is something else that went wrong."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if path is None or code not in _OF_THE_DISK:
        return None
    if _is_read_only(path.parent):
        return READ_ONLY
    if code == sqlite3.SQLITE_FULL or _is_full(path.parent):
        return FULL
    return FORBIDDEN if code in _FORBIDDEN or not _is_allowed(path) else FAILING


def _is_read_only(folder: Path) -> bool:
    if sys.platform == "win32":
        return False
    return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _is_allowed(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _is_full(folder: Path) -> bool:
    return shutil.disk_usage(folder).free == 0
