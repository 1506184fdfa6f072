"""Dates of conditions: the forms of ISO 8601 that the W3C lists, or seconds since 1970.

Hours, minutes and seconds may be left out, a date without a zone is in UTC, and years may have
any number of digits and a sign [observed: what IAM takes and refuses, in moto's tests of policy
documents]. Digits alone are seconds, never a year [observed, there].
"""

import re

_EPOCH = re.compile(r"[0-9]{1,19}")
_ISO = re.compile(
    r"(-?\d{1,9})(?:-(\d\d?)(?:-(\d\d?))?)?"
    r"(?:t(?:(\d\d?)(?::(\d\d?)(?::(\d\d?)(?:\.(\d{1,9}))?)?)?)?(z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII | re.IGNORECASE,
)
_LATEST = 2**63 - 1
_NANOSECONDS = 10**9


def instant(text: str) -> int | None:
    """Give the nanoseconds since 1970 of a date; None if the text is no date."""
    if _EPOCH.fullmatch(text):
        seconds = int(text)
        return seconds * _NANOSECONDS if seconds <= _LATEST else None
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    month, day = found[2] is None or month, found[3] is None or day
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour <= 23 and minute <= 59 and second <= 59):  # noqa: PLR2004 a calendar's
        return None
    offset = _offset(found[8])
    if offset is None:
        return None
    seconds = ((_days(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second
    return seconds * _NANOSECONDS + int((found[7] or "0").ljust(9, "0"))


def _offset(zone: str | None) -> int | None:
    """Give the minutes that a zone is ahead of UTC; None if there is no such zone."""
    if zone is None or zone in {"Z", "z"}:
        return 0
    hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
    if hours > 23 or minutes > 59:  # noqa: PLR2004 a clock's
        return None
    return (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)


def _days(year: int, month: int, day: int) -> int:
    """Count the days since 1970 in the Gregorian calendar, in years before and after `datetime`'s.

    Years begin in March, so that a leap day is the last of its year.
    """
    year -= month <= 2  # noqa: PLR2004 February
    month = (month + 9) % 12
    return (
        year * 365 + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 719469
    )
