"""Whether more can be taken on: what waits, and the pace at which it is done."""

from time import perf_counter

import pytest

from outdial.serve.load import STUCK_SECONDS, Load


def busy(load: Load, *, batches: int, size: int) -> None:
    """Do batches that take as long as they take here."""
    for _ in range(batches):
        load.begin()
        load.end(size)


def test_nothing_is_too_much_without_a_bound() -> None:
    load = Load()
    load.waiting = 1_000_000

    assert load.excess(perf_counter()) == 0


def test_what_would_wait_for_too_long_is_too_much() -> None:
    load = Load(max_wait=1)
    load.waiting = 1_000
    few = load.excess(perf_counter())
    load.waiting = 1_000_000
    many = load.excess(perf_counter())

    assert few == 0
    assert many == pytest.approx(200)  # at the pace that is guessed at first


def test_the_pace_is_learnt() -> None:
    load = Load(max_wait=1)
    load.waiting = 10_000
    before = load.excess(perf_counter())
    busy(load, batches=100, size=128)  # in next to no time

    assert before > 1
    assert load.excess(perf_counter()) == 0


def test_one_slow_request_does_not_make_the_pace_slow() -> None:
    load = Load(max_wait=1)
    load.waiting = 20
    load.begin()
    load._began = perf_counter() - 3
    load.end(1)

    assert load.excess(perf_counter()) == 0


def test_many_slow_ones_do() -> None:
    load = Load(max_wait=1)
    load.waiting = 50
    for _ in range(3):
        load.begin()
        load._began = perf_counter() - 6
        load.end(128)

    assert load.excess(perf_counter()) == pytest.approx(50 * 6 / 128, rel=0.2)


@pytest.mark.parametrize(
    ("queued", "late"),
    [
        pytest.param(1_000, 0, id="all of them will be done soon"),
        pytest.param(100_000, 3, id="all that are late are refused"),
        pytest.param(5_003, 2, id="no more than it takes"),
    ],
)
def test_who_has_waited_too_long_is_refused_if_there_are_too_many(queued: int, late: int) -> None:
    load, now = Load(max_wait=1), perf_counter()  # 5,000 a second are guessed at first
    began = [now - 5, now - 4, now - 3, now, now]

    assert load.late(began, queued) == late


def test_slow_requests_are_done_fewer_together() -> None:
    load = Load()
    before = load.batch(128)
    for _ in range(10):
        load.begin()
        load._began = perf_counter() - 0.5
        load.end(50)

    assert before == 128
    assert load.batch(128) in range(20, 26)  # a quarter of a second, at ten milliseconds each


def test_even_the_slowest_share_a_batch() -> None:
    load = Load()
    for _ in range(10):
        load.begin()
        load._began = perf_counter() - 60
        load.end(50)

    assert load.batch(128) == 16


def test_a_batch_that_is_stuck_lets_nothing_more_in() -> None:
    load = Load(max_wait=1)
    load.begin()
    soon = load.excess(perf_counter() + STUCK_SECONDS - 1)
    late = load.excess(perf_counter() + STUCK_SECONDS + 1)
    load.end(1)
    over = load.excess(perf_counter() + STUCK_SECONDS + 1)

    assert soon == 0
    assert late == pytest.approx(STUCK_SECONDS + 1, abs=0.5)
    assert over == 0
