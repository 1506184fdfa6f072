"""Undoing a change: as the audit trail has it from before, and only if nothing came after."""

import re
from typing import TYPE_CHECKING, Any

import pytest

from console.centre import Centre, client, set_up
from console.editing.filling import fields_of, fill, save, send, told
from console.editing.test_edit import claim, config
from console.visiting import HOME, Seen, Visitor
from postgres_server import binaries, running_server
from server_process import running

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


def change(connect: "ConnectClient", centre: Centre, **members: Any) -> None:
    connect.update_queue_outbound_caller_config(
        InstanceId=centre.instance,
        QueueId=centre.queue,
        OutboundCallerConfig=members,  # type: ignore[arg-type] # any of them
    )


def link(seen: Seen, text: str) -> str:
    """Give where a link of a page leads to."""
    found = re.search(rf'<a href="([^"]*)">{text}</a>', seen.text)
    assert found, seen.text
    return found[1].replace("&amp;", "&")


def test_the_last_change_is_undone_from_the_queues_page(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, queue: str
) -> None:
    before = config(connect, centre)
    change(connect, centre, OutboundCallerIdName="Wrong")

    undo = link(visitor.get(queue), "undo this change")
    review = visitor.get(undo)
    unsaved = config(connect, centre)
    undone = send(visitor, undo, review)

    said = told(review)
    assert said.startswith("Undo a change of Sales Nothing is saved yet. What undoing it changes")
    assert re.search(r"The change was made at \S+ \S+ UTC by root in us-east-1 \( event \)", said)
    assert (
        f"Name changes Now Wrong Afterwards Acme Number changes Now none Afterwards {centre.number}"
        f" US {centre.number_id} Whisper flow changes Now the default one Afterwards Sales whisper"
        f" {centre.flow} Undo the change Cancel How its calls look and sound"
    ) in said
    assert "update-queue-outbound-caller-config" in review.text
    assert unsaved == {"OutboundCallerIdName": "Wrong"}
    assert undone.status == 303
    assert told(visitor.get(undone.headers["location"])).startswith("Sales Saved. Undo")
    assert config(connect, centre) == before


def test_a_change_is_undone_from_its_event(
    visitor: Visitor, connect: "ConnectClient", centre: Centre
) -> None:
    before = config(connect, centre)
    change(connect, centre)
    trail = visitor.get(f"{HOME}trail?name=UpdateQueueOutboundCallerConfig")
    event = re.search(r'<th scope="row"><a href="([^"]*)"', trail.text)
    assert event

    undo = link(visitor.get(event[1].replace("&amp;", "&")), "Undo this change")
    undone = send(visitor, undo, visitor.get(undo))

    assert undone.status == 303
    assert config(connect, centre) == before


def test_undoing_can_be_undone(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, queue: str, edit: str
) -> None:
    saved = save(visitor, edit, fill(visitor, edit, name="New"))
    new = config(connect, centre)

    undo = link(visitor.get(saved.headers["location"]), "Undo")
    undone = send(visitor, undo, visitor.get(undo))
    old = config(connect, centre)
    redo = link(visitor.get(undone.headers["location"]), "Undo")
    send(visitor, redo, visitor.get(redo))

    assert old["OutboundCallerIdName"] == "Acme"
    assert config(connect, centre) == new
    assert undo != redo
    assert undo.startswith(f"{queue}/undo?event=")


def test_what_came_before_there_was_any_configuration_comes_back(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, queue: str
) -> None:
    change(connect, centre)
    change(connect, centre, OutboundFlowId=centre.flow)

    undo = link(visitor.get(queue), "undo this change")
    send(visitor, undo, visitor.get(undo))

    assert config(connect, centre) is None


@pytest.mark.parametrize("how", ["looked at", "saved"])
def test_a_change_that_others_came_after_is_not_undone(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, queue: str, how: str
) -> None:
    change(connect, centre, OutboundCallerIdName="Wrong")
    undo = link(visitor.get(queue), "undo this change")
    review = visitor.get(undo)
    change(connect, centre, OutboundCallerIdName="Theirs")
    theirs = config(connect, centre)

    refused = send(visitor, undo, review) if how == "saved" else visitor.get(undo)

    assert refused.status == 409
    assert told(refused).startswith(
        "Undo a change of Sales Nothing was undone. The queue's outbound caller was changed again"
        " after this change, so that undoing it would undo more than that"
        " Name now Theirs Number now none Whisper flow now the default one"
    )
    assert "Undo the change" not in refused.text
    assert config(connect, centre) == theirs


def test_what_was_read_otherwise_is_not_undone(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, queue: str
) -> None:
    change(connect, centre, OutboundCallerIdName="Wrong")
    undo = link(visitor.get(queue), "undo this change")

    refused = send(visitor, undo, visitor.get(undo), read="other")

    assert refused.status == 409
    assert "changed since it was read" in told(refused)
    assert config(connect, centre) == {"OutboundCallerIdName": "Wrong"}


def test_a_change_stays_undoable_if_something_else_of_the_queue_changed(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, queue: str
) -> None:
    before = config(connect, centre)
    change(connect, centre, OutboundCallerIdName="Wrong")
    undo = link(visitor.get(queue), "undo this change")
    connect.update_queue_name(InstanceId=centre.instance, QueueId=centre.queue, Name="Service")

    send(visitor, undo, visitor.get(undo))

    assert config(connect, centre) == before


