"""The lines of a backup: JSON, one after another, in gzip.

The first is the header, the last the SHA-256 of all before it. Between them stand the records,
home by home, then the answers that client tokens got, then the events in the order of time. What
follows from a record is not written: it is derived when the record is restored.
"""

from typing import Any

import msgspec

from outdial.backup.errors import BackupError
from outdial.domain.event import Event
from outdial.store.place import Place
from outdial.store.whole import KeptAnswer, Row

FORMAT = 1
RECORD, ANSWER, EVENT = "record", "answer", "event"


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The first line: what this is, what wrote it, when, and how much there is of what."""

    outdial: str = "backup"
    format: int = FORMAT
    version: str
    made: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many lines there are between the header and the end."""
        return sum(self.counts.values())


class End(msgspec.Struct, frozen=True, kw_only=True):
    """The last line."""

    sha256: str


class RecordLine(msgspec.Struct, frozen=True, array_like=True, tag=RECORD):
    """A record, as it was stored: fields of a newer Outdial are in it too."""

    kind: str
    home: str
    id: str
    body: msgspec.Raw

    @property
    def place(self) -> Place:
        """Where the record stands."""
        return (self.kind, self.home, self.id)


class AnswerLine(msgspec.Struct, frozen=True, array_like=True, tag=ANSWER):
    """What a client token got."""

    home: str
    operation: str
    token: str
    digest: bytes
    body: bytes
    until: float

    @property
    def kept(self) -> KeptAnswer:
        """The answer as the store takes it."""
        return KeptAnswer(*(getattr(self, name) for name in KeptAnswer._fields))


class EventLine(msgspec.Struct, frozen=True, array_like=True, tag=EVENT):
    """An event of the audit trail."""

    home: str
    time: int
    facts: str
    body: msgspec.Raw

    @property
    def event(self) -> Event:
        """The event as the store takes it."""
        return Event(self.home, self.time, self.facts, bytes(self.body))


Line = RecordLine | AnswerLine | EventLine

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Line] = msgspec.json.Decoder(Line)
_header: msgspec.json.Decoder[Header] = msgspec.json.Decoder(Header)
_end: msgspec.json.Decoder[End] = msgspec.json.Decoder(End)


def write(line: Header | End | Line) -> bytes:
    """Write a line."""
    return _encoder.encode(line) + b"\n"


def read(line: bytes) -> Line:
    """Read a line between the first and the last."""
    return _decoder.decode(line)


def read_header(line: bytes) -> Header:
    """Read the first line; refuse what is no backup, or a newer one."""
    try:
        known: Any = msgspec.json.decode(line)
        if known["outdial"] == "backup" and known["format"] > FORMAT:
            raise BackupError(
                f"The backup has format {known['format']}, but this Outdial knows formats up to"
                f" {FORMAT}: a newer Outdial ({known.get('version')}) wrote it. Update Outdial."
            )
        header = _header.decode(line)
    except (msgspec.MsgspecError, KeyError, TypeError):
        raise BackupError("This is no backup of Outdial's: its first line is another.") from None
    return header


def read_end(line: bytes) -> str:
    """Read the last line."""
    return _end.decode(line).sha256


def record_line(row: Row) -> RecordLine:
    """Write a record as a line."""
    return RecordLine(row.kind, row.home, row.id, _on_one_line(row.body))


def answer_line(answer: KeptAnswer) -> AnswerLine:
    """Write an answer as a line."""
    return AnswerLine(*answer)


def event_line(event: Event) -> EventLine:
    """Write an event as a line."""
    return EventLine(event.home, event.time, event.facts, _on_one_line(event.body))


def _on_one_line(body: bytes) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.format(body, indent=-1) if b"\n" in body else body)
