"""What the rehearsal of failovers takes for lost, and how it reckons."""

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ha.centre import set_up
from ha.ledger import Found, Ledger, inventions, longest_pause, losses
from ha.looking import read_back
from ha.report import Outcome, is_well, lines
from ha.waiting import wait_until
from ha.writers import Writer, writing
from trail_desk import EVERY_SERVICE, cloudtrail

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

KNOWN = Ledger(
    queue="queue",
    sent=8,
    acknowledged=7,
    asked={"+1", "+2"},
    claimed={"+1": "one"},
    requests=["a", "b"],
)
THERE = Found(shown={"queue": 7}, numbers={"+1": "one"}, recorded=Counter("ab"))


@pytest.fixture
def outdial_services() -> tuple[str, ...]:
    return EVERY_SERVICE


@pytest.mark.parametrize(
    "found",
    [
        THERE,
        replace(THERE, shown={"queue": 8}),
        replace(THERE, numbers={"+1": "one", "+2": "two"}),
        replace(THERE, recorded=Counter("abc")),
    ],
)
def test_what_is_there_and_what_nobody_was_told_of_is_not_lost(found: Found) -> None:
    assert [*losses(KNOWN, found), *inventions([KNOWN], found)] == []


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (
            replace(THERE, shown={"queue": 6}),
            "queue queue shows change 6, acknowledged was 7",
        ),
        (replace(THERE, shown={}), "queue queue shows change -1, acknowledged was 7"),
        (replace(THERE, numbers={}), "+1 was claimed as one; there is none"),
        (replace(THERE, numbers={"+1": "two"}), "+1 was claimed as one; there is two"),
        (replace(THERE, recorded=Counter("a")), "the trail holds request b 0 times"),
        (replace(THERE, recorded=Counter("abb")), "the trail holds request b 2 times"),
    ],
)
def test_what_was_acknowledged_and_is_not_there_is_lost(found: Found, told: str) -> None:
    assert list(losses(KNOWN, found)) == [told]


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (replace(THERE, shown={"queue": 9}), "queue queue shows change 9, sent were 8"),
        (replace(THERE, numbers={"+1": "one", "+3": "three"}), "nobody asked for +3"),
    ],
)
def test_what_nobody_sent_is_made_up(found: Found, told: str) -> None:
    assert list(inventions([KNOWN], found)) == [told]


def test_a_pause_may_be_at_the_beginning_between_and_at_the_end() -> None:
    assert longest_pause([3.0, 4.0, 4.5], 0.0, 5.0) == 3.0
    assert longest_pause([4.5, 1.0], 0.0, 5.0) == 3.5
    assert longest_pause([1.0, 2.0, 9.0], 0.0, 5.0) == 3.0
    assert longest_pause([], 0.0, 5.0) == 5.0


def test_a_report_tells_what_was_lost_and_is_well_only_without() -> None:
    fine = Outcome(
        phase="calm",
        acknowledged=1200,
        lost=[],
        wrong=[],
        refused=0,
        unanswered=0,
        pause=0.04,
        wait=0.16,
    )
    bad = replace(fine, phase="a fault", refused=3, lost=[f"change {n}" for n in range(7)], wait=21)

    assert is_well([fine])
    assert not is_well([fine, bad])
    assert not is_well([replace(fine, wrong=["a table differs"])])
    assert list(lines([fine, bad])) == [
        "         acknowledged  lost  5xx  no answer  without service  longest wait",
        "calm            1,200     0    0          0            0.0 s         0.2 s",
        "a fault         1,200     7    3          0            0.0 s        21.0 s",
        "",
        *(f"a fault: lost: change {n}" for n in range(5)),
        "a fault: lost: and 2 more",
        "2,400 changes acknowledged, 7 lost, 0 other faults.",
    ]


def test_a_change_that_is_taken_back_by_hand_is_found_to_be_lost(
    connect: "ConnectClient", choose: "Callable[..., None]"
) -> None:
    choose(trail=True)
    centre, trail = set_up(connect), cloudtrail()
    writers = [Writer(connect, centre, number) for number in range(2)]
    with writing(writers) as count:
        wait_until(lambda: count() >= 60, "60 changes are acknowledged")
    ledgers = [writer.ledger for writer in writers]
    before = read_back(connect, trail, centre, ledgers)

    victim = ledgers[0]
    connect.update_queue_outbound_caller_config(
        InstanceId=centre.instance,
        QueueId=victim.queue,
        OutboundCallerConfig=centre.caller(victim.acknowledged - 1),
    )
    number, claimed = next(iter(victim.claimed.items()))
    connect.release_phone_number(PhoneNumberId=claimed)
    after = read_back(connect, trail, centre, ledgers)

    assert [text for ledger in ledgers for text in losses(ledger, before)] == []
    assert list(inventions(ledgers, before)) == []
    assert [text for ledger in ledgers for text in losses(ledger, after)] == [
        (
            f"queue {victim.queue} shows change {victim.acknowledged - 1},"
            f" acknowledged was {victim.acknowledged}"
        ),
        f"{number} was claimed as {claimed}; there is none",
    ]
