"""Requests that arrive together are done together: one commit for all that wait."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from time import perf_counter

from outdial.app import App
from outdial.http import Request, Response
from outdial.serve.load import Load, OverloadedError
from outdial.trail.trail import PATIENCE

# A bound on how long one commit can keep the first of its requests waiting.
MOST = 128

_Waiting = tuple[Request, "asyncio.Future[Response]", float]
"""A request, what becomes of it, and when it began to wait."""


class Batcher:
    """One thread that does whatever has arrived while it did the batch before."""

    def __init__(self, app: App, load: Load | None = None) -> None:
        self._app = app
        self.load = load or Load()
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._arrived: list[_Waiting] = []
        self._thread = Thread(target=self._run, name="outdial-batches")
        self._thread.start()

    def answer(self, request: Request) -> "asyncio.Future[Response]":
        """Do a request in the next batch; OverloadedError says that it has waited for too long."""
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        self.load.waiting += 1
        if not self._arrived:
            loop.call_soon(self._hand_over)
        self._arrived.append((request, future, perf_counter()))
        return future

    def close(self) -> None:
        """Do what is waiting, then end."""
        self._hand_over()
        self._queue.put(None)
        self._thread.join()

    def _hand_over(self) -> None:
        """Hand over what arrived in one turn of the loop: one by one, the first goes alone."""
        for waiting in self._arrived:
            self._queue.put(waiting)
        self._arrived.clear()

    def _run(self) -> None:
        while batch := self._next_batch():
            began = (waiting[2] for waiting in batch)
            late = self.load.late(began, self._queue.qsize() + len(batch))
            if late:
                self._tell(batch[:late], [OverloadedError()] * late)
            if late < len(batch):
                self._do(batch[late:])

    def _do(self, batch: list[_Waiting]) -> None:
        self.load.begin()
        self._tell(batch, _answers(self._app, [waiting[0] for waiting in batch]))
        if self._app.trail.is_due:
            self._app.write_trail()
        self.load.end(len(batch))

    def _tell(self, batch: list[_Waiting], answers: Sequence[Response | Exception]) -> None:
        futures = [waiting[1] for waiting in batch]
        # The loop is closed only if an operator would not wait: then nobody else does.
        with suppress(RuntimeError):
            futures[0].get_loop().call_soon_threadsafe(self._settle, futures, answers)

    def _settle(
        self,
        futures: Sequence["asyncio.Future[Response]"],
        answers: Sequence[Response | Exception],
    ) -> None:
        self.load.waiting -= len(futures)
        for future, answer in zip(futures, answers, strict=True):
            if future.cancelled():
                continue
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)

    def _next_batch(self) -> list[_Waiting]:
        """Wait for a request, and take all that have come meanwhile; none at the end."""
        batch: list[_Waiting] = []
        waiting, most = self._wait(), self.load.batch(MOST)
        while waiting is not None:
            batch.append(waiting)
            if len(batch) == most or self._queue.empty():
                return batch
            waiting = self._queue.get()
        if batch:
            self._queue.put(None)  # the end, for the next round
        return batch

    def _wait(self) -> _Waiting | None:
        """Wait for a request; if none comes, let the trail be written meanwhile."""
        if self._app.trail.waits:
            try:
                return self._queue.get(timeout=PATIENCE)
            except Empty:
                self._app.write_trail()
        return self._queue.get()


def _answers(app: App, requests: list[Request]) -> Sequence[Response | Exception]:
    try:
        return app.handle_many(requests)
    except Exception as fault:  # noqa: BLE001 - each request learns of it
        return [fault] * len(requests)
