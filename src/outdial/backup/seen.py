"""What the lines of a backup have been so far, to see what is wrong with the next one."""

from collections import Counter
from typing import TYPE_CHECKING

from outdial.backup import lines
from outdial.backup.sound import read_record

if TYPE_CHECKING:
    from outdial.domain.resource import Entry

_COUNTED = {lines.RecordLine: "records", lines.AnswerLine: "answers", lines.EventLine: "events"}


class Seen:
    """What stood in the lines so far: nothing may stand there twice."""

    def __init__(self) -> None:
        self.counts = Counter[str]()
        self._places: set[tuple[str, ...]] = set()
        self._group = ("", "")
        self._ids: set[str] = set()
        self._names: set[str | None] = set()
        self._entries: set[Entry] = set()

    def add(self, line: lines.Line) -> str | None:
        """Take a line, and say what is wrong with it."""
        self.counts[_COUNTED[type(line)]] += 1
        if isinstance(line, lines.RecordLine):
            return self._add_record(line)
        if isinstance(line, lines.AnswerLine):
            return self._add_once((line.home, line.operation, line.token))
        return None

    def _add_once(self, key: tuple[str, ...]) -> str | None:
        if key in self._places:
            return f"{' '.join(key)} stands twice in it"
        self._places.add(key)
        return None

    def _add_record(self, line: lines.RecordLine) -> str | None:
        what = f"{line.kind} {line.id} in {line.home}"
        derived = read_record(line.place, bytes(line.body))
        if isinstance(derived, str):
            return f"{what}: {derived}"
        self._enter((line.home, line.kind))
        twice = line.id in self._ids or derived.name in self._names
        if twice or not self._entries.isdisjoint(derived.entries):
            return f"{what} stands twice in it, or has another's name"
        self._ids.add(line.id)
        self._names |= {derived.name} - {None}
        self._entries |= derived.entries
        return None

    def _enter(self, group: tuple[str, str]) -> None:
        if group == self._group:
            return
        self._group = group
        self._ids, self._names = set(), set()
