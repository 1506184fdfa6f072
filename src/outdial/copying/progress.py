"""How far a reading is."""

from collections.abc import Callable
from typing import NamedTuple


class Progress(NamedTuple):
    """What is being read; `total` is 0 while that is not known."""

    what: str
    done: int = 0
    total: int = 0


Tell = Callable[[Progress], None]
"""Is told how far the reading is."""