def test_what_is_gone_meanwhile_is_refused_by_the_api(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, queue: str
) -> None:
    change(connect, centre, OutboundCallerIdName="Wrong")
    undo = link(visitor.get(queue), "undo this change")
    connect.release_phone_number(PhoneNumberId=centre.number_id)

    review = visitor.get(undo)
    refused = send(visitor, undo, review)

    assert f"Afterwards {centre.number_id} not found" in told(review)
    assert refused.status == 404
    assert "Nothing was undone. Phone number not found" in told(refused)
    assert config(connect, centre) == {"OutboundCallerIdName": "Wrong"}


def events(visitor: Visitor, name: str) -> list[str]:
    trail = visitor.get(f"{HOME}trail?name={name}")
    return re.findall(r'<th scope="row"><a href="[^"]*[?;&]id=([^"&]+)', trail.text)


def test_only_changes_of_this_queues_caller_that_were_made_are_undone(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, queue: str
) -> None:
    connect.update_queue_name(InstanceId=centre.instance, QueueId=centre.queue, Name="Service")
    hours = connect.list_hours_of_operations(InstanceId=centre.instance)
    other = connect.create_queue(
        InstanceId=centre.instance,
        Name="Other",
        HoursOfOperationId=hours["HoursOfOperationSummaryList"][0]["Id"],
    )["QueueId"]
    connect.update_queue_outbound_caller_config(
        InstanceId=centre.instance, QueueId=other, OutboundCallerConfig={}
    )
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        change(connect, centre, OutboundFlowId="nobody")
    [renamed] = events(visitor, "UpdateQueueName")
    changed = events(visitor, "UpdateQueueOutboundCallerConfig")
    [created] = events(visitor, "CreateInstance")

    seen = [visitor.get(f"{queue}/undo?event={each}") for each in (renamed, *changed, created)]
    unknown = visitor.get(f"{queue}/undo?event=nobody")
    none = visitor.get(f"{queue}/undo")

    assert len(changed) == 2
    assert {each.status for each in seen} == {400}
    assert all("The event is no change of this queue" in told(each) for each in seen)
    assert (unknown.status, none.status) == (404, 404)
    assert "undo this change" not in visitor.get(queue).text
    assert "Undo this change" not in visitor.get(f"{HOME}event?id={renamed}").text


def test_a_server_without_a_trail_offers_no_undoing() -> None:
    with running("--memory", "--no-trail", "--demo") as server:
        visitor = Visitor(url=server.url)
        instance = re.findall(r'href="(/_outdial/console/us-east-1/[^"]+)"', visitor.get(HOME).text)
        queue = re.findall(rf'href="({instance[0]}/queues/[^"]+)"', visitor.get(instance[0]).text)[
            0
        ]

        saved = save(visitor, f"{queue}/edit", fill(visitor, f"{queue}/edit", name="New"))
        page = visitor.get(saved.headers["location"])

    assert told(page).partition(" Saved.")[2].startswith(" What the called person")
    assert "/undo" not in page.text


def test_saved_is_said_only_of_what_was_saved(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, edit: str
) -> None:
    saved = save(visitor, edit, fill(visitor, edit, name="Mine"))
    change(connect, centre, OutboundCallerIdName="Theirs")

    page = visitor.get(saved.headers["location"])

    assert "Saved" not in told(page)


def test_a_number_that_was_given_by_its_arn_comes_back_as_that(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, account: str, queue: str
) -> None:
    _, number_id = claim(connect, centre)
    arn = f"arn:aws:connect:us-east-1:{account}:phone-number/{number_id}"
    flow = f"arn:aws:connect:us-east-1:{account}:instance/{centre.instance}/contact-flow/"
    given: Any = {"OutboundCallerIdNumberId": arn, "OutboundFlowId": flow + centre.flow}
    change(connect, centre, **given)
    change(connect, centre)

    undo = link(visitor.get(queue), "undo this change")
    send(visitor, undo, visitor.get(undo))

    assert config(connect, centre) == given
    assert "name" not in fields_of(visitor.get(undo)).values


@pytest.mark.skipif(binaries() is None, reason="there is no PostgreSQL server here")
def test_on_postgresql_a_change_is_saved_refused_and_undone_alike() -> None:
    with running_server() as database, running("--database", database.url) as server:
        connect, visitor = client(server.url, "000000000000"), Visitor(url=server.url)
        centre = set_up(connect, "one")
        edit = f"{centre.address}/queues/{centre.queue}/edit"
        before = config(connect, centre)

        refused = fill(visitor, edit, name="New", other_number="a\0b", other_flow="a\0b")
        saved = save(visitor, edit, fill(visitor, edit, name="New"))
        undo = link(visitor.get(saved.headers["location"]), "Undo")
        new = config(connect, centre)
        undone = send(visitor, undo, visitor.get(undo))

        assert refused.status == 404
        assert new["OutboundCallerIdName"] == "New"
        assert undone.status == 303
        assert config(connect, centre) == before
