"""How far something long is, on stderr, where somebody looks at it."""

import sys
from time import monotonic

import click

OFTEN = 0.2
"""Seconds from one line to the next."""


class ProgressLine:
    """A line that is written over itself; nothing at all where stderr is no terminal."""

    def __init__(self, what: str, *, seconds: float = OFTEN) -> None:
        self._what = what
        self._seconds = seconds
        self._next = monotonic() + seconds
        self._is_shown = sys.stderr.isatty()
        self._has_shown = False

    def __call__(self, done: int, total: int) -> None:
        """Tell how much is done, of how much."""
        if not self._is_shown or monotonic() < self._next:
            return
        self._next = monotonic() + self._seconds
        self._has_shown = True
        share = 100 * done // max(total, 1)
        click.echo(f"\r{self._what}: {done:,} of {total:,} ({share} %) ", nl=False, err=True)

    def end(self) -> None:
        """Wipe the line."""
        if self._has_shown:
            click.echo("\r\x1b[K", nl=False, err=True)
