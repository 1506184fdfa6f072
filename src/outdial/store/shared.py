"""What the servers of one database share beside its records, as whoever needs it sees it."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable


class SharedBuckets(Protocol):
    """Buckets of tokens: the moments at which they are full, in microseconds."""

    def take(
        self, bucket: tuple[str, str], *, moment: int, interval: int, latest: int, farthest: int
    ) -> bool:
        """Take a token that comes back in an interval; False if there is none.

        The bucket may be full at the latest then; one that is full later than at the farthest
        counts as full now.
        """
        ...

    def forget(self, moment: int) -> None:
        """Forget the buckets that are full at a moment."""
        ...

    def clear(self) -> None:
        """Fill all buckets."""
        ...


class FaultRow(NamedTuple):
    """A fault: its number, its JSON, and how many calls it has met and struck."""

    number: int
    body: bytes
    met: int
    struck: int


class SharedFaults(Protocol):
    """Planned faults, and what they have done at all servers together."""

    def add(self, body: bytes) -> int:
        """Add a fault; give its number, which no other one has had."""
        ...

    def remove(self, number: int) -> bool:
        """Remove a fault; False if there is none of this number."""
        ...

    def clear(self) -> bool:
        """Remove all faults; False if there were none."""
        ...

    def all(self) -> Sequence[FaultRow]:
        """List the faults in the order of their numbers."""
        ...

    def meet(self, number: int) -> int | None:
        """Count a call that a fault matches; give how many these are, None if the fault is gone."""
        ...

    def strike(self, number: int, most: int | None) -> bool:
        """Count a call that is struck; False if the most that may be are already."""
        ...


class SharedSnapshots(Protocol):
    """Snapshots by name."""

    def names(self) -> list[str]:
        """List the names in their order."""
        ...

    def save(self, name: str, image: bytes) -> None:
        """Keep an image; one that has the name already goes."""
        ...

    def load(self, name: str) -> bytes | None:
        """Give an image, None if there is none of this name."""
        ...

    def delete(self, name: str) -> bool:
        """Forget an image; False if there is none of this name."""
        ...


class Shared(Protocol):
    """All of it. What cannot be had now raises ServiceUnavailableException."""

    @property
    def buckets(self) -> SharedBuckets:
        """The buckets."""
        ...

    @property
    def faults(self) -> SharedFaults:
        """The faults."""
        ...

    @property
    def snapshots(self) -> SharedSnapshots:
        """The snapshots."""
        ...


@runtime_checkable
class Sharing(Protocol):
    """A store whose servers share it."""

    shared: Shared
