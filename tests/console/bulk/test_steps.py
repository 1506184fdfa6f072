"""Each step of applying a plan asks anew whether it may be done, and is tried again if need be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.bulk.desk import Desk, made, session_of
from outdial.app import open_app
from outdial.console.bulk.applying import apply
from outdial.console.bulk.change import Change
from outdial.console.bulk.making import Searched, make
from outdial.console.finding import Filters
from outdial.settings import Settings
from outdial.store.sqlite import SqliteStore
from outdial.world import StillWorld

ENFORCED = Settings(auth="enforced")


@pytest.fixture
def world() -> StillWorld:
    return StillWorld()


@pytest.fixture
def desk(tmp_path: Path, world: StillWorld) -> Iterator[Desk]:
    """BasicQueue and three queues; policies are enforced."""
    app = open_app(tmp_path / "outdial.sqlite3", world=world, settings=ENFORCED)
    yield made(app, queues=3)
    app.close()


def test_each_step_changes_one_queue(desk: Desk) -> None:
    plan = desk.plan("New")
    steps = apply(plan, desk.visit().visitor)

    seen = [(pause, plan.done, plan.left, sum(map(bool, desk.names().values()))) for pause in steps]

    assert seen == [(0.0, 1, 3, 1), (0.0, 2, 2, 2), (0.0, 3, 1, 3), (0.0, 4, 0, 4)]
    assert (plan.end, plan.failed) == ("", {})


def test_a_queue_that_changes_while_others_are_changed_is_left_alone(desk: Desk) -> None:
    plan = desk.plan("New")
    steps = apply(plan, desk.visit().visitor)

    next(steps)
    desk.show(plan.rows[2].id, "Theirs")
    list(steps)

    assert desk.names() == {
        "BasicQueue": "New",
        "Queue 00000": "New",
        "Queue 00001": "Theirs",
        "Queue 00002": "New",
    }
    assert [(plan.rows[at], why) for at, why in plan.failed.items()] == [
        (plan.rows[2], "The queue's outbound caller configuration was changed since it was read")
    ]


@pytest.mark.parametrize("how", ["switched off", "deleted"])
def test_it_ends_with_the_key(desk: Desk, how: str) -> None:
    plan = desk.plan("New")
    steps = apply(plan, desk.visit().visitor)

    next(steps)
    if how == "deleted":
        desk.ask("DeleteAccessKey", "iam", UserName="user", AccessKeyId=desk.key)
    else:
        desk.ask("UpdateAccessKey", "iam", UserName="user", AccessKeyId=desk.key, Status="Inactive")
    list(steps)

    assert plan.end == "Your access key was switched off or deleted."
    assert (plan.done, plan.left) == (1, 3)


@pytest.mark.parametrize("how", ["signed out", "too long", "too long unused"])
def test_it_ends_with_the_session(desk: Desk, world: StillWorld, how: str) -> None:
    session = session_of(desk)
    visit = desk.visit(session)
    plan = desk.plan("New", visit)
    steps = apply(plan, visit.visitor)

    next(steps)
    if how == "signed out":
        session.is_ended = True
    elif how == "too long":
        world.advance(hours=8)
        session.seen = world.now()
    else:
        world.advance(minutes=30)
    list(steps)

    assert plan.end == "Your session ended."
    assert (plan.done, plan.left) == (1, 3)


def test_it_ends_when_the_right_to_change_is_gone(tmp_path: Path) -> None:
    app = open_app(tmp_path / "outdial.sqlite3", settings=ENFORCED)
    desk = made(app, queues=30)
    plan = desk.plan("New")
    steps = apply(plan, desk.visit().visitor)

    next(steps)
    desk.allow("connect:SearchQueues")
    list(steps)
    shown = list(desk.names().values())
    app.close()

    assert plan.end == "You may not change these: 20 in a row were refused to you."
    assert (plan.done, len(plan.failed), plan.left) == (1, 20, 10)
    assert "is not authorized to perform: connect:UpdateQueueOutboundCallerConfig" in plan.failed[1]
    assert shown.count("New") == 1


def test_what_the_store_does_not_take_is_tried_again(desk: Desk) -> None:
    plan = desk.plan("New")
    steps = apply(plan, desk.visit().visitor)

    next(steps)
    write(desk, "off")
    pauses = [next(steps), next(steps)]
    write(desk, "on")
    rest = list(steps)

    assert pauses == [0.1, 0.2]
    assert rest == [0.0, 0.0, 0.0]
    assert (plan.done, plan.failed) == (4, {})


def test_what_is_not_taken_in_the_end_has_failed(desk: Desk) -> None:
    plan = desk.plan("New")
    steps = apply(plan, desk.visit().visitor)

    write(desk, "off")
    pauses = [next(steps) for _ in range(7)]
    write(desk, "on")
    list(steps)

    assert pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 0.0]
    assert (plan.done, list(plan.failed)) == (3, [0])
    assert "The change was not made: the data cannot be written" in plan.failed[0]


def test_a_change_that_was_made_though_not_answered_is_no_failure(desk: Desk) -> None:
    plan = desk.plan("New")
    steps = apply(plan, desk.visit().visitor)

    write(desk, "off")
    next(steps)
    write(desk, "on")
    desk.show(plan.rows[0].id, "New")
    list(steps)

    assert (plan.done, plan.failed) == (4, {})


def test_making_a_plan_ends_with_the_key(desk: Desk) -> None:
    plan, visit = desk.new_plan(), desk.visit()
    steps = make(plan, visit, Searched(Filters(), Change(name="New")))

    next(steps)
    desk.ask("DeleteAccessKey", "iam", UserName="user", AccessKeyId=desk.key)
    list(steps)

    assert plan.problem == "Your access key is not known any more."


def test_who_may_not_look_gets_no_plan(desk: Desk) -> None:
    desk.allow("connect:UpdateQueueOutboundCallerConfig")

    plan = desk.plan("New")

    assert "is not authorized to perform: connect:SearchQueues" in plan.problem
    assert (plan.looked, plan.rows) == (0, [])


def test_who_may_not_change_is_told_by_the_plan(desk: Desk) -> None:
    desk.allow("connect:SearchQueues")

    plan = desk.plan("New")

    assert (plan.problem, plan.rows) == ("", [])
    assert [unfit.name for unfit in plan.unfit] == [
        "BasicQueue",
        "Queue 00000",
        "Queue 00001",
        "Queue 00002",
    ]
    assert "connect:UpdateQueueOutboundCallerConfig" in plan.unfit[0].why


def write(desk: Desk, can: str) -> None:
    """Have SQLite refuse every change, or take them again."""
    assert isinstance(desk.app.store, SqliteStore)
    only = "ON" if can == "off" else "OFF"
    desk.app.store._connection.execute(f"PRAGMA query_only={only}")
