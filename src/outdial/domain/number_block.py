"""A block of telephone numbers that follow each other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberBlock:
    """The numbers that begin with the same digits and end with one of a range of endings."""

    digits: str
    first: int
    last: int
    width: int

    @classmethod
    def parse(cls, text: str) -> "NumberBlock":
        """Read a block as `fictional_ranges` writes it: `120655501-00..99`."""
        digits, _, endings = text.partition("-")
        first, _, last = endings.partition("..")
        return cls(digits=digits, first=int(first), last=int(last), width=len(first))

    def __len__(self) -> int:
        return max(0, self.last - self.first + 1)

    def __contains__(self, number: str) -> bool:
        ending = number.removeprefix(self.digits)
        return (
            number.startswith(self.digits)
            and len(ending) == self.width
            and self.first <= int(ending) <= self.last
        )

    def starting_at(self, position: int) -> Iterator[str]:
        """List the numbers from a position on."""
        for ending in range(self.first + position, self.last + 1):
            yield f"{self.digits}{ending:0{self.width}}"

    def narrowed_to(self, prefix: str) -> "NumberBlock":
        """Keep the numbers that begin with the prefix; it may leave none."""
        if self.digits.startswith(prefix):
            return self
        lead = prefix.removeprefix(self.digits)
        if not prefix.startswith(self.digits) or len(lead) > self.width:
            return replace(self, last=self.first - 1)
        missing = self.width - len(lead)
        return replace(
            self,
            first=max(self.first, int(lead + "0" * missing)),
            last=min(self.last, int(lead + "9" * missing)),
        )
