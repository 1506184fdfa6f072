"""Jobs to run on a store."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from outdial.domain.queue import Queue
from outdial.domain.resource import Resource
from outdial.store.transaction import Job, Store, Transaction


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


def side_by_side(store: Store, *jobs: Job) -> list[Any]:
    """Run jobs at the same time, each as a batch of its own."""
    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(lambda job: store.run_many([job])[0], jobs))
