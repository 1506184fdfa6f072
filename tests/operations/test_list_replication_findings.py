"""ListReplicationFindings: what waits for a name, and how much is on its way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from number_desk import refusal, second_instance, told
from pair_desk import REPLICA, SOURCE, PairDesk, set_up_pair

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def pair(outdial: "Local", monkeypatch: pytest.MonkeyPatch) -> PairDesk:
    """Set up a pair whose changes take five minutes."""
    desk = set_up_pair()
    slow = replace(outdial.app.settings, mirroring_delay=timedelta(minutes=5))
    monkeypatch.setattr(outdial.app, "settings", slow)
    return desk


def findings(side: "ConnectClient", pair: PairDesk, kind: str = "QUEUE", **more: Any) -> Any:
    return told(side.list_replication_findings(InstanceId=pair.instance, ResourceType=kind, **more))


def queue(side: "ConnectClient", pair: PairDesk, name: str) -> str:
    return side.create_queue(InstanceId=pair.instance, Name=name, HoursOfOperationId=pair.hours)[
        "QueueId"
    ]


def finding(pair: PairDesk, queue_id: str, here: str, there: str, name: str) -> dict[str, str]:
    return {
        "Arn": pair.arn(f"queue/{queue_id}", here),
        "Id": queue_id,
        "Region": there,
        "ResourceType": "QUEUE",
        "Name": name,
        "Operation": "CREATE",
        "ReferenceCode": "RESOURCE_NAME_CONFLICT",
        "Message": f"In {there} another resource has this name. Rename or delete one of the two.",
    }


def state(source: int, replica: int, status: str, time: datetime) -> dict[str, Any]:
    regions = ((SOURCE, source), (REPLICA, replica))
    return {
        "ApproximateDriftedResourceCounts": [
            {"Region": region, "Count": count, "Timestamp": time} for region, count in regions
        ],
        "ResourceReplicationStatuses": [
            {"Region": region, "Status": status} for region, _ in regions
        ],
    }


def test_there_are_none_while_both_sides_are_alike(pair: PairDesk) -> None:
    for side in pair.sides:
        for kind in ("QUEUE", "WORKSPACE"):
            assert findings(side, pair, kind) == {
                "ReplicationFindingsList": [],
                **state(0, 0, "ENABLED", START),
            }


def test_what_is_on_its_way_counts_as_drift_and_is_no_finding(pair: PairDesk) -> None:
    billing = queue(pair.source, pair, "Billing")
    pair.source.update_queue_name(InstanceId=pair.instance, QueueId=billing, Name="Invoices")

    for side in pair.sides:
        assert findings(side, pair) == {
            "ReplicationFindingsList": [],
            **state(0, 1, "ENABLED", START),
        }
        assert findings(side, pair, "CONTACT_FLOW") == {
            "ReplicationFindingsList": [],
            **state(0, 0, "ENABLED", START),
        }


def test_both_sides_list_what_waits_for_a_name_in_both_directions(
    pair: PairDesk, outdial: "Local"
) -> None:
    here, there = (queue(side, pair, "Billing") for side in pair.sides)

    outdial.clock.advance(minutes=5)

    for side in pair.sides:
        assert findings(side, pair) == {
            "ReplicationFindingsList": [
                finding(pair, here, SOURCE, REPLICA, "Billing"),
                finding(pair, there, REPLICA, SOURCE, "Billing"),
            ],
            **state(1, 1, "BLOCKED", START + timedelta(minutes=5)),
        }


def test_a_name_that_is_taken_later_makes_an_update_wait(pair: PairDesk, outdial: "Local") -> None:
    queue(pair.replica, pair, "Billing")
    pair.source.update_queue_name(**pair.ids, Name="Billing")

    outdial.clock.advance(minutes=5)

    listed = findings(pair.source, pair)["ReplicationFindingsList"]
    assert [(one["Region"], one["Operation"]) for one in listed] == [
        (SOURCE, "CREATE"),
        (REPLICA, "UPDATE"),
    ]
    assert pair.shown(pair.replica)["Name"] == "Sales"


def test_a_resource_that_changes_while_it_waits_is_listed_once(
    pair: PairDesk, outdial: "Local"
) -> None:
    queue(pair.replica, pair, "Billing")
    mine = queue(pair.source, pair, "Billing")
    pair.source.update_queue_max_contacts(InstanceId=pair.instance, QueueId=mine, MaxContacts=5)

    outdial.clock.advance(minutes=5)

    listed = findings(pair.source, pair)["ReplicationFindingsList"]
    assert [one["Id"] for one in listed if one["Region"] == REPLICA] == [mine]


def test_come_in_pages(pair: PairDesk, outdial: "Local") -> None:
    for name in ("A", "B"):
        for side in pair.sides:
            queue(side, pair, name)
    outdial.clock.advance(minutes=5)
    whole = findings(pair.source, pair)["ReplicationFindingsList"]

    first = findings(pair.source, pair, MaxResults=3)
    second = findings(pair.source, pair, MaxResults=3, NextToken=first["NextToken"])

    assert first["ReplicationFindingsList"] + second["ReplicationFindingsList"] == whole
    assert (len(whole), "NextToken" in second) == (4, False)
    assert first["ResourceReplicationStatuses"] == second["ResourceReplicationStatuses"]


@pytest.mark.parametrize("resolve", ["rename", "delete"])
def test_go_when_the_name_is_free_and_both_sides_are_alike_again(
    pair: PairDesk, outdial: "Local", resolve: str
) -> None:
    here, there = (queue(side, pair, "Billing") for side in pair.sides)
    outdial.clock.advance(minutes=5)

    if resolve == "rename":
        pair.replica.update_queue_name(InstanceId=pair.instance, QueueId=there, Name="West")
    else:
        pair.replica.delete_queue(InstanceId=pair.instance, QueueId=there)
    outdial.clock.advance(minutes=5)

    for side in pair.sides:
        assert findings(side, pair)["ReplicationFindingsList"] == []
        listed = side.list_queues(InstanceId=pair.instance)["QueueSummaryList"]
        names = {one["Id"]: one["Name"] for one in listed}
        assert (names[here], names.get(there)) == (
            "Billing",
            "West" if resolve == "rename" else None,
        )


def test_replicate_instance_names_them_too_until_they_are_gone(
    pair: PairDesk, outdial: "Local"
) -> None:
    again = {
        "InstanceId": pair.instance,
        "ReplicaRegion": REPLICA,
        "ReplicaAlias": "acme-west",
    }
    conflict = (
        "The other side has resources of the same names: {}. Rename or delete them on one side"
    )
    for name in ("Billing", "Advice"):
        _, there = (queue(side, pair, name) for side in pair.sides)
    outdial.clock.advance(minutes=5)

    assert refusal(pair.source.replicate_instance, **again) == (
        "ResourceConflictException",
        conflict.format("Advice, Billing"),
    )
    pair.replica.delete_queue(InstanceId=pair.instance, QueueId=there)
    assert refusal(pair.source.replicate_instance, **again) == (
        "ResourceConflictException",
        conflict.format("Billing"),
    )


@pytest.mark.parametrize("kind", ["AGENT", "PHONE_NUMBER", "TRANSFER_DESTINATION", "VIEW"])
def test_takes_every_documented_type(pair: PairDesk, kind: str) -> None:
    assert findings(pair.source, pair, kind)["ReplicationFindingsList"] == []


def test_refuses_a_type_that_is_not_documented(pair: PairDesk) -> None:
    code, text = refusal(findings, side=pair.source, pair=pair, kind="queue")

    assert code == "InvalidRequestException"
    assert text.startswith("ResourceType must be one of AGENT, AGENT_GROUP, ")
    assert text.endswith(", WORKSPACE, not queue")


def test_refuses_an_instance_that_is_not_replicated(pair: PairDesk) -> None:
    other = second_instance(pair.source)

    assert refusal(
        pair.source.list_replication_findings, InstanceId=other, ResourceType="QUEUE"
    ) == ("InvalidRequestException", "The instance must be replicated")


def test_finds_no_instance_that_is_not_there(pair: PairDesk) -> None:
    nowhere = "00000000-0000-4000-8000-ffffffffffff"

    assert refusal(
        pair.source.list_replication_findings, InstanceId=nowhere, ResourceType="QUEUE"
    ) == ("ResourceNotFoundException", "Instance not found")
