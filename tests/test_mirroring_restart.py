"""Mirroring over stops and starts: all that is known of a pair is in its database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from outdial.app import open_app
from outdial.serve.inprocess import reach
from outdial.settings import Settings
from outdial.world import StillWorld
from pair_desk import PairDesk, set_up_pair
from pair_view import contents

SETTINGS = Settings(mirroring_delay=timedelta(minutes=5))

Step = Callable[[PairDesk], object]


def hours(name: str) -> dict[str, Any]:
    return {"Name": name, "TimeZone": "UTC", "Config": []}


def wait(_: PairDesk) -> None:
    """Do nothing but let time go by."""


STEPS: tuple[Step, ...] = (
    lambda pair: pair.source.update_queue_name(**pair.ids, Name="Selling"),
    lambda pair: pair.source.create_hours_of_operation(
        InstanceId=pair.instance, **hours("Sundays")
    ),
    lambda pair: pair.replica.create_hours_of_operation(
        InstanceId=pair.instance, **hours("Sundays")
    ),
    lambda pair: pair.set_number(pair.replica, pair.number_arn),
    lambda pair: pair.replica.delete_contact_flow(
        InstanceId=pair.instance, ContactFlowId=pair.whisper
    ),
    lambda pair: pair.source.update_queue_status(**pair.ids, Status="DISABLED"),
    lambda pair: pair.source.tag_resource(
        resourceArn=pair.arn(f"queue/{pair.queue}"), tags={"team": "sales"}
    ),
    lambda pair: pair.replica.update_hours_of_operation(
        InstanceId=pair.instance, HoursOfOperationId=pair.hours, Name="Ever"
    ),
)


@contextmanager
def opened(path: Path, world: StillWorld, settings: Settings = SETTINGS) -> Iterator[None]:
    """Open the database for as long as the block lasts."""
    app = open_app(path, world=world, settings=settings, durability="off")
    try:
        with reach(app):
            yield
    finally:
        app.close()


def play(path: Path, *, stops: bool) -> list[Any]:
    """Take the steps, a minute after each other, and see both sides all along."""
    world, seen = StillWorld(), []
    with opened(path, world):
        pair = set_up_pair()
    works: list[Step] = [*STEPS, *[wait] * 6]
    groups = [[work] for work in works] if stops else [works]
    for group in groups:
        with opened(path, world):
            for work in group:
                work(pair)
                world.advance(minutes=1)
                seen.append([contents(side, pair.instance) for side in pair.sides])
    return seen


def test_stops_and_starts_between_all_changes_make_no_difference(tmp_path: Path) -> None:
    without = play(tmp_path / "without.sqlite3", stops=False)
    with_stops = play(tmp_path / "with.sqlite3", stops=True)

    assert with_stops == without
    source, replica = without[-1]
    assert source["queues"] == replica["queues"]
    assert source["hours"] != replica["hours"]  # "Sundays" waits on both sides for its name


@pytest.mark.parametrize("delay", [timedelta(), timedelta(minutes=1), timedelta(hours=1)])
def test_a_change_arrives_when_it_was_due_whatever_the_delay_is_by_then(
    tmp_path: Path, delay: timedelta
) -> None:
    path, world = tmp_path / "outdial.sqlite3", StillWorld()
    with opened(path, world):
        pair = set_up_pair()
        pair.source.update_queue_name(**pair.ids, Name="Selling")

    with opened(path, world, Settings(mirroring_delay=delay)):
        world.advance(minutes=4)
        before = pair.shown(pair.replica)["Name"]
        world.advance(minutes=1)
        after = pair.shown(pair.replica)["Name"]

    assert (before, after) == ("Sales", "Selling")
