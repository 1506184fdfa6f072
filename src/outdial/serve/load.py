"""How much waits for the store, and how long that will take: whether more can be taken on."""

from collections.abc import Iterable
from time import perf_counter

_MEMORY = 64
"""How many requests back the pace is remembered: one slow request must not make it slow."""

_FIRST_GUESS = 0.0002
"""Seconds a request, until something is known."""

_BATCH_SECONDS = 0.25
"""A batch is to take no longer, as the first of its requests waits for the last."""

_LEAST_BATCH = 16
"""Fewer would not share what a batch costs by itself: if that is much, it would grow slower yet."""

STUCK_SECONDS = 10.0
"""A batch that takes longer is stuck, as when a database does not answer."""


class OverloadedError(Exception):
    """There is too much to do for a request; `seconds` may pass until there is not."""

    def __init__(self, seconds: float = 1) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Load:
    """What waits, and the pace at which requests are done.

    The server's thread counts what waits; the one that does batches tells the pace.
    """

    def __init__(self, max_wait: float = float("inf")) -> None:
        self.waiting = 0
        self.refused = 0
        self._max_wait = max_wait
        self._pace = _FIRST_GUESS
        self._began: float | None = None

    def excess(self, now: float) -> float:
        """Give the seconds that one more request would wait if they are too many, else 0."""
        wait = self.waiting * self._pace
        began = self._began
        if began is not None and now - began > STUCK_SECONDS:
            wait = max(wait, now - began)
        return wait if wait > self._max_wait else 0.0

    def late(self, began: Iterable[float], queued: int) -> int:
        """Tell how many of those that are `queued`, the oldest first, have waited for too long.

        None have while the others can all be done soon: one has held them up, not too many.
        """
        now, late = perf_counter(), 0
        for start in began:
            soon = (queued - late - 1) * self._pace <= self._max_wait
            if now - start <= self._max_wait or soon:
                break
            late += 1
        return late

    def batch(self, most: int) -> int:
        """Tell how many requests are to be done together, `most` at most."""
        return min(most, max(_LEAST_BATCH, int(_BATCH_SECONDS / self._pace)))

    def begin(self) -> None:
        """Learn that a batch is begun."""
        self._began = perf_counter()

    def end(self, done: int) -> None:
        """Learn that it is ended, and how many requests it did."""
        began, self._began = self._began, None
        if began is not None:
            share = min(1.0, done / _MEMORY)
            pace = (perf_counter() - began) / done
            self._pace += (pace - self._pace) * share
