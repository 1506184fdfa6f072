"""Buckets of tokens that servers of one PostgreSQL share; the numbers are those of `throttle`."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outdial.access.throttle import (
    OFTEN,
    SLACK,
    Bucket,
    Buckets,
    LocalBuckets,
    Rate,
    buckets_of,
)
from outdial.store.opening import open_store, shared_of
from outdial.store.transaction import Store

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BUCKET = Bucket("123456789012", "us-east-1", "connect", "DescribeQueue")
TWO_A_SECOND = Rate(per_second=2, burst=5)

rates = st.builds(
    Rate, per_second=st.floats(min_value=0.01, max_value=1000), burst=st.integers(1, 20)
)
waits = st.lists(st.integers(-3_000, 3_000).map(lambda ms: timedelta(milliseconds=ms)), max_size=30)


@pytest.fixture
def buckets(postgres: Store) -> Buckets:
    emptied = buckets_of(shared_of(postgres))
    emptied.clear()
    return emptied


@pytest.fixture
def elsewhere(buckets: Buckets, postgres_url: str) -> Iterator[Buckets]:  # noqa: ARG001 emptied
    """Give the buckets as another server has them."""
    store = open_store(postgres_url)
    yield buckets_of(shared_of(store))
    store.close()


def admitted(buckets: Buckets, calls: int, now: datetime = NOW) -> int:
    return sum(buckets.take(BUCKET, TWO_A_SECOND, now) for _ in range(calls))


def rows(url: str) -> int:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT count(*) FROM bucket").fetchone()
        assert found
        count: int = found[0]
        return count


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rate=rates, waits=waits)
def test_a_shared_bucket_admits_what_an_own_one_does(
    buckets: Buckets, rate: Rate, waits: list[timedelta]
) -> None:
    buckets.clear()
    own, now = LocalBuckets(), NOW
    times = [now := now + wait for wait in waits]

    assert [buckets.take(BUCKET, rate, at) for at in times] == [
        own.take(BUCKET, rate, at) for at in times
    ]


def test_servers_take_turns_at_the_tokens_of_one_bucket_tb1(
    buckets: Buckets, elsewhere: Buckets
) -> None:
    answers = [server.take(BUCKET, TWO_A_SECOND, NOW) for server in (buckets, elsewhere) * 4]

    assert answers == [True] * 5 + [False] * 3
    assert admitted(elsewhere, 9, NOW + timedelta(seconds=0.5)) == 1
    assert admitted(buckets, 9, NOW + timedelta(seconds=0.5)) == 0


def test_servers_that_take_at_once_get_no_more_than_there_is_tb1(
    buckets: Buckets, elsewhere: Buckets
) -> None:
    with ThreadPoolExecutor(8) as threads:
        counts = list(threads.map(lambda server: admitted(server, 10), (buckets, elsewhere) * 4))

    assert sum(counts) == 5


def test_accounts_regions_and_operations_have_buckets_of_their_own_tb4(buckets: Buckets) -> None:
    others = [
        BUCKET._replace(account="210987654321"),
        BUCKET._replace(region="us-west-2"),
        BUCKET._replace(operation="ListQueues"),
        BUCKET._replace(service="iam"),
    ]
    admitted(buckets, 5)

    assert [buckets.take(bucket, TWO_A_SECOND, NOW) for bucket in others] == [True] * 4
    assert not buckets.take(BUCKET, TWO_A_SECOND, NOW)


@pytest.mark.parametrize("behind", [timedelta(milliseconds=1), timedelta(microseconds=SLACK)])
def test_a_server_whose_clock_is_behind_finds_no_full_bucket(
    buckets: Buckets, elsewhere: Buckets, behind: timedelta
) -> None:
    admitted(buckets, 5)

    assert admitted(elsewhere, 20, NOW - behind) == 0
    assert admitted(buckets, 20) == 0


def test_a_clock_that_was_set_back_finds_full_buckets(buckets: Buckets) -> None:
    admitted(buckets, 5)

    assert admitted(buckets, 20, NOW - timedelta(days=365)) == 5


def test_buckets_that_are_cleared_at_one_server_are_full_at_another(
    buckets: Buckets, elsewhere: Buckets
) -> None:
    admitted(buckets, 5)

    elsewhere.clear()

    assert admitted(buckets, 20) == 5


def test_full_buckets_leave_nothing_behind(buckets: Buckets, postgres_url: str) -> None:
    for number in range(OFTEN - 1):
        buckets.take(BUCKET._replace(operation=str(number)), TWO_A_SECOND, NOW)
    before = rows(postgres_url)

    admitted(buckets, 2, NOW + timedelta(seconds=1))

    assert (before, rows(postgres_url)) == (OFTEN - 1, 1)


def test_a_connection_that_is_lost_loses_no_call(buckets: Buckets, postgres_url: str) -> None:
    admitted(buckets, 5)
    with psycopg.connect(postgres_url) as connection:
        ended = connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE query LIKE '%INTO bucket%' AND pid <> pg_backend_pid()"
        ).fetchall()

    assert (True,) in ended
    assert admitted(buckets, 1, NOW + timedelta(seconds=0.5)) == 1
