"""Nothing is saved over what somebody else has changed meanwhile."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from console.centre import Centre, client, set_up
from console.editing.filling import fields_of, fill, save, send, told
from console.editing.test_edit import config
from console.visiting import Seen, Visitor
from postgres_server import binaries, running_server
from server_process import running

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

SAVES = 8


def change(connect: "ConnectClient", centre: Centre, name: str) -> None:
    connect.update_queue_outbound_caller_config(
        InstanceId=centre.instance,
        QueueId=centre.queue,
        OutboundCallerConfig={"OutboundCallerIdName": name, "OutboundFlowId": centre.flow},
    )


@pytest.mark.parametrize("step", ["", "save"])
def test_a_change_between_reading_and_saving_is_told_of_and_kept(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, edit: str, step: str
) -> None:
    page = visitor.get(edit)
    if step:
        page = send(visitor, edit, page, name="Mine")
    change(connect, centre, "Theirs")
    theirs = config(connect, centre)

    refused = send(visitor, edit, page, name="Mine", step=step)

    said, fields = told(refused), fields_of(refused)
    assert refused.status == 409
    assert said.startswith(
        "Change the outbound caller of Sales"
        " Nothing was saved: the queue was changed since you read it."
        " Name now Theirs Number now none Whisper flow now Sales whisper"
    )
    assert config(connect, centre) == theirs
    assert (fields.values["name"], fields.values["number"]) == ("Mine", centre.number_id)


def test_after_that_it_can_be_looked_through_and_saved(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, edit: str
) -> None:
    page = visitor.get(edit)
    change(connect, centre, "Theirs")
    refused = send(visitor, edit, page, name="Mine")

    review = send(visitor, edit, refused)
    saved = save(visitor, edit, review)

    assert "Name changes Now Theirs Afterwards Mine Number changes Now none" in told(review)
    assert saved.status == 303
    assert config(connect, centre)["OutboundCallerIdName"] == "Mine"


def test_a_change_of_something_else_of_the_queue_is_no_reason(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, edit: str
) -> None:
    review = fill(visitor, edit, name="Mine")
    connect.update_queue_name(InstanceId=centre.instance, QueueId=centre.queue, Name="Service")

    saved = save(visitor, edit, review)

    assert saved.status == 303
    assert config(connect, centre)["OutboundCallerIdName"] == "Mine"


def side_by_side(visitors: list[Visitor], edit: str) -> list[Seen]:
    """Save as many changes of what was read once, all at the same time."""
    together = threading.Barrier(SAVES)
    pages = [
        fill(visitors[number % len(visitors)], edit, name=f"Name {number}")
        for number in range(SAVES)
    ]

    def save_one(number: int) -> Seen:
        together.wait()
        return save(visitors[number % len(visitors)], edit, pages[number])

    with ThreadPoolExecutor(SAVES) as threads:
        return list(threads.map(save_one, range(SAVES)))


def winners(seen: list[Seen]) -> list[str]:
    """Give the names that were saved; all others have to be refused as outdated."""
    assert sorted(each.status for each in seen) == [303] + [409] * (SAVES - 1)
    return [f"Name {number}" for number, each in enumerate(seen) if each.status == 303]


def test_of_saves_side_by_side_one_wins(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, edit: str
) -> None:
    seen = side_by_side([visitor], edit)

    assert winners(seen) == [config(connect, centre)["OutboundCallerIdName"]]


@pytest.mark.skipif(binaries() is None, reason="there is no PostgreSQL server here")
def test_of_saves_on_two_servers_of_a_database_one_wins() -> None:
    with (
        running_server() as database,
        running("--database", database.url) as one,
        running("--database", database.url) as other,
    ):
        connect = client(one.url, "000000000000")
        centre = set_up(connect, "one")
        edit = f"{centre.address}/queues/{centre.queue}/edit"

        seen = side_by_side([Visitor(url=one.url), Visitor(url=other.url)], edit)

        assert winners(seen) == [config(connect, centre)["OutboundCallerIdName"]]
