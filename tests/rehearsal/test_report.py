"""What a rehearsal says of each queue on both sides."""

from dataclasses import replace

import pytest

from outdial.rehearsal.pair import Flow, Pair
from outdial.rehearsal.report import plain, rehearse
from rehearsal.sample_pair import EAST, GROUP, NUMBER, SALES, SALES_THERE, WEST, pair, side

CAMPAIGN = Flow(name="Campaign", type="OUTBOUND_WHISPER", number="+12065550199")
BY_FLOW = pair(
    source=side(EAST, replace(SALES, flow=CAMPAIGN)),
    replica=side(WEST, replace(SALES_THERE, flow=CAMPAIGN)),
)


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (pair(), [NUMBER.number, NUMBER.number]),
        (BY_FLOW, ["+12065550199", "+12065550199"]),
        (pair(replica=side(WEST)), [NUMBER.number, None]),
        (pair(replica=side(WEST, status="NOT_FOUND")), [NUMBER.number]),
        (pair(replica=side(WEST, replace(SALES_THERE, number=None))), [NUMBER.number, None]),
        (pair(group=replace(GROUP, status="PENDING_DELETION")), [None, None]),
        (pair(group=replace(GROUP, shares={EAST: 100, WEST: 0})), [NUMBER.number, NUMBER.number]),
    ],
)
def test_each_line_tells_the_number_that_calls_show(found: Pair, shown: list[str | None]) -> None:
    assert [line.shown for line in rehearse(found).lines] == shown


def test_a_queue_that_is_missing_is_told_so_in_json() -> None:
    _, line = plain(rehearse(pair(replica=side(WEST))))["queues"]

    assert line == {
        "queue": "Sales",
        "queue_id": "q1",
        "region": WEST,
        "is_there": False,
        "name": None,
        "shown_number": None,
        "number": None,
        "number_id": None,
        "number_set_by_flow": None,
        "flow": None,
        "flow_id": None,
        "problems": ["queue-missing"],
    }


def test_what_is_ignored_or_on_the_other_side_does_not_count() -> None:
    found = pair(group=replace(GROUP, status="PENDING_DELETION", shares={EAST: 0, WEST: 100}))

    everything = rehearse(found).problems
    there = rehearse(found, to=EAST, ignored=["group-not-active"]).problems

    assert [(each.name, each.region) for each in everything] == [
        ("group-not-active", EAST),
        ("share-at-zero", EAST),
        ("group-not-active", WEST),
    ]
    assert [(each.name, each.region) for each in there] == [("share-at-zero", EAST)]
