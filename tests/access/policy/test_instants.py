from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial.access.policy.instants import instant

zones = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
START = datetime(1970, 1, 1, tzinfo=UTC)


@given(st.datetimes(timezones=zones))
def test_a_date_is_the_instant_that_python_reads_in_it(date: datetime) -> None:
    since = date - START

    assert instant(date.isoformat()) == since // timedelta(microseconds=1) * 1000


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("1767225600", "2026-01-01T00:00:00Z"),
        ("2026-01-01", "2026-01-01T00:00:00Z"),
        ("2026-01", "2026-01-01"),
        ("2026-1-1", "2026-01-01"),
        ("2026T", "2026-01"),
        ("2026-01-01T00:00", "2026-01-01T00:00:00Z"),
        ("2026-01-01t02:00+0200", "2026-01-01T00:00:00z"),
        ("2025-12-31T19:00:00.0-05", "2026-01-01T00:00:00.000000000Z"),
        ("2026-02-31", "2026-03-03"),
    ],
)
def test_a_date_may_be_written_in_many_ways(text: str, same: str) -> None:
    assert instant(text) is not None
    assert instant(text) == instant(same)


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13", "2026-00", "2026-01-32", "2026-01-01T24:00", "1.5", " 1", "٣"]
)
def test_other_texts_are_no_dates(text: str) -> None:
    assert instant(text) is None


def test_years_may_be_of_any_size() -> None:
    first, last = instant("-292275054"), instant("292278993-12-31")

    assert first is not None
    assert last is not None
    assert first < 0 < last
