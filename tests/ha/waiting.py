"""Waiting for something that comes about elsewhere, with a deadline."""

import time
from collections.abc import Callable

LONG = 90.0
"""Seconds that no step takes, not even on a slow machine under load."""


class TooLongError(Exception):
    """Something did not come about in time."""


def wait_until(holds: Callable[[], object], what: str, *, seconds: float = LONG) -> None:
    """Wait until something holds; TooLongError says what did not."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TooLongError(f"After {seconds:.0f} s it still is not so that {what}.")
        time.sleep(0.05)
