"""Buckets of tokens."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from outdial.access.throttle import Bucket, LocalBuckets, Rate

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BUCKET = Bucket("123456789012", "us-east-1", "connect", "DescribeQueue")
TWO_A_SECOND = Rate(per_second=2, burst=5)

rates = st.builds(
    Rate, per_second=st.floats(min_value=0.01, max_value=1000), burst=st.integers(1, 50)
)
waits = st.lists(st.integers(0, 3_000).map(lambda ms: timedelta(milliseconds=ms)), max_size=200)


def admitted(buckets: LocalBuckets, calls: int, now: datetime, rate: Rate = TWO_A_SECOND) -> int:
    return sum(buckets.take(BUCKET, rate, now) for _ in range(calls))


def test_a_bucket_begins_full_tb1() -> None:
    assert admitted(LocalBuckets(), 20, NOW) == 5


def test_tokens_come_back_at_the_rate_up_to_the_burst_tb2() -> None:
    buckets = LocalBuckets()

    counts = [admitted(buckets, 20, NOW + timedelta(seconds=s)) for s in (0, 0.4, 0.5, 2, 60)]

    assert counts == [5, 0, 1, 3, 5]


def test_a_refused_call_takes_nothing_tb3() -> None:
    buckets = LocalBuckets()
    admitted(buckets, 1_000, NOW)

    assert admitted(buckets, 20, NOW + timedelta(seconds=0.5)) == 1


def test_accounts_regions_and_operations_have_buckets_of_their_own_tb4() -> None:
    buckets = LocalBuckets()
    others = [
        BUCKET._replace(account="210987654321"),
        BUCKET._replace(region="us-west-2"),
        BUCKET._replace(operation="ListQueues"),
        BUCKET._replace(service="iam"),
    ]
    admitted(buckets, 5, NOW)

    assert [buckets.take(bucket, TWO_A_SECOND, NOW) for bucket in others] == [True] * 4
    assert not buckets.take(BUCKET, TWO_A_SECOND, NOW)


def test_a_clock_that_is_set_back_finds_full_buckets() -> None:
    buckets = LocalBuckets()
    admitted(buckets, 5, NOW)

    assert admitted(buckets, 20, NOW - timedelta(days=365)) == 5


def test_full_buckets_are_forgotten_and_others_are_not() -> None:
    buckets = LocalBuckets(most=2)
    admitted(buckets, 5, NOW)
    for number in range(10):
        buckets.take(BUCKET._replace(operation=str(number)), TWO_A_SECOND, NOW)
    still_empty = admitted(buckets, 1, NOW)

    later = NOW + timedelta(hours=1)
    for number in range(10, 40):
        buckets.take(BUCKET._replace(operation=str(number)), TWO_A_SECOND, later)

    assert still_empty == 0
    assert len(buckets._full_at) <= 31
    assert admitted(buckets, 20, later) == 5


def test_cleared_buckets_are_full() -> None:
    buckets = LocalBuckets()
    admitted(buckets, 5, NOW)

    buckets.clear()

    assert admitted(buckets, 20, NOW) == 5


@given(rate=rates, waits=waits)
def test_no_more_than_the_burst_and_the_rates_share_of_the_time_is_admitted(
    rate: Rate, waits: list[timedelta]
) -> None:
    buckets, now = LocalBuckets(), NOW
    times = []
    for wait in waits:
        now += wait
        if buckets.take(BUCKET, rate, now):
            times.append(now)

    for first, begin in enumerate(times):
        for last, end in enumerate(times[first:], start=first):
            seconds = (end - begin).total_seconds()
            assert last - first + 1 <= rate.burst + rate.per_second * seconds + 1e-6


@given(rate=rates, waits=waits)
def test_who_keeps_to_the_rate_is_never_refused(rate: Rate, waits: list[timedelta]) -> None:
    buckets, now = LocalBuckets(), NOW
    for wait in waits:
        now += wait + timedelta(microseconds=rate.interval)

        assert buckets.take(BUCKET, rate, now)
