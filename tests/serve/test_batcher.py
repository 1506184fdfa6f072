"""Requests that arrive together are done together."""

import asyncio
from collections.abc import Iterator
from threading import Event

import pytest

from outdial.app import App, open_app
from outdial.http import Request, Response
from outdial.serve.batcher import MOST, Batcher
from outdial.serve.load import Load, OverloadedError

LIST = Request(method="GET", path="/instance")


class Counting(App):
    """An App that notes how many requests came at once, and does them when its gate is open."""

    def __init__(self) -> None:
        other = open_app()
        super().__init__(other.store, other.world)
        self.sizes: list[int] = []
        self.entered, self.gate = Event(), Event()
        self.gate.set()

    def handle_many(self, requests: "list[Request]") -> "list[Response | Exception]":  # type: ignore[override]  # the batcher gives lists
        self.sizes.append(len(requests))
        self.entered.set()
        self.gate.wait(60)
        return super().handle_many(requests)


@pytest.fixture
def app() -> Iterator[Counting]:
    counting = Counting()
    yield counting
    counting.close()


def ask(app: App, requests: list[Request]) -> list[Response | BaseException]:
    """Send requests in one turn of the loop."""
    batcher = Batcher(app)

    async def story() -> list[Response | BaseException]:
        futures = [batcher.answer(request) for request in requests]
        return await asyncio.gather(*futures, return_exceptions=True)

    try:
        return asyncio.run(story())
    finally:
        batcher.close()


def statuses(answers: list[Response | BaseException]) -> list[int]:
    return [answer.status for answer in answers if isinstance(answer, Response)]


def test_each_request_gets_its_own_answer(app: Counting) -> None:
    nowhere = Request(method="GET", path="/queues/nowhere/nothing")

    answers = ask(app, [LIST, nowhere] * 20)

    assert statuses(answers) == [200, 404] * 20


def test_no_batch_is_larger_than_the_bound(app: Counting) -> None:
    answers = ask(app, [LIST] * (MOST * 3))

    assert statuses(answers) == [200] * (MOST * 3)
    assert sum(app.sizes) == MOST * 3
    assert max(app.sizes) <= MOST
    assert len(app.sizes) < MOST * 3


def test_a_fault_of_the_whole_batch_reaches_each_of_it(app: Counting) -> None:
    app.sizes = None  # type: ignore[assignment]  # so that noting the size is a fault

    answers = ask(app, [LIST] * 3)

    assert [type(answer) for answer in answers] == [AttributeError] * 3


def test_whoever_gave_up_is_left_alone(app: Counting) -> None:
    batcher = Batcher(app)

    async def story() -> Response:
        batcher.answer(LIST).cancel()
        return await batcher.answer(LIST)

    try:
        answer = asyncio.run(story())
    finally:
        batcher.close()

    assert answer.status == 200


def test_who_has_waited_for_too_long_when_there_are_many_is_not_done(app: Counting) -> None:
    batcher = Batcher(app, Load(max_wait=0))
    app.gate.clear()

    async def story() -> list[Response | BaseException]:
        first = batcher.answer(LIST)
        await asyncio.to_thread(app.entered.wait, 60)
        others = [batcher.answer(LIST) for _ in range(3)]
        app.gate.set()
        return await asyncio.gather(first, *others, return_exceptions=True)

    try:
        answers = asyncio.run(story())
    finally:
        app.gate.set()
        batcher.close()

    assert [type(answer) for answer in answers] == [
        Response,
        OverloadedError,
        OverloadedError,
        Response,
    ]
    assert app.sizes == [1, 1]
    assert batcher.load.waiting == 0


def test_what_waits_at_the_end_is_still_done(app: Counting) -> None:
    batcher = Batcher(app)

    async def story() -> None:
        batcher.answer(LIST)
        batcher.answer(LIST)

    asyncio.run(story())
    batcher.close()

    assert sum(app.sizes) == 2
