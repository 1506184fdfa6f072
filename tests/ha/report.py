"""What the rehearsal has found, as a table and a verdict."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_HEADS = ("acknowledged", "lost", "5xx", "no answer", "without service", "longest wait")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one phase."""

    phase: str
    acknowledged: int
    lost: Sequence[str]
    """Each acknowledged thing that is not there, in words."""
    wrong: Sequence[str]
    """What else is not as it has to be, in words."""
    refused: int
    unanswered: int
    pause: float
    """The longest seconds in which no change was acknowledged promptly."""
    wait: float
    """The longest seconds in which one client's changes were not acknowledged at all."""

    @property
    def cells(self) -> Sequence[str]:
        """Give a row of the table."""
        counts = (self.acknowledged, len(self.lost), self.refused, self.unanswered)
        return (*(f"{count:,}" for count in counts), f"{self.pause:.1f} s", f"{self.wait:.1f} s")


def lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Write the table, what is lost or wrong (the first of many), and the verdict."""
    wide = max(len(outcome.phase) for outcome in outcomes)
    yield "  ".join((" " * wide, *_HEADS))
    for outcome in outcomes:
        cells = (cell.rjust(len(head)) for head, cell in zip(_HEADS, outcome.cells, strict=True))
        yield "  ".join((outcome.phase.ljust(wide), *cells))
    yield ""
    for outcome in outcomes:
        yield from _few(f"{outcome.phase}: lost", outcome.lost)
        yield from _few(f"{outcome.phase}: wrong", outcome.wrong)
    yield verdict(outcomes)


def verdict(outcomes: Sequence[Outcome]) -> str:
    """Say in a line how it went."""
    acknowledged = sum(outcome.acknowledged for outcome in outcomes)
    lost = sum(len(outcome.lost) for outcome in outcomes)
    wrong = sum(len(outcome.wrong) for outcome in outcomes)
    return f"{acknowledged:,} changes acknowledged, {lost:,} lost, {wrong:,} other faults."


def is_well(outcomes: Sequence[Outcome]) -> bool:
    """Tell whether nothing was lost and nothing else was wrong."""
    return not any(outcome.lost or outcome.wrong for outcome in outcomes)


def _few(head: str, texts: Sequence[str], most: int = 5) -> Iterator[str]:
    for text in texts[:most]:
        yield f"{head}: {text}"
    if len(texts) > most:
        yield f"{head}: and {len(texts) - most:,} more"
