"""Start states brought about: what is there afterwards, and what a second time does."""

import dataclasses
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from conftest import client
from outdial.domain.arns import Scope
from outdial.seed.api import in_process, over_boto3
from outdial.seed.applying import Step, apply, apply_to_app
from outdial.seed.errors import SeedError
from outdial.seed.reading import read_state
from outdial.seed.state import (
    CallerConfig,
    Flow,
    Hours,
    Instance,
    Number,
    Opening,
    Queue,
    QuickConnect,
    State,
)
from outdial.serve.inprocess import local
from outdial.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "seed.yaml"


def outcomes(instance: Instance, connect: "ConnectClient") -> dict[str, str]:
    """Bring an instance about, and tell what was done about each part."""
    return {step.part: step.outcome for step in apply(instance, over_boto3(connect))}


def ids(connect: "ConnectClient", instance_id: str) -> dict[str, str]:
    """Give the ids of an instance's queues and flows by their names."""
    queues = connect.list_queues(InstanceId=instance_id)["QueueSummaryList"]
    flows = connect.list_contact_flows(InstanceId=instance_id)["ContactFlowSummaryList"]
    return {item["Name"]: item["Id"] for item in (*queues, *flows)}


def test_the_example_of_the_docs_is_brought_about(outdial: "Local") -> None:
    apply_to_app(read_state(EXAMPLE), outdial.app)

    connect = client(account="000000000000")
    (instance,) = connect.list_instances()["InstanceSummaryList"]
    named = ids(connect, instance["Id"])
    queue = connect.describe_queue(InstanceId=instance["Id"], QueueId=named["Sales"])["Queue"]
    numbers = connect.list_phone_numbers_v2(TargetArn=instance["Arn"])
    by_description = {
        number["PhoneNumberDescription"]: number
        for number in numbers["ListPhoneNumbersSummaryList"]
    }
    assert instance["InstanceAlias"] == "acme"
    assert {name: n["PhoneNumber"] for name, n in by_description.items()} == {
        "Sales line": "+12065550142",
        "Support line London": "+442079460000",
        "Campaign line": "+18005550100",
    }
    assert queue["Description"] == "People who want to buy."
    assert queue["MaxContacts"] == 50
    assert queue["Tags"] == {"team": "sales"}
    assert queue["OutboundCallerConfig"] == {
        "OutboundCallerIdName": "Acme Sales",
        "OutboundCallerIdNumberId": by_description["Sales line"]["PhoneNumberId"],
        "OutboundFlowId": named["Sales whisper"],
    }


def test_the_second_time_nothing_changes(outdial: "Local") -> None:
    (instance,) = read_state(EXAMPLE).instances
    connect = client(account="000000000000")
    first = outcomes(instance, connect)
    outdial.clock.advance(hours=1)

    second = outcomes(instance, connect)

    assert set(first.values()) == {"created", "changed"}
    assert {part for part, outcome in first.items() if outcome == "changed"} == {
        "quick connects of queue Sales"
    }
    assert set(second.values()) == {"as it was"}
    assert list(second) == list(first)
    instance_id = connect.list_instances()["InstanceSummaryList"][0]["Id"]
    queues = connect.list_queues(InstanceId=instance_id)["QueueSummaryList"]
    assert {queue["LastModifiedTime"].isoformat() for queue in queues} == {
        "2026-01-01T00:00:00+00:00"
    }


WHOLE = Instance(
    alias="acme",
    hours=(Hours(name="Office"),),
    flows=(Flow(name="Whisper", says="Hello"), Flow(name="Draft", says="Hm", status="SAVED")),
    numbers=(Number(number="+12065550100", description="Line"),),
    queues=(
        Queue(name="Sales", caller=CallerConfig(name="Acme", number="Line", whisper="Whisper")),
        Queue(name="Support", caller=CallerConfig(name="Acme", number="Line")),
    ),
    quick_connects=(QuickConnect(name="Desk", phone="+12065550101"),),
)


