"""What the rehearsal reads of a pair, over the API."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ACCOUNT, WHISPER, client
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.instance import Instance
from outdial.rehearsal.pair import Flow, Group, Number, Pair, QueueSide
from outdial.rehearsal.reading import Progress, RehearsalError, read_pair, read_queue_pair
from outdial.store.transaction import Transaction, run

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

EAST, WEST = "us-east-1", "us-west-2"
HOME = f"arn:aws:connect:{EAST}:{ACCOUNT}"


@pytest.fixture
def instance(connect: "ConnectClient") -> str:
    """Set up a pair with a queue that shows a number of the default group, with a whisper."""
    made = connect.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias="acme",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    flow = connect.create_contact_flow(
        InstanceId=made["Id"], Name="Whisper", Type="OUTBOUND_WHISPER", Content=WHISPER
    )
    number = connect.claim_phone_number(TargetArn=made["Arn"], PhoneNumber="+12065550100")
    hours = connect.list_hours_of_operations(InstanceId=made["Id"])
    connect.create_queue(
        InstanceId=made["Id"],
        Name="Sales",
        HoursOfOperationId=hours["HoursOfOperationSummaryList"][0]["Id"],
        OutboundCallerConfig={
            "OutboundCallerIdName": "Acme",
            "OutboundCallerIdNumberId": number["PhoneNumberId"],
            "OutboundFlowId": flow["ContactFlowId"],
        },
    )
    connect.replicate_instance(InstanceId=made["Id"], ReplicaRegion=WEST, ReplicaAlias="acme-west")
    return made["Id"]


@cache
def clients(region: str | None) -> "ConnectClient":
    """Make clients that start in us-east-1."""
    return client(region or EAST)


def sales(pair: Pair) -> tuple[QueueSide, QueueSide]:
    """Give the queue on both sides."""
    source, replica = (
        next(queue for queue in side.queues.values() if queue.name == "Sales")
        for side in pair.sides
    )
    return source, replica


def test_reads_both_sides_as_each_names_things(connect: "ConnectClient", instance: str) -> None:
    (number,) = connect.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"]
    (group,) = connect.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"]

    pair = read_pair(clients, "acme")

    source, replica = sales(pair)
    assert (pair.instance_id, pair.alias) == (instance, "acme")
    assert [(side.region, side.arn, side.status, side.calls_out) for side in pair.sides] == [
        (EAST, f"{HOME}:instance/{instance}", "ACTIVE", True),
        (WEST, f"arn:aws:connect:{WEST}:{ACCOUNT}:instance/{instance}", "ACTIVE", True),
    ]
    assert source == QueueSide(
        id=source.id,
        name="Sales",
        caller_name="Acme",
        number_id=number["PhoneNumberId"],
        number=Number(
            arn=number["PhoneNumberArn"],
            number="+12065550100",
            status="CLAIMED",
            target_arn=group["Arn"],
        ),
        flow_id=source.flow_id,
        flow=Flow(name="Whisper", type="OUTBOUND_WHISPER"),
        changed=datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert replica == replace(source, number_id=number["PhoneNumberArn"])
    assert pair.groups == {
        group["Arn"]: Group(
            arn=group["Arn"],
            name="Default traffic distribution group",
            status="ACTIVE",
            is_default=True,
            shares={EAST: 100, WEST: 0},
        )
    }


@pytest.mark.parametrize("name", ["id", "source", "replica", "only"])
def test_an_instance_is_named_by_what_either_side_calls_it(instance: str, name: str) -> None:
    text = {
        "id": instance,
        "source": f"{HOME}:instance/{instance}",
        "replica": f"arn:aws:connect:{WEST}:{ACCOUNT}:instance/{instance}",
        "only": None,
    }[name]

    assert read_pair(clients, text) == read_pair(clients, "acme")


def test_the_replica_s_side_leads_to_the_same_pair(instance: str) -> None:
    pair = read_pair(lambda region: client(region or WEST), "acme-west")

    assert (pair.instance_id, pair.source.region, pair.replica.region) == (instance, EAST, WEST)
    assert pair == read_pair(clients, "acme")


@pytest.mark.usefixtures("instance")
def test_tells_how_far_it_is() -> None:
    told: list[Progress] = []

    read_pair(clients, "acme", told.append)

    assert told == [
        Progress("Looking for the instance in us-east-1"),
        Progress("Listing the queues in us-east-1"),
        Progress("Listing the queues in us-west-2"),
        Progress("Reading the queues in us-east-1", 0, 4),
        Progress("Reading the queues in us-west-2", 1, 4),
        Progress("Reading the queues in us-east-1", 2, 4),
        Progress("Reading the queues in us-west-2", 3, 4),
        Progress("Reading the traffic distribution groups in us-east-1"),
    ]


def test_an_instance_without_a_replica_cannot_fail_over(connect: "ConnectClient") -> None:
    made = connect.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias="alone",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )

    with pytest.raises(RehearsalError) as refusal:
        read_pair(clients, "alone")

    assert str(refusal.value) == (
        "The instance is not replicated, so it cannot fail over. Replicate it: aws connect"
        f" replicate-instance --region us-east-1 --instance-id {made['Id']}"
        " --replica-region … --replica-alias …"
    )


def test_an_unknown_instance_is_told_with_those_there_are(instance: str) -> None:
    assert instance

    with pytest.raises(RehearsalError) as refusal:
        read_pair(clients, "nobody")

    assert str(refusal.value) == (
        "No instance in us-east-1 has the id, ARN or alias nobody; there are: acme"
    )


def test_queues_that_share_a_number_and_a_flow_all_lead_to_them(
    connect: "ConnectClient", instance: str
) -> None:
    source, _ = sales(read_pair(clients, "acme"))
    hours = connect.list_hours_of_operations(InstanceId=instance)
    connect.create_queue(
        InstanceId=instance,
        Name="Backup",
        HoursOfOperationId=hours["HoursOfOperationSummaryList"][0]["Id"],
        OutboundCallerConfig={
            "OutboundCallerIdNumberId": source.number_id or "",
            "OutboundFlowId": source.flow_id or "",
        },
    )

    pair = read_pair(clients, "acme")

    backup = [q for side in pair.sides for q in side.queues.values() if q.name == "Backup"]
    assert [queue.number for queue in backup] == [source.number, source.number]
    assert [queue.flow for queue in backup] == [source.flow, source.flow]


@pytest.mark.parametrize("gone", [EAST, WEST])
def test_a_side_that_is_gone_is_seen_so(outdial: "Local", instance: str, gone: str) -> None:
    def delete(tx: Transaction) -> None:
        record = tx.find(Instance, f"{ACCOUNT}/{gone}", instance)
        assert record
        tx.delete(record)

    run(outdial.app.store, delete, writes=True)
    left = WEST if gone == EAST else EAST

    pair = read_pair(lambda region: client(region or left), None)

    assert {side.region: (side.status, len(side.queues)) for side in pair.sides} == {
        left: ("ACTIVE", 2),
        gone: ("NOT_FOUND", 0),
    }
    assert pair.alias == {EAST: "acme", WEST: "acme-west"}[left]


def change_flow(outdial: "Local", instance: str, change: Callable[[ContactFlow], Any]) -> None:
    """Do to the source's whisper flow what the API refuses to: replace it, or delete it."""

    def work(tx: Transaction) -> None:
        flow = tx.find_named(ContactFlow, instance, "Whisper")
        assert flow
        changed = change(flow)
        if changed is None:
            tx.delete(flow)
        else:
            tx.put(changed)

    run(outdial.app.store, work, writes=True)


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (lambda _: None, None),
        (lambda flow: replace(flow, published=None, saved=WHISPER), Flow(is_published=False)),
        (
            lambda flow: replace(flow, state="ARCHIVED"),
            Flow(name="Whisper", type="OUTBOUND_WHISPER", is_archived=True),
        ),
        (
            lambda flow: replace(flow, type="CONTACT_FLOW"),
            Flow(name="Whisper", type="CONTACT_FLOW"),
        ),
    ],
)
def test_a_flow_that_is_unfit_on_one_side_is_seen_so(
    outdial: "Local", instance: str, change: Callable[[ContactFlow], Any], seen: Flow | None
) -> None:
    change_flow(outdial, instance, change)

    source, replica = sales(read_pair(clients, "acme"))

    assert source.flow == seen
    assert replica.flow == Flow(name="Whisper", type="OUTBOUND_WHISPER")


