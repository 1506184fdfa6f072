"""What the server refuses: beside the field that it is about, with what was entered kept."""

from typing import TYPE_CHECKING, Any

import pytest

from conftest import WHISPER
from console.centre import Centre, client, set_up
from console.editing.filling import fields_of, fill, save, told
from console.editing.test_edit import claim, config, flow
from console.visiting import Visitor
from server_process import running

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

NUMBER, FLOW = "Phone number not found", "Contact flow not found"
PLACES = {"number": "other_number", "flow": "other_flow"}


def archived(connect: "ConnectClient", centre: Centre) -> str:
    made = flow(connect, centre, "Old")
    connect.update_contact_flow_metadata(
        InstanceId=centre.instance, ContactFlowId=made, ContactFlowState="ARCHIVED"
    )
    return made


def elsewhere(connect: "ConnectClient", centre: Centre) -> Centre:
    return set_up(connect, f"other-{centre.instance[:8]}")


def strange(path: str) -> str:
    """Name what is of another account."""
    return f"arn:aws:connect:us-east-1:111111111111:{path}"


RULES: dict[str, tuple[str, int, str, "Callable[[ConnectClient, Centre], str]"]] = {
    "the model": (
        "name",
        400,
        "OutboundCallerConfig.OutboundCallerIdName must be at most 255 characters long",
        lambda *_: "x" * 256,
    ),
    "R3": (
        "name",
        400,
        "OutboundCallerIdName must not contain control characters or line breaks",
        lambda *_: "a\tb",
    ),
    "R4": (
        "number",
        400,
        "OutboundCallerIdNumberId must be a number's id or ARN, not the number itself",
        lambda _, centre: centre.number,
    ),
    "R5": ("number", 404, NUMBER, lambda *_: "nobody"),
    "R6": (
        "number",
        404,
        NUMBER,
        lambda _, centre: strange(f"phone-number/{centre.number_id}"),
    ),
    "R7": (
        "number",
        404,
        NUMBER,
        lambda _, centre: strange(f"instance/x/phone-number/{centre.number_id}"),
    ),
    "R8": ("number", 404, NUMBER, lambda c, centre: claim(c, elsewhere(c, centre))[1]),
    "R10": ("flow", 404, FLOW, lambda c, centre: elsewhere(c, centre).flow),
    "the model, of flows": (
        "flow",
        400,
        "OutboundCallerConfig.OutboundFlowId must be at most 500 characters long",
        lambda *_: "x" * 501,
    ),
    "R11": ("flow", 404, FLOW, lambda _, centre: f"{centre.flow}:1"),
    "R12": (
        "flow",
        400,
        "The flow must be of type OUTBOUND_WHISPER, but it is of type CONTACT_FLOW",
        lambda c, centre: flow(c, centre, "In", Type="CONTACT_FLOW", Content=WHISPER),
    ),
    "R13": (
        "flow",
        400,
        "The flow must be published",
        lambda c, centre: flow(c, centre, "Draft", Status="SAVED"),
    ),
    "R14": ("flow", 400, "The flow must not be archived", archived),
}


@pytest.mark.parametrize("rule", RULES)
def test_an_error_stands_beside_its_field(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, edit: str, rule: str
) -> None:
    name, status, text, make = RULES[rule]
    place, value = PLACES.get(name, name), make(connect, centre)
    entered = {"name": "Entered"} | {place: value}
    before = config(connect, centre)

    seen = fill(visitor, edit, **entered)

    fields, at = fields_of(seen), place.replace("_", "-")
    kept = {each.replace("_", "-"): it for each, it in entered.items()}
    assert seen.status == status
    assert fields.errors() == {at: text}
    assert f'role="alert"><strong>Nothing was saved.</strong> <a href="#{at}">' in seen.text
    assert {each: fields.values[each] for each in kept} == kept
    assert config(connect, centre) == before


def test_what_is_refused_is_refused_when_it_is_saved_too(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, edit: str
) -> None:
    _, number_id = claim(connect, centre)
    review = fill(visitor, edit, name="Entered", number=number_id)
    connect.release_phone_number(PhoneNumberId=number_id)
    before = config(connect, centre)

    seen = save(visitor, edit, review)

    fields = fields_of(seen)
    assert seen.status == 404
    assert fields.errors() == {"number": NUMBER}
    assert (fields.values["name"], fields.values["number"]) == ("Entered", number_id)
    assert config(connect, centre) == before


def test_a_queue_that_was_deleted_meanwhile_is_not_found(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, edit: str
) -> None:
    review = fill(visitor, edit, name="Entered")
    connect.delete_queue(InstanceId=centre.instance, QueueId=centre.queue)

    seen = save(visitor, edit, review)

    assert seen.status == 404
    assert "Queue not found" in told(seen)


def test_a_number_whose_claim_goes_on_is_refused(account: str) -> None:
    with running("--memory", "--claim-delay", 86400) as server:
        connect: Any = client(server.url, account)
        instance = connect.create_instance(
            IdentityManagementType="SAML",
            InstanceAlias="one",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )["Id"]
        number = connect.claim_phone_number(InstanceId=instance, PhoneNumber="+12065550100")
        hours = connect.list_hours_of_operations(InstanceId=instance)
        queue = connect.create_queue(
            InstanceId=instance,
            Name="Sales",
            HoursOfOperationId=hours["HoursOfOperationSummaryList"][0]["Id"],
        )["QueueId"]
        visitor = Visitor(url=server.url)
        visitor.sign_in(account, "")
        edit = f"/_outdial/console/us-east-1/{instance}/queues/{queue}/edit"

        seen = fill(visitor, edit, other_number=number["PhoneNumberId"])

    assert seen.status == 404
    assert fields_of(seen).choices["number"] == {"": "no number"}
    assert fields_of(seen).errors() == {"other-number": NUMBER}  # R9
