"""The audit trail's table: looked through backwards, a bounded way at once."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outdial.domain.event import Cursor, Event, Found, Wanted
from outdial.store.sql_transaction import SqlTransaction
from outdial.store.sqlite import SqliteStore
from outdial.store.transaction import Store, Transaction, run

EVER = Wanted("home", 0, 10**15)


def event(time: int, fact: str = "", home: str = "home") -> Event:
    return Event(home, time, f" name=A {fact} ", b"{}")


def record(store: Store, events: Sequence[Event]) -> None:
    def work(tx: Transaction) -> None:
        for each in events:
            tx.record(each)

    run(store, work, writes=True)


def look(
    store: Store,
    wanted: Wanted,
    before: Cursor | None = None,
    limit: int = 50,
    farthest: int = 50_000,
) -> Found:
    def work(tx: Transaction) -> Found:
        assert isinstance(tx, SqlTransaction)
        return tx._events.find(wanted, before, limit, farthest)

    return run(store, work, writes=False)


def every(
    store: Store, wanted: Wanted, limit: int = 50, farthest: int = 50_000
) -> tuple[list[int], int]:
    """Look as often as it takes; give the times that were found, and how often that was."""
    times: list[int] = []
    before, looks = None, 0
    while looks == 0 or before is not None:
        found = look(store, wanted, before, limit, farthest)
        times += [each.time for each in found.events]
        before, looks = found.following, looks + 1
    return times, looks


def test_finds_the_newest_first_and_of_one_moment_the_last(store: Store) -> None:
    record(store, [event(2, "a"), event(1, "b"), event(2, "c")])

    assert look(store, EVER).events == [event(2, "c"), event(2, "a"), event(1, "b")]
    assert look(store, EVER).following is None


def test_finds_events_of_a_home_a_time_and_a_fact(store: Store) -> None:
    record(store, [*map(event, range(5)), event(3, home="other"), event(3, "user=alice")])

    assert every(store, EVER._replace(since=1, until=3)) == ([3, 3, 2, 1], 1)
    assert every(store, EVER._replace(home="other")) == ([3], 1)
    assert look(store, EVER._replace(fact=" user=alice ")).events == [event(3, "user=alice")]


def test_an_event_goes_with_the_job_that_wrote_it(store: Store) -> None:
    def work(tx: Transaction) -> None:
        tx.record(event(1))
        raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        run(store, work, writes=True)

    assert look(store, EVER).events == []


def test_a_rare_event_is_found_in_bounded_looks(store: Store) -> None:
    record(store, [event(0, "rare"), *map(event, range(1, 100))])

    times, looks = every(store, EVER._replace(fact=" rare "), farthest=10)

    assert times == [0]
    assert looks in {10, 11}  # a last one may find that there is nothing more


SOME_LOOK = given(
    times=st.lists(st.integers(0, 20), max_size=40),
    limit=st.integers(1, 5),
    farthest=st.integers(1, 50),
    since=st.integers(0, 10),
    until=st.integers(0, 20),
)


@SOME_LOOK
def test_looks_find_each_event_once_whatever_clocks_did(
    times: list[int], limit: int, farthest: int, since: int, until: int
) -> None:
    store = SqliteStore()

    found = looked_for(store, times, Wanted("home", since, until, " even "), limit, farthest)
    store.close()

    assert found == expected(times, since, until)


@SOME_LOOK
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_looks_find_each_event_once_on_postgresql(
    postgres: Store, times: list[int], limit: int, farthest: int, since: int, until: int
) -> None:
    postgres.reset()

    found = looked_for(postgres, times, Wanted("home", since, until, " even "), limit, farthest)

    assert found == expected(times, since, until)


def looked_for(
    store: Store, times: list[int], wanted: Wanted, limit: int, farthest: int
) -> list[int]:
    record(store, [event(time, "odd" if at % 2 else "even") for at, time in enumerate(times)])
    return every(store, wanted, limit, farthest)[0]


def expected(times: list[int], since: int, until: int) -> list[int]:
    return sorted((time for time in times[::2] if since <= time <= until), reverse=True)


def test_the_oldest_events_are_forgotten_so_many_at_most(store: Store) -> None:
    record(store, list(map(event, range(10))))

    def forget(until: int, most: int) -> list[int]:
        def work(tx: Transaction) -> None:
            tx.record(event(9))
            tx.forget_events(until, most)

        run(store, work, writes=True)
        return every(store, EVER)[0][::-1]

    assert forget(until=5, most=2) == [2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert forget(until=5, most=100) == [5, 6, 7, 8, 9, 9, 9]
    assert forget(until=5, most=100) == [5, 6, 7, 8, 9, 9, 9, 9]


def test_events_are_kept_when_the_file_is_opened_again_and_gone_after_a_reset(path: Path) -> None:
    store = SqliteStore(path)
    record(store, [event(1)])
    store.close()

    store = SqliteStore(path)
    kept = look(store, EVER).events
    store.reset()
    after = look(store, EVER).events
    store.close()

    assert (kept, after) == ([event(1)], [])