def test_the_number_that_a_flow_shows_is_seen(connect: "ConnectClient", instance: str) -> None:
    flows = connect.list_contact_flows(InstanceId=instance, ContactFlowTypes=["OUTBOUND_WHISPER"])[
        "ContactFlowSummaryList"
    ]
    (whisper,) = (flow["Id"] for flow in flows if flow["Name"] == "Whisper")
    content = json.loads(WHISPER)
    content["Actions"][0] |= {
        "Type": "CompleteOutboundCall",
        "Parameters": {"CallerId": {"Number": "+12065550199"}},
    }
    connect.update_contact_flow_content(
        InstanceId=instance, ContactFlowId=whisper, Content=json.dumps(content)
    )

    source, replica = sales(read_pair(clients, "acme"))

    assert (source.shown_by_flow, replica.shown_by_flow) == ("+12065550199", "+12065550199")


def test_an_instance_s_own_whisper_is_known_by_name_if_it_was_renamed(
    connect: "ConnectClient", instance: str
) -> None:
    flows = connect.list_contact_flows(InstanceId=instance, ContactFlowTypes=["OUTBOUND_WHISPER"])[
        "ContactFlowSummaryList"
    ]
    (default,) = (flow["Id"] for flow in flows if flow["Name"] == "Default outbound")
    connect.update_contact_flow_name(InstanceId=instance, ContactFlowId=default, Name="Mine")

    pair = read_pair(clients, "acme")

    (basic,) = (each for each in pair.source.queues.values() if each.name == "BasicQueue")
    assert (basic.flow_id, basic.flow) == (None, Flow(name="Default outbound"))


@pytest.mark.parametrize("region", [EAST, WEST])
def test_one_queue_is_read_as_it_stands_in_the_whole_pair(instance: str, region: str) -> None:
    whole = read_pair(clients, "acme")
    queue = sales(whole)[0].id

    found = read_queue_pair(clients, region, instance, queue)

    sides = [replace(side, queues={queue: side.queues[queue]}) for side in whole.sides]
    assert found == replace(whole, source=sides[0], replica=sides[1])


def test_a_queue_that_is_on_its_way_is_on_the_one_side_only(
    connect: "ConnectClient", instance: str, choose: Callable[..., None]
) -> None:
    choose(mirroring_delay=timedelta(minutes=30))
    hours = connect.list_hours_of_operations(InstanceId=instance)["HoursOfOperationSummaryList"]
    queue = connect.create_queue(
        InstanceId=instance, Name="New", HoursOfOperationId=hours[0]["Id"]
    )["QueueId"]

    found = read_queue_pair(clients, WEST, instance, queue)

    assert [list(side.queues) for side in found.sides] == [[queue], []]


def test_one_queue_of_an_instance_that_is_not_replicated_cannot_be_rehearsed(
    connect: "ConnectClient",
) -> None:
    made = connect.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias="alone",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )

    with pytest.raises(RehearsalError, match="not replicated"):
        read_queue_pair(clients, EAST, made["Id"], "q1")
