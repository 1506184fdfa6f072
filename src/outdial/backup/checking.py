"""Checking a store: whether all records can be read, and all that stands beside them fits."""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from outdial.backup.sound import read_record
from outdial.backup.taking import Progress
from outdial.store.derived import Derived
from outdial.store.place import Place
from outdial.store.reading import read_whole
from outdial.store.sqlite import SqliteStore
from outdial.store.transaction import Store, Transaction, run
from outdial.store.whole import Row, Whole

if TYPE_CHECKING:
    from outdial.domain.resource import Entry

FROM_BACKUP = "restore a backup: outdial restore FILE --replace"
BY_MENDING = "outdial check --mend (stop the server of a data folder first)"
BY_HAND = "start Outdial, and delete or rename one of the two"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong, and how to mend it."""

    what: str
    remedy: str


@dataclass(slots=True, kw_only=True)
class Report:
    """What a check found."""

    counts: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    mended: int = 0

    def add(self, what: str, remedy: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(what=what, remedy=remedy))


def check(store: Store, progress: Progress, *, mend: bool = False) -> Report:
    """Look through a store; what is wrong and follows from the records can be made anew.

    Others may use the store meanwhile; those who change what is being mended wait.
    """
    damage = store.damage() if isinstance(store, SqliteStore) else []
    if damage:
        return Report(findings=[Finding(what=text, remedy=FROM_BACKUP) for text in damage])
    if mend:
        return run(store, partial(_check, progress, mend=True), writes=True)
    return read_whole(store, partial(_check, progress, mend=False))


def _check(progress: Progress, tx: Transaction, *, mend: bool) -> Report:
    whole = tx.whole
    examined = _Examination(whole, progress)
    examined.look()
    if mend and examined.wrong:
        # Until then, other servers may have changed what was looked at.
        tx.lock(tuple(sorted({place[1] for place in examined.wrong})))
        examined = _Examination(whole, progress)
        examined.look()
        examined.mend()
    return examined.report


class _Examination:
    """One way through a store."""

    def __init__(self, whole: Whole, progress: Progress) -> None:
        self._whole = whole
        self._progress = progress
        self._entries: dict[Entry, Place] = {}
        self._names: dict[str, str] = {}
        self._done = 0
        self.report = Report(counts=whole.counts())
        self.wrong: dict[Place, Derived | None] = {}

    def look(self) -> None:
        """Look at everything."""
        for home, kind in self._whole.groups():
            self._names = {}
            for page in self._whole.pages(home, kind):
                beside = self._whole.beside(page)
                for row in page:
                    self._look_at(row, beside[row.id])
        for place in self._whole.orphans():
            self.wrong[place] = None
            self.report.add(
                f"{_shown(place)} is not there, but the tables beside the records have it",
                BY_MENDING,
            )
        self._look_at_json()

    def mend(self) -> None:
        """Make anew what is wrong; all is given up first, as names and keys may be crossed."""
        for place in self.wrong:
            self._whole.strip(place)
        for place, derived in self.wrong.items():
            if derived is not None:
                self._whole.dress(place, derived)
        mendable = [one for one in self.report.findings if one.remedy == BY_MENDING]
        self.report.findings = [one for one in self.report.findings if one.remedy != BY_MENDING]
        self.report.mended = len(mendable)

    def _look_at(self, row: Row, beside: Derived) -> None:
        self._tell()
        derived = read_record(row.place, row.body)
        if isinstance(derived, str):
            self.report.add(f"{_shown(row.place)}: {derived}", FROM_BACKUP)
        elif twice := self._taken(row, derived):
            self.report.add(f"{_shown(row.place)} {twice}", BY_HAND)
        elif derived != beside:
            self.wrong[row.place] = derived
            for what in _differences(derived, beside):
                self.report.add(f"{_shown(row.place)}: {what}", BY_MENDING)

    def _taken(self, row: Row, derived: Derived) -> str | None:
        """Say who else has a name or a key that nobody else may have."""
        if derived.name is not None:
            other = self._names.setdefault(derived.name, row.id)
            if other != row.id:
                return f"has the name {derived.name!r}, which {other} has too"
        for entry in derived.entries:
            holder = self._entries.setdefault(entry, row.place)
            if holder != row.place:
                return f"has the {entry.namespace} {entry.key!r}, which {_shown(holder)} has too"
        return None

    def _look_at_json(self) -> None:
        unreadable = Counter[str]()
        for answer in self._whole.answers():
            self._tell()
            unreadable["answers to client tokens"] += not _is_json(answer.body)
        for event in self._whole.events():
            self._tell()
            unreadable["events of the trail"] += not _is_json(event.body)
        for what, count in unreadable.items():
            if count:
                self.report.add(f"{count} {what} cannot be read", FROM_BACKUP)

    def _tell(self) -> None:
        self._done += 1
        self._progress(self._done, sum(self.report.counts.values()))


def _differences(derived: Derived, beside: Derived) -> Iterator[str]:
    if derived.name != beside.name:
        yield f"its name is {derived.name!r}, but it is found as {beside.name!r}"
    if derived.ties != beside.ties:
        yield f"of its references {_difference(derived.ties, beside.ties)}"
    if derived.entries != beside.entries:
        yield f"of its keys in the directory {_difference(derived.entries, beside.entries)}"


def _difference(right: AbstractSet[object], there: AbstractSet[object]) -> str:
    return f"{len(right - there)} are missing, {len(there - right)} are too many"


def _is_json(body: bytes) -> bool:
    try:
        msgspec.json.decode(body, type=msgspec.Raw)
    except (msgspec.MsgspecError, UnicodeError):
        return False
    return True


def _shown(place: Place) -> str:
    kind, home, id_ = place
    return f"{kind} {id_} in {home}"
