"""Something of everything that a store keeps, and all of it again to compare."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from outdial.backup.file import Backup
from outdial.backup.taking import silently, take
from outdial.domain.event import Event
from outdial.domain.iam.access_key import AccessKey
from outdial.domain.queue import Queue
from outdial.store.reading import read_whole
from outdial.store.transaction import Job, Remembered, Store, Transaction, run
from sample_records import NOW, flow, hours, queue

KEY = AccessKey(
    id="AKIAIOSFODNN7EXAMPLE",
    account="123456789012",
    secret="secret",
    created=NOW,
    last_modified_time=NOW,
    last_modified_region="us-east-1",
)
EVENTS = [
    Event("123456789012/us-east-1", 2, " name=A ", b'{"a": 1}'),
    Event("123456789012/eu-west-2", 1, " name=B ", b"{}"),
    Event("123456789012/us-east-1", 3, " name=C ", b"[]"),
]


def fill(store: Store) -> None:
    """Put something of everything into a store; one queue stands on both sides of a pair."""

    def work(tx: Transaction) -> None:
        for record in (hours(), flow("whisper"), queue(1, whisper="whisper"), queue(2), KEY):
            tx.put(record)
        remembered = Remembered(digest=b"\xff\x00", answer=b'{"QueueId":"queue-1"}')
        tx.remember("instance", "CreateQueue", "token", remembered, NOW)
        for event in EVENTS:
            tx.record(event)
        tx.see_as("instance", "instance@us-west-2")
        tx.put(queue(1, name="Replica", whisper="whisper"))

    assert store.run_many([Job(work, writes=True)]) == [None]


def contents(store: Store) -> dict[str, Any]:
    """Give everything that a store has."""

    def work(tx: Transaction) -> dict[str, Any]:
        whole = tx.whole
        pages = [page for group in whole.groups() for page in whole.pages(*group)]
        return {
            "records": list(whole.records()),
            "beside": [whole.beside(page) for page in pages],
            "orphans": whole.orphans(),
            "answers": list(whole.answers()),
            "events": list(whole.events()),
        }

    return read_whole(store, work)


def back_up(store: Store, path: Path) -> Path:
    """Take a backup."""
    with path.open("wb") as file:
        take(store, file, NOW + timedelta(hours=1), silently)
    return path


def opened(path: Path) -> Backup:
    """Look through a backup."""
    return Backup(path, silently)


def queue_names(store: Store) -> list[str]:
    """Name the queues."""
    return run(
        store,
        lambda tx: [one.name for one in tx.page(Queue, "instance", after="", limit=99)],
        writes=False,
    )