def test_what_differs_is_corrected_and_the_rest_stays(connect: "ConnectClient") -> None:
    outcomes(WHOLE, connect)
    everyday = Opening(days=("MONDAY",), opens="08:00", closes="20:00")
    changed = replace(
        WHOLE,
        attributes={"CONTACTFLOW_LOGS": True},
        hours=(Hours(name="Office", time_zone="Europe/Paris", open=(everyday,)),),
        flows=(
            Flow(name="Whisper", says="Good morning", description="Polite"),
            Flow(name="Draft", says="Hm?", status="SAVED"),
        ),
        numbers=(Number(number="+12065550100", description="Main line", tags={"a": "b"}),),
        queues=(
            Queue(
                name="Sales",
                description="Sells",
                hours="Office",
                max_contacts=7,
                status="DISABLED",
                caller=CallerConfig(number="Main line"),
                quick_connects=("Desk",),
            ),
            Queue(name="Support"),
        ),
        quick_connects=(QuickConnect(name="Desk", description="Front", queue="Support"),),
    )

    second = outcomes(changed, connect)

    third = outcomes(changed, connect)
    (instance,) = connect.list_instances()["InstanceSummaryList"]
    named = ids(connect, instance["Id"])
    sales, support = (
        connect.describe_queue(InstanceId=instance["Id"], QueueId=named[name])["Queue"]
        for name in ("Sales", "Support")
    )
    assert [part for part, outcome in second.items() if outcome == "as it was"] == ["queue Support"]
    assert set(third.values()) == {"as it was"}
    assert (sales["Description"], sales["MaxContacts"], sales["Status"]) == ("Sells", 7, "DISABLED")
    assert list(sales["OutboundCallerConfig"]) == ["OutboundCallerIdNumberId"]
    assert support["OutboundCallerConfig"]["OutboundCallerIdName"] == "Acme"


def test_a_refusal_names_the_part(outdial: "Local") -> None:
    instance = replace(WHOLE, flows=(Flow(name="Whisper", content="{}"),), queues=())

    with pytest.raises(SeedError) as error:
        list(apply(instance, over_boto3(client())))
    with pytest.raises(SeedError) as same:
        apply_to_app(State(instances=(instance,)), outdial.app)

    assert str(error.value) == str(same.value)
    assert str(error.value).startswith(
        "instance acme: flow Whisper: CreateContactFlow was refused: InvalidContactFlowException: "
    )


def test_what_the_api_refuses_is_found_before_anything_is_changed(outdial: "Local") -> None:
    good = replace(WHOLE, alias="good")
    bad = replace(WHOLE, numbers=(Number(number="+1206", description="Line"),))

    with pytest.raises(SeedError, match="number Line: ClaimPhoneNumber was refused"):
        apply_to_app(State(instances=(good, bad)), outdial.app)

    assert client(account="000000000000").list_instances()["InstanceSummaryList"] == []


def test_a_number_that_is_not_to_be_had_is_said_so(connect: "ConnectClient") -> None:
    number = Number(country="US", prefix="+1999", description="Line")

    with pytest.raises(SeedError) as error:
        outcomes(Instance(alias="acme", numbers=(number,)), connect)

    assert str(error.value) == (
        "instance acme: number Line: no DID number of US beginning with +1999 is to be had"
    )


def test_a_start_does_not_wait_for_the_claims_of_its_numbers(outdial: "Local") -> None:
    before = outdial.app.settings
    outdial.app.settings = delayed = dataclasses.replace(before, claim_delay=timedelta(hours=1))

    try:
        apply_to_app(State(instances=(WHOLE,)), outdial.app)
        after = outdial.app.settings
    finally:
        outdial.app.settings = before

    connect = client(account="000000000000")
    (number,) = connect.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"]
    described = connect.describe_phone_number(PhoneNumberId=number["PhoneNumberId"])
    assert described["ClaimedPhoneNumberSummary"]["PhoneNumberStatus"] == {"Status": "CLAIMED"}
    assert after == delayed


def test_elsewhere_it_waits_for_the_claims() -> None:
    wanted = replace(WHOLE, numbers=(Number(number="+12065550100", description="Line"),))
    with local(settings=Settings(claim_delay=timedelta(milliseconds=50))):
        connect = client()

        first = outcomes(wanted, connect)

    assert first["number Line"] == "created"
    assert first["queue Sales"] == "created"


def test_a_content_that_is_no_json_is_the_api_s_to_refuse(connect: "ConnectClient") -> None:
    outcomes(WHOLE, connect)
    broken = replace(WHOLE, flows=(Flow(name="Whisper", content="{"),))

    with pytest.raises(SeedError) as error:
        outcomes(broken, connect)

    assert str(error.value) == (
        "instance acme: flow Whisper: UpdateContactFlowContent was refused:"
        " InvalidContactFlowException: Content is not valid JSON"
    )


def test_each_instance_has_its_account_and_region(outdial: "Local") -> None:
    here = Instance(alias="here", account="111111111111", region="eu-west-1")
    there = Instance(alias="there", account="222222222222", region="us-east-1")

    apply_to_app(State(instances=(here, there)), outdial.app)

    found = client("eu-west-1", "111111111111").list_instances()["InstanceSummaryList"]
    assert [instance["InstanceAlias"] for instance in found] == ["here"]


def test_steps_are_told_one_by_one(outdial: "Local") -> None:
    api = in_process(outdial.app, Scope("000000000000", "us-east-1"))

    steps = list(apply(Instance(alias="acme", flows=(Flow(name="W", says="Hello"),)), api))

    assert steps == [Step("instance acme", "created"), Step("flow W", "created")]
