"""Timestamps as the wire writes them: epoch seconds, ISO 8601, and the date of HTTP headers."""

import re
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,9})?", re.ASCII)


def from_epoch(seconds: float) -> datetime:
    """Read epoch seconds; a year beyond the calendar is a ValueError."""
    try:
        return _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        raise ValueError("no year of the calendar") from None


def from_iso(text: str) -> datetime:
    """Read an ISO 8601 time; without a zone it is UTC."""
    time = datetime.fromisoformat(text)
    try:
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError("no year of the calendar") from None


def from_text(text: str) -> datetime:
    """Read a time from a header or a query, which write it in any of the three ways."""
    if _NUMBER.fullmatch(text):
        return from_epoch(float(text))
    if text.endswith("GMT"):
        return datetime.strptime(text, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    return from_iso(text)


def to_epoch(time: datetime) -> float:
    """Write epoch seconds, to the millisecond."""
    milliseconds = round((time - _EPOCH) / timedelta(milliseconds=1))
    seconds, rest = divmod(milliseconds, 1000)
    return milliseconds / 1000 if rest else seconds


def to_iso(time: datetime) -> str:
    """Write ISO 8601 in UTC, to the millisecond."""
    return f"{time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def to_iso_seconds(time: datetime) -> str:
    """Write ISO 8601 in UTC and cut off what is finer than a second."""
    return f"{time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
