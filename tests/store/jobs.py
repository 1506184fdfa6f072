"""Jobs to run on a store."""

from typing import Any

from outdial.domain.queue import Queue
from outdial.domain.resource import Resource
from outdial.store.transaction import Job, Transaction


def put(*records: Resource) -> Job:
    def work(tx: Transaction) -> None:
        for record in records:
            tx.put(record)

    return Job(work, writes=True)


def find(queue_id: str) -> Job:
    """Find a queue as the other jobs of the batch have left it."""
    return Job(lambda tx: tx.find(Queue, "instance", queue_id), writes=False, follows=True)


def refuse(*records: Any) -> Job:
    """Put records, and be refused."""

    def work(tx: Transaction) -> None:
        for record in records:
            tx.put(record)
        raise ValueError("refused after writing")

    return Job(work, writes=True)
