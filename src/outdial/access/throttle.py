"""Rates of calls: a bucket of tokens for each account, Region and operation.

TB1  A bucket holds `burst` tokens and begins full; a call takes one, and is refused if there is
     none. [documented]
TB2  Tokens come back at `per_second`, up to the burst. [documented]
TB3  A refused call takes nothing: waiting is never made longer by trying. [inferred]
TB4  All users and instances of an account share its buckets in a Region. [documented]

A bucket is one number: the moment at which it will be full. What is kept lives behind `Buckets`;
`LocalBuckets` keeps it in this process, which is enough where one process owns the store.
`CommonBuckets` keeps it in a database, for all servers that share one.
"""

import threading
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Annotated, NamedTuple, Protocol

import msgspec

if TYPE_CHECKING:
    from outdial.store.shared import Shared, SharedBuckets

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SECOND = 1_000_000

SLACK = 10 * _SECOND
"""So far may the clocks of those who share a bucket be apart: whose clock is behind finds it full
later than it can be by its own, though nobody's was set back."""

OFTEN = 1024
"""Once in so many tokens, the buckets that are full again are forgotten."""


class Rate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often something may be called: steadily, and at once after a rest."""

    per_second: Annotated[float, msgspec.Meta(gt=0)]
    burst: Annotated[int, msgspec.Meta(ge=1)]

    @property
    def interval(self) -> int:
        """The microseconds in which a token comes back; rounded up, so never too soon."""
        return -int(-_SECOND // self.per_second)


class Bucket(NamedTuple):
    """What is counted together."""

    account: str
    region: str
    service: str
    operation: str


class Buckets(Protocol):
    """Keeps the buckets."""

    def take(self, bucket: Bucket, rate: Rate, now: datetime) -> bool:
        """Take a token out of a bucket; False if there is none."""
        ...

    def clear(self) -> None:
        """Fill all buckets again."""
        ...


class LocalBuckets:
    """Keeps the buckets in memory, those that are full again not for ever."""

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._full_at: dict[Bucket, int] = {}
        self._lock = threading.Lock()

    def take(self, bucket: Bucket, rate: Rate, now: datetime) -> bool:
        """Take a token out of a bucket; False if there is none."""
        moment = (now - _EPOCH) // _MICROSECOND
        with self._lock:
            taken = after_one(self._full_at.get(bucket, moment), rate, moment)
            if taken is None:
                return False
            if len(self._full_at) >= self._most:
                self._forget_full(moment)
            self._full_at[bucket] = taken
            return True

    def clear(self) -> None:
        """Fill all buckets again."""
        with self._lock:
            self._full_at.clear()

    def _forget_full(self, moment: int) -> None:
        kept = {bucket: at for bucket, at in self._full_at.items() if at > moment}
        self._full_at = kept
        self._most = max(self._most, 2 * len(kept))  # else each call would look at all of them


class CommonBuckets:
    """Keeps the buckets where all servers of a database take from them."""

    def __init__(self, shared: "SharedBuckets") -> None:
        self._shared = shared
        self._taken = count(1)
        self.clear = shared.clear

    def take(self, bucket: Bucket, rate: Rate, now: datetime) -> bool:
        """Take a token out of a bucket; False if there is none."""
        moment = (now - _EPOCH) // _MICROSECOND
        if next(self._taken) % OFTEN == 0:
            self._shared.forget(moment)
        latest = moment + rate.interval * rate.burst
        return self._shared.take(
            (f"{bucket.account}/{bucket.region}", f"{bucket.service}:{bucket.operation}"),
            moment=moment,
            interval=rate.interval,
            latest=latest,
            farthest=latest + SLACK,
        )


def buckets_of(shared: "Shared | None") -> Buckets:
    """Give the buckets that all servers share, or of one by itself its own."""
    return LocalBuckets() if shared is None else CommonBuckets(shared.buckets)


def after_one(full_at: int, rate: Rate, moment: int) -> int | None:
    """Tell when a bucket will be full once a token is taken at a moment; None if it has none.

    All are microseconds. What no bucket can be is taken for full: the clock was set back.
    """
    latest = moment + rate.interval * rate.burst
    if not moment < full_at <= latest + SLACK:
        full_at = moment
    full_at += rate.interval  # TB2
    return full_at if full_at <= latest else None  # TB1, TB3
