"""The form of a queue's outbound caller: filled in, looked through and saved."""

import re
from typing import TYPE_CHECKING, Any

import pytest

from conftest import WHISPER
from console.editing.filling import fields_of, fill, save, send, told
from console.test_pages import MOST_BYTES
from console.visiting import Seen, Visitor

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from console.centre import Centre

UNSEEN = "\u202eemaN \u200e\u2066"


def config(connect: "ConnectClient", centre: "Centre") -> Any:
    queue = connect.describe_queue(InstanceId=centre.instance, QueueId=centre.queue)["Queue"]
    return queue.get("OutboundCallerConfig")


def claim(connect: "ConnectClient", centre: "Centre", country: Any = "US") -> tuple[str, str]:
    """Claim another number; give it and its id."""
    number = connect.search_available_phone_numbers(
        InstanceId=centre.instance,
        PhoneNumberCountryCode=country,
        PhoneNumberType="DID",
        MaxResults=1,
    )["AvailableNumbersList"][0]["PhoneNumber"]
    claimed = connect.claim_phone_number(InstanceId=centre.instance, PhoneNumber=number)
    return number, claimed["PhoneNumberId"]


def flow(connect: "ConnectClient", centre: "Centre", name: str, **members: Any) -> str:
    members = {"Type": "OUTBOUND_WHISPER", "Content": WHISPER} | members
    return connect.create_contact_flow(InstanceId=centre.instance, Name=name, **members)[
        "ContactFlowId"
    ]


def test_the_form_shows_what_the_queue_has_and_what_it_may_have(
    visitor: Visitor, connect: "ConnectClient", centre: "Centre", queue: str, edit: str
) -> None:
    _, other_id = claim(connect, centre, "GB")
    other = flow(connect, centre, "Other whisper")
    flow(connect, centre, "Draft", Status="SAVED")
    archived = flow(connect, centre, "Old")
    connect.update_contact_flow_metadata(
        InstanceId=centre.instance, ContactFlowId=archived, ContactFlowState="ARCHIVED"
    )

    page = visitor.get(edit)

    fields = fields_of(page)
    national = f"+1 {centre.number[2:5]}-{centre.number[5:8]}-{centre.number[8:]}"
    default = next(it for it, name in fields.choices["flow"].items() if name == "Default outbound")
    assert page.status == 200
    assert {name: fields.values[name] for name in ("name", "number", "flow")} == {
        "name": "Acme",
        "number": centre.number_id,
        "flow": centre.flow,
    }
    assert fields.choices == {
        "number": {
            "": "no number",
            centre.number_id: f"{national}, US",
            other_id: "+44 20 7946 0000, GB",
        },
        "flow": {
            "": "the instance's default one",
            default: "Default outbound",
            other: "Other whisper",
            centre.flow: "Sales whisper",
        },
    }
    assert fields.texts["name-hint"].startswith("1 to 255 characters on one line")
    assert "what is left empty is removed" in told(page)
    assert f'<a class="button" href="{edit}">Change</a>' in visitor.get(queue).text


def test_a_change_is_looked_through_and_then_saved(
    visitor: Visitor, connect: "ConnectClient", centre: "Centre", queue: str, edit: str
) -> None:
    number, number_id = claim(connect, centre)
    before = config(connect, centre)

    review = fill(visitor, edit, name="Acme Sales", number=number_id)
    unsaved = config(connect, centre)
    saved = save(visitor, edit, review)
    after = visitor.get(saved.headers["location"])

    said = told(review)
    assert review.status == 200
    assert said.startswith(
        "Look through the change of Sales Nothing is saved yet. What it changes"
        " Name changes Now Acme Afterwards Acme Sales"
        f" Number changes Now {centre.number} US {centre.number_id}"
        f" Afterwards {number} US {number_id}"
        f" Whisper flow stays Now and afterwards Sales whisper {centre.flow}"
        " Save Change it again Cancel How its calls look and sound"
    )
    assert "It shows the name “Acme Sales” and the number" in said
    assert unsaved == before
    assert (saved.status, saved.headers["location"].partition("?")[0]) == (303, queue)
    assert told(after).startswith("Sales Saved. Undo")
    assert '<p class="notice good" role="status">' in after.text
    assert config(connect, centre) == {
        "OutboundCallerIdName": "Acme Sales",
        "OutboundCallerIdNumberId": number_id,
        "OutboundFlowId": centre.flow,
    }


def test_the_same_is_shown_as_a_command_and_a_program(
    visitor: Visitor, centre: "Centre", edit: str
) -> None:
    review = fill(visitor, edit, name="It's Acme", number="", flow="")

    blocks = re.findall(r'<pre class="copy"[^>]*>\n(.*?)\n</pre>', review.text, re.DOTALL)
    shown = [text.replace("&#39;", "'").replace("&#34;", '"') for text in blocks]
    assert shown[0] == (
        "aws connect update-queue-outbound-caller-config \\\n"
        f"    --endpoint-url {visitor.url} \\\n"
        "    --region us-east-1 \\\n"
        f"    --instance-id {centre.instance} \\\n"
        f"    --queue-id {centre.queue} \\\n"
        """    --outbound-caller-config '{"OutboundCallerIdName": "It'"'"'s Acme"}'"""
    )
    assert shown[1].startswith('import boto3\n\nconnect = boto3.client(\n    "connect",')
    assert '        "OutboundCallerIdName": "It\'s Acme",\n' in shown[1]


