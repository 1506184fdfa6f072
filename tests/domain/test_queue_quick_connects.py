"""The quick connects of a queue: the numbered rules."""

import pytest

from outdial.domain.queue_quick_connects import joined, without
from outdial.errors import LimitExceededException

FULL = tuple(f"{number:03}" for number in range(700))


def test_a1_700_are_offered_and_no_more() -> None:
    assert joined(FULL[:650], FULL[600:]) == FULL

    with pytest.raises(LimitExceededException, match="at most 700 quick connects, not 701"):
        joined(FULL, ("one more",))


def test_a2_what_is_there_already_and_what_is_not_there_is_passed_over() -> None:
    assert joined(("b", "a"), ("a", "a")) == ("a", "b")
    assert without(("b", "a"), ("a", "c")) == ("b",)
