"""When events are written: changes with themselves, all else with the next commit or when due."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from outdial.access.identity import Caller
from outdial.access.limits import Limits, Throttling
from outdial.access.throttle import Rate
from outdial.app import App, open_app
from outdial.cloudtrail_errors import InvalidTimeRangeException
from outdial.domain.arns import Scope
from outdial.domain.event import Wanted
from outdial.errors import ResourceNotFoundException
from outdial.http import Request
from outdial.settings import Settings
from outdial.store.transaction import run
from outdial.trail.trail import MOST, MOST_FORGOTTEN, OFTEN
from outdial.trail.witness import Way
from outdial.world import StillWorld

CALLER = Caller(Scope("123456789012", "us-east-1"))
EVER = Wanted("123456789012/us-east-1", 0, 10**15)
NOW, LATER = (datetime(year, 1, 1, tzinfo=UTC) for year in (2026, 2030))
LISTING = Request(method="GET", path="/instance")
INSTANCE = {
    "IdentityManagementType": "CONNECT_MANAGED",
    "InstanceAlias": "acme",
    "InboundCallsEnabled": True,
    "OutboundCallsEnabled": True,
}


@pytest.fixture
def app() -> Iterator[App]:
    app = open_app(world=StillWorld(), settings=Settings(trail=True))
    yield app
    app.close()


def read(app: App) -> None:
    app.perform(CALLER, "ListInstances", {})


def kept(app: App) -> list[str]:
    """Give the names of the events that are written, the oldest first."""
    found = run(app.store, lambda tx: tx.find_events(EVER, None, 10_000), writes=False)
    return [event.facts.split()[0].removeprefix("name=") for event in found.events][::-1]


def outcomes(app: App) -> list[str]:
    """Give the errors of the events of those who did not sign, "-" for none, the oldest first."""
    wanted = Wanted("000000000000/us-east-1", 0, 10**15)
    found = run(app.store, lambda tx: tx.find_events(wanted, None, 10_000), writes=False)
    errors = [re.findall(r"error=(\w+)", event.facts) for event in found.events]
    return [error[0] if error else "-" for error in errors][::-1]


def test_a_change_is_written_with_its_event(app: App) -> None:
    app.perform(CALLER, "CreateInstance", INSTANCE)

    assert kept(app) == ["CreateInstance"]
    assert not app.trail.waits


def test_a_read_waits_for_the_next_commit(app: App) -> None:
    read(app)
    waiting = kept(app)
    app.perform(CALLER, "CreateInstance", INSTANCE)

    assert (waiting, kept(app)) == ([], ["ListInstances", "CreateInstance"])


def test_a_refused_change_leaves_its_event_only(app: App) -> None:
    with pytest.raises(ResourceNotFoundException):
        app.perform(CALLER, "DeleteInstance", {"InstanceId": "nobody"})
    app.write_trail()

    assert kept(app) == ["DeleteInstance"]


def test_what_waits_is_written_on_demand(app: App) -> None:
    read(app)
    app.write_trail()
    app.write_trail()

    assert kept(app) == ["ListInstances"]


def test_what_waits_is_written_when_the_app_is_closed(tmp_path: Path) -> None:
    app = open_app(tmp_path / "data.sqlite3", settings=Settings(trail=True))
    read(app)
    app.close()

    app = open_app(tmp_path / "data.sqlite3")
    found = kept(app)
    app.close()

    assert found == ["ListInstances"]


def test_not_more_than_so_many_wait(app: App) -> None:
    for _ in range(MOST + 1):
        read(app)

    assert len(kept(app)) == MOST


def test_a_look_at_the_trail_writes_first_what_waits(app: App) -> None:
    read(app)
    caller = Caller(CALLER.scope, "cloudtrail")

    found = app.perform(caller, "LookupEvents", {})

    assert [event["EventName"] for event in found["Events"]] == ["ListInstances"]


def test_old_events_are_forgotten_little_by_little(app: App) -> None:
    for _ in range(OFTEN - 1):
        read(app)
    app.write_trail()
    assert isinstance(app.world, StillWorld)
    app.world.move_to(app.world.now() + timedelta(days=91))

    read(app)
    app.write_trail()

    assert MOST_FORGOTTEN > OFTEN
    assert kept(app) == ["ListInstances"]


def test_requests_that_name_no_operation_are_none_of_the_trails(app: App) -> None:
    app.handle(Request(method="GET", path="/nowhere"))

    assert not app.trail.waits


def test_a_reset_forgets_the_trail(app: App) -> None:
    app.perform(CALLER, "CreateInstance", INSTANCE)
    read(app)

    app.reset()

    assert (kept(app), app.trail.waits) == ([], False)


def test_without_a_trail_nothing_is_kept() -> None:
    app = open_app()
    app.perform(CALLER, "CreateInstance", INSTANCE)
    read(app)
    found = (kept(app), app.trail.waits)
    app.close()

    assert found == ([], False)


def test_calls_that_come_too_often_are_one_event_a_second() -> None:
    world = StillWorld()
    limits = Limits(throttling=Throttling(default=Rate(per_second=2, burst=1)))
    app = open_app(world=world, settings=Settings(trail=True, limits=limits))

    codes = [app.handle(LISTING).status for _ in range(50)]
    world.advance(seconds=0.4)
    codes += [app.handle(LISTING).status for _ in range(50)]
    world.advance(seconds=1)
    codes += [app.handle(LISTING).status for _ in range(50)]
    app.write_trail()
    found = outcomes(app)
    app.close()

    refused, first, second = [429] * 49, [429] * 50, [429] * 49
    assert codes == [200, *refused, *first, 200, *second]
    assert found == ["-", "ThrottlingException", "-", "ThrottlingException"]


def test_each_throttling_on_demand_is_an_event(app: App) -> None:
    app.faults.add(operation="ListInstances", error="ThrottlingException")

    codes = [app.handle(LISTING).status for _ in range(3)]
    app.write_trail()

    assert codes == [429] * 3
    assert outcomes(app) == ["ThrottlingException"] * 3


def test_looks_that_go_on_are_one_event_a_minute_for_each_key() -> None:
    world = StillWorld()
    app = open_app(world=world, settings=Settings(trail=True))
    follows = Way("192.0.2.7", "Browser/1", goes_on=True)

    def look(access_key: str) -> None:
        caller = Caller(CALLER.scope, "cloudtrail", access_key)
        app.perform(caller, "LookupEvents", {}, way=follows)
        with pytest.raises(InvalidTimeRangeException):
            app.perform(caller, "LookupEvents", {"StartTime": LATER, "EndTime": NOW}, way=follows)

    for second in range(120):
        for key in ("ann", "ben"):
            if second % 60 < 2:
                look(key)
        world.advance(seconds=1)
    app.write_trail()
    found = run(app.store, lambda tx: tx.find_events(EVER, None, 10_000), writes=False).events
    app.close()

    facts = [re.findall(r"(?:key|error)=(\w+)", event.facts) for event in found][::-1]
    refused = "InvalidTimeRangeException"
    begun = [["ann"], ["ann", refused], ["ben"], ["ben", refused]]
    gone_on = [["ann", refused], ["ben", refused]]
    assert [sorted(each, key=len) for each in facts] == (begun + gone_on) * 2
    assert all(b'"sourceIPAddress":"192.0.2.7"' in event.body for event in found)
    assert all(b'"userAgent":"Browser/1"' in event.body for event in found)
