"""A plan that takes a while: looked at, stopped, gone on with, and ended with the server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.bulk.conftest import until_done
from console.bulk.desk import ACCOUNT, Desk, made
from console.bulk.pressing import counts, fields_of, press
from console.test_pages import words
from console.visiting import Visitor
from outdial.app import open_app
from server_process import ServerProcess, running

QUEUES = 1500
"""Each change of a file waits for the disk, so all of them take seconds."""

NAME = {"new-name-deed": "set", "new-name": "New"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a centre of many queues in it."""
    return tmp_path


@pytest.fixture
def bulk(data: Path) -> str:
    """The address of the page on which queues are chosen."""
    app = open_app(data / "outdial.sqlite3", durability="off")
    instance = made(app, queues=QUEUES).instance
    app.close()
    return f"/_outdial/console/us-east-1/{instance}/bulk"


@pytest.fixture
def server(data: Path, bulk: str) -> Iterator[ServerProcess]:
    assert bulk
    with running("--data", data) as server:
        yield server


def entered(server: ServerProcess) -> Visitor:
    visitor = Visitor(url=server.url)
    assert visitor.sign_in(ACCOUNT, "").status == 303
    return visitor


def planned(visitor: Visitor, bulk: str, query: str = "") -> str:
    asked = press(visitor, bulk, visitor.get(bulk + query), "all")
    made = press(visitor, bulk, asked, "plan", NAME)
    plan = made.headers["location"]
    until_done(visitor, plan)
    return plan


def begin(visitor: Visitor, plan: str) -> None:
    answer = press(visitor, plan, visitor.get(plan), "apply")
    assert answer.status == 303, answer.text


def shown(data: Path, bulk: str) -> int:
    """Count the queues of a closed store that show the name."""
    app = open_app(data / "outdial.sqlite3")
    names = list(Desk(app=app, instance=bulk.split("/")[-2], key="").names().values())
    app.close()
    return names.count("New")


def test_it_is_looked_at_stopped_and_gone_on_with(server: ServerProcess, bulk: str) -> None:
    visitor = entered(server)
    plan = planned(visitor, bulk)

    begin(visitor, plan)
    while_it_runs, listed = visitor.get(plan), visitor.get(bulk)
    press(visitor, plan, while_it_runs, "stop")
    stopped = visitor.get(plan)
    press(visitor, plan, stopped, "apply")
    done = until_done(visitor, plan)

    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in while_it_runs.text
    assert f'<progress max="{QUEUES + 1}" value="' in while_it_runs.text
    assert fields_of(while_it_runs).buttons == ["stop"]
    assert "done," in words(listed)
    told = {name: int(count.replace(",", "")) for name, count in counts(stopped).items()}
    assert 0 < told["Done"] < QUEUES + 1
    assert told["Done"] + told["Left"] == QUEUES + 1
    assert f"You stopped it. {told['Left']:,} queues were not come to." in words(stopped)
    assert counts(done)["Done"] == f"{QUEUES + 1:,}"
    assert "All of them are changed." in words(done)


def test_of_one_visitor_one_plan_is_applied_at_a_time(server: ServerProcess, bulk: str) -> None:
    first, again = entered(server), entered(server)
    plan, next_plan = planned(first, bulk), planned(again, bulk)

    page = first.get(plan)
    begin(first, plan)
    refused = press(again, next_plan, again.get(next_plan), "apply")
    twice = press(first, plan, page, "apply")
    stop = press(first, plan, first.get(plan), "stop")

    assert refused.status == 409
    assert "Another plan is being applied, by you or by too many others." in words(refused)
    assert "Nothing is done yet" in words(refused)
    assert (twice.status, stop.status) == (303, 303)
    assert counts(first.get(plan))["Failed"] == "0"


def test_the_api_goes_on_while_it_runs(server: ServerProcess, bulk: str) -> None:
    visitor = entered(server)
    plan = planned(visitor, bulk)
    begin(visitor, plan)

    seen = [visitor.get(bulk.removesuffix("/bulk")).status for _ in range(5)]
    running_still = visitor.get(plan)

    assert seen == [200] * 5
    assert fields_of(running_still).buttons == ["stop"]


def test_it_stops_when_the_server_stops(server: ServerProcess, data: Path, bulk: str) -> None:
    visitor = entered(server)
    plan = planned(visitor, bulk)
    begin(visitor, plan)
    before = counts(visitor.get(plan))

    code = server.stop()

    assert code == 0
    changed = shown(data, bulk)
    assert int(before["Done"].replace(",", "")) <= changed < QUEUES + 1


def test_it_stops_when_its_visitor_signs_out(server: ServerProcess, data: Path, bulk: str) -> None:
    visitor = entered(server)
    plan = planned(visitor, bulk)
    begin(visitor, plan)
    token = dict(fields_of(visitor.get(plan)).sent)["token"]

    out = visitor.post("/_outdial/console/sign-out", {"token": token})
    follower = entered(server)
    begin(follower, planned(follower, bulk, "?name=01499"))  # would be refused while it goes on
    server.stop()

    assert out.status == 303
    assert 1 < shown(data, bulk) < QUEUES + 1