def test_what_is_left_empty_is_removed(
    visitor: Visitor, connect: "ConnectClient", centre: "Centre", edit: str
) -> None:
    review = fill(visitor, edit, name="", number="", flow="")
    save(visitor, edit, review)

    assert "Name changes Now Acme Afterwards none" in told(review)
    assert "so its calls fail" in told(review)
    assert config(connect, centre) is None


def test_a_form_that_changes_nothing_cannot_be_saved(visitor: Visitor, edit: str) -> None:
    review = fill(visitor, edit)

    assert told(review).startswith(
        "Look through the change of Sales Nothing would change: the queue has all of this already."
    )
    assert 'value="save"' not in review.text


def test_what_was_looked_through_can_be_changed_again(
    visitor: Visitor, centre: "Centre", edit: str
) -> None:
    review = fill(visitor, edit, name="Acme Sales", flow="")

    again = send(visitor, edit, review, step="edit")

    values = fields_of(again).values
    assert again.status == 200
    assert values["name"] == "Acme Sales"
    assert values["number"] == centre.number_id
    assert values["flow"] == ""
    assert values["read"] == fields_of(review).values["read"]


def test_another_one_is_named_by_id_or_arn(
    visitor: Visitor, connect: "ConnectClient", centre: "Centre", account: str, edit: str
) -> None:
    number, number_id = claim(connect, centre)
    arn = f"arn:aws:connect:us-east-1:{account}:phone-number/{number_id}"
    other = flow(connect, centre, "Other")

    review = fill(visitor, edit, other_number=f" {arn} ", other_flow=other)
    save(visitor, edit, review)

    assert f"Afterwards {number} US {arn}" in told(review)
    assert config(connect, centre) == {
        "OutboundCallerIdName": "Acme",
        "OutboundCallerIdNumberId": arn,
        "OutboundFlowId": other,
    }
    values = fields_of(visitor.get(edit)).values
    assert (values["number"], values["flow"]) == (arn, other)


def test_what_the_queue_has_is_chosen_even_if_it_could_not_be_chosen_anew(
    visitor: Visitor, connect: "ConnectClient", centre: "Centre", edit: str
) -> None:
    connect.release_phone_number(PhoneNumberId=centre.number_id)

    page = visitor.get(edit)
    review = fill(visitor, edit, name="Acme Sales")

    fields = fields_of(page)
    assert fields.values["number"] == centre.number_id
    assert fields.choices["number"][centre.number_id] == f"{centre.number_id[:13]}… (not found)"
    assert review.status == 404
    assert fields_of(review).errors() == {"number": "Phone number not found"}


@pytest.mark.parametrize(("name", "least"), [("Whisper", 500), ("<&>" * 40, 100)])
def test_more_choices_than_a_page_takes_are_left_out(
    visitor: Visitor, connect: "ConnectClient", centre: "Centre", edit: str, name: str, least: int
) -> None:
    last = ""
    for number in range(501):
        last = flow(connect, centre, f"{name} {number:03}")
    connect.update_queue_outbound_caller_config(
        InstanceId=centre.instance,
        QueueId=centre.queue,
        OutboundCallerConfig={"OutboundFlowId": last},
    )

    page = visitor.get(edit)

    fields = fields_of(page)
    assert len(page.text.encode()) < MOST_BYTES
    assert least < len(fields.choices["flow"]) <= 502
    assert "there are more" in told(page)
    assert fields.values["flow"] == last


@pytest.mark.parametrize("name", [UNSEEN, "</bdi><script>alert(1)</script>'\"&{{7*7}}", " a  b "])
def test_a_name_is_kept_to_the_letter(
    visitor: Visitor, connect: "ConnectClient", centre: "Centre", edit: str, name: str
) -> None:
    review = fill(visitor, edit, name=name)
    save(visitor, edit, review)
    again = fill(visitor, edit, flow="")
    save(visitor, edit, again)

    assert config(connect, centre)["OutboundCallerIdName"] == name
    assert "<script>alert" not in review.text
    assert "Name stays" in told(again)


def test_what_is_entered_is_never_markup(visitor: Visitor, edit: str) -> None:
    hostile = "\"'><script>alert(1)</script>"

    seen = fill(
        visitor,
        edit,
        name=hostile + "\0",
        number=hostile,
        flow=hostile,
        other_number=hostile,
        other_flow=hostile,
        read=hostile,
        step=hostile,
    )

    assert seen.status == 409
    assert "<script>alert" not in seen.text
    assert fields_of(seen).values["other-flow"] == hostile


@pytest.mark.parametrize("name", ["a\0b", "a\nb", "\x7f", "\u2028", "\u0085"])
def test_control_characters_are_refused_beside_the_name(
    visitor: Visitor, connect: "ConnectClient", centre: "Centre", edit: str, name: str
) -> None:
    before = config(connect, centre)

    seen = fill(visitor, edit, name=name)

    assert seen.status == 400
    assert list(fields_of(seen).errors()) == ["name"]
    assert config(connect, centre) == before


def test_a_form_with_very_long_fields_is_answered_with_a_small_page(
    visitor: Visitor, edit: str
) -> None:
    seen = fill(visitor, edit, name="&" * 30_000, other_number="<" * 30_000)

    assert seen.status == 400
    assert list(fields_of(seen).errors()) == ["name"]
    assert len(seen.text.encode()) < MOST_BYTES


def test_a_queue_that_is_not_there_has_no_form(visitor: Visitor, centre: "Centre") -> None:
    seen: list[Seen] = [
        visitor.get(f"{centre.address}/queues/nobody/edit"),
        visitor.get(f"{centre.address}/queues/nobody/undo"),
        visitor.get(f"{centre.address}/queues/{centre.queue}/other"),
    ]

    assert [each.status for each in seen] == [404, 404, 404]
