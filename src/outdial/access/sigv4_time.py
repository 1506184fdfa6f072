"""The time of a signature: how it is read, and whether it is near enough to now."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

from outdial.errors import IncompleteSignatureException, InvalidSignatureException

_STAMP = re.compile(r"[0-9]{8}T[0-9]{6}Z")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, and how Signature Version 4 writes it."""

    time: datetime
    stamp: str

    @property
    def day(self) -> str:
        """The day as it stands in a credential's scope."""
        return self.stamp[:8]


@lru_cache(maxsize=256)
def read_moment(text: str) -> Moment:
    """Read an `X-Amz-Date`, or a `Date` in the form of HTTP."""
    try:
        if _STAMP.fullmatch(text):
            return Moment(datetime.fromisoformat(text), text)
        time = parsedate_to_datetime(text)
        time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise IncompleteSignatureException(
            f"Date must be in ISO-8601 'basic format'. Got '{text}'."
            " See http://en.wikipedia.org/wiki/ISO_8601"
        ) from None
    return Moment(time, _stamp(time))


def check_time(moment: Moment, now: datetime, *, skew: timedelta, lifetime: timedelta) -> None:
    """Refuse a signature that is older than its lifetime, or further ahead than clocks differ."""
    now = now.replace(microsecond=0)  # stamps have no finer part
    if now - moment.time > lifetime:
        raise InvalidSignatureException(
            f"Signature expired: {moment.stamp} is now earlier than {_stamp(now - lifetime)}"
            f" ({_stamp(now)} - {_spelled(lifetime)})"
        )
    if moment.time - now > skew:
        raise InvalidSignatureException(
            f"Signature not yet current: {moment.stamp} is still later than {_stamp(now + skew)}"
            f" ({_stamp(now)} + {_spelled(skew)})"
        )


def _stamp(time: datetime) -> str:
    return f"{time:%Y%m%dT%H%M%SZ}"


def _spelled(length: timedelta) -> str:
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    return f"{minutes * 60 + seconds} sec." if seconds else f"{minutes} min."
