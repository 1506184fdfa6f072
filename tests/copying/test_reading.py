"""An instance that is read and imported elsewhere is a true copy."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import EndpointConnectionError

from conftest import client
from copied_centre import EAST, WEST, another, clients, set_up_centre
from instance_view import whole
from outdial.copying.progress import Progress
from outdial.copying.reading import read_instance
from outdial.importing.door import import_state
from outdial.importing.state import Absent, read_folder
from outdial.seed.api import RefusedError
from outdial.world import StillWorld
from pair_desk import client_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local


@pytest.fixture
def centre(outdial: "Local") -> str:
    """Set up the contact centre, in a world whose ids look like real ones."""
    outdial.app.world = StillWorld(seed=1)
    return set_up_centre(client_of(EAST))


def test_everything_of_the_copy_is_as_at_the_source(centre: str, tmp_path: Path) -> None:
    source = whole(client_of(EAST), centre)

    state = read_instance(clients, "Acme", tmp_path).state

    with another(datetime(2020, 1, 1, tzinfo=UTC)) as app:
        import_state(app.store, state, app.world.now())
        copied = whole(client_of(EAST), centre)
    assert copied == source
    assert state.notes == ()


def test_both_sides_of_a_pair_are_copied(centre: str, outdial: "Local", tmp_path: Path) -> None:
    pair = make_pair(centre, outdial)
    source = [whole(side, centre) for side in pair]

    state = read_instance(clients, None, tmp_path).state

    with another() as app:
        import_state(app.store, state, app.world.now())
        assert [whole(side, centre) for side in pair] == source
    assert state.notes == ()


def test_a_pair_goes_on_mirroring_as_the_original_does(
    centre: str, outdial: "Local", tmp_path: Path
) -> None:
    east, west = pair = make_pair(centre, outdial)
    state = read_instance(clients, f"{centre}", tmp_path).state
    queues = east.list_queues(InstanceId=centre)["QueueSummaryList"]
    (queue,) = (each["Id"] for each in queues if each["Name"] == "Sales desk")

    def change() -> list[object]:
        west.update_queue_name(InstanceId=centre, QueueId=queue, Name="Desk of sales")
        return [
            side.describe_queue(InstanceId=centre, QueueId=queue)["Queue"]["OutboundCallerConfig"]
            for side in pair
        ]

    with another() as app:
        import_state(app.store, state, app.world.now())
        copied = change()
    assert copied == change()


def test_the_folder_can_be_imported_by_itself(
    centre: str, outdial: "Local", tmp_path: Path
) -> None:
    source = whole(client_of(EAST), centre)
    read_instance(clients, "Acme", tmp_path)
    outdial.reset()

    outdial.load(tmp_path)

    assert whole(client_of(EAST), centre) == source


def test_a_reading_that_breaks_off_is_gone_on_with(centre: str, tmp_path: Path) -> None:
    calls: list[str] = []
    reader = watched(calls)
    stop_at(reader, "DescribeQueue", after=1)
    with pytest.raises(EndpointConnectionError):
        read_instance(lambda _: reader, centre, tmp_path)
    before = set(calls)
    calls.clear()
    again = watched(calls)

    reading = read_instance(lambda _: again, centre, tmp_path)

    with another() as app:
        import_state(app.store, reading.state, app.world.now())
        copied = whole(client_of(EAST), centre)
    assert copied == whole(client_of(EAST), centre)
    assert before & set(calls) == {"DescribeQueue", "ListQueues"}  # the latter for agents' queues
    assert calls.count("DescribeQueue") == 2
    assert reading.reused > len(before)
    assert read_instance(clients, centre, tmp_path / "anew").reused == 0


def test_a_throttled_reading_stops_so_that_it_can_go_on(
    centre: str, outdial: "Local", tmp_path: Path
) -> None:
    outdial.faults.add(operation="ListQueues", error="ThrottlingException")

    with pytest.raises(RefusedError) as refusal:
        read_instance(clients, centre, tmp_path)

    assert refusal.value.code == "ThrottlingException"


def test_what_is_denied_is_told_and_the_rest_is_imported(
    centre: str, outdial: "Local", tmp_path: Path
) -> None:
    outdial.faults.add(operation="ListHoursOfOperations", error="AccessDeniedException")
    outdial.faults.add(operation="DescribeQuickConnect", error="AccessDeniedException", count=1)

    state = read_instance(clients, centre, tmp_path).state

    outdial.faults.clear()
    source = whole(client_of(EAST), centre)
    with another() as app:
        import_state(app.store, state, app.world.now())
        copied = whole(client_of(EAST), centre)
    assert copied["list_queues"] == source["list_queues"]
    assert copied["list_contact_flows"] == source["list_contact_flows"]
    assert copied["list_hours_of_operations"] == []
    assert len(copied["list_quick_connects"]) == 1
    assert Absent("hours-of-operation", hours_of(source)) in state.absent
    assert (
        "hours of operation in us-east-1: not read: ListHoursOfOperations was refused:"
        " AccessDeniedException"
    ) in state.notes[0]


def test_what_was_denied_is_asked_for_again_and_only_that(
    centre: str, outdial: "Local", tmp_path: Path
) -> None:
    outdial.faults.add(operation="ListHoursOfOperations", error="AccessDeniedException", count=1)
    read_instance(clients, centre, tmp_path)
    calls: list[str] = []
    reader = watched(calls)

    state = read_instance(lambda _: reader, centre, tmp_path).state

    assert {name for name in calls if "Hours" not in name} <= _NOT_SERVED
    assert state.notes == ()
    assert read_folder(tmp_path) == state


def test_progress_is_told(centre: str, tmp_path: Path) -> None:
    told: list[Progress] = []

    read_instance(clients, centre, tmp_path, told.append)

    assert Progress("us-east-1: queues", 1, 3) in told


def hours_of(view: "Mapping[str, Any]") -> str:
    """Give the id of the hours that the queues have."""
    (found,) = (one["Id"] for one in view["list_hours_of_operations"] if one["Name"] == "Office")
    return str(found)


_NOT_SERVED = {
    "ListUsers",
    "ListRoutingProfiles",
    "ListSecurityProfiles",
    "ListUserHierarchyGroups",
    "ListAgentStatuses",
    "ListPrompts",
    "ListContactFlowModules",
    "ListTaskTemplates",
    "ListEvaluationForms",
    "ListLambdaFunctions",
    "ListApprovedOrigins",
    "ListIntegrationAssociations",
}


def make_pair(instance: str, outdial: "Local") -> "tuple[ConnectClient, ConnectClient]":
    """Replicate the centre, and change it on both sides."""
    east, west = client_of(EAST), client_of(WEST)
    outdial.clock.advance(days=1)
    east.replicate_instance(InstanceId=instance, ReplicaRegion=WEST, ReplicaAlias="acme-west")
    group = east.create_traffic_distribution_group(
        InstanceId=instance, Name="Half", Description="Shared", Tags={"shares": "half"}
    )["Arn"]
    outdial.clock.advance(days=1)
    shares: list[Any] = [{"Region": EAST, "Percentage": 30}, {"Region": WEST, "Percentage": 70}]
    east.update_traffic_distribution(Id=group, TelephonyConfig={"Distributions": shares})
    number = east.claim_phone_number(TargetArn=group, PhoneNumber="+12065550123")
    left = west.claim_phone_number(
        TargetArn=f"arn:aws:connect:{WEST}:123456789012:instance/{instance}",
        PhoneNumber="+12065550124",
    )
    hours = west.list_hours_of_operations(InstanceId=instance)["HoursOfOperationSummaryList"]
    for name, arn in (("West", left["PhoneNumberArn"]), ("Both", number["PhoneNumberArn"])):
        west.create_queue(
            InstanceId=instance,
            Name=name,
            HoursOfOperationId=hours[0]["Id"],
            OutboundCallerConfig={"OutboundCallerIdNumberId": arn},
        )
    west.update_instance_attribute(
        InstanceId=instance, AttributeType="OUTBOUND_CALLS", Value="true"
    )
    return east, west


def watched(calls: list[str]) -> "ConnectClient":
    """Make a client that notes what it calls."""
    made = client()
    made.meta.events.register("before-call.connect", lambda model, **_: calls.append(model.name))
    return made


def stop_at(reader: "ConnectClient", operation: str, after: int) -> None:
    """Let the network fail from a call of an operation on."""
    left: Iterator[int] = iter(range(after))

    def fail(**_: object) -> None:
        if next(left, None) is None:
            raise EndpointConnectionError(endpoint_url="https://connect.us-east-1.amazonaws.com")

    reader.meta.events.register(f"before-send.connect.{operation}", fail)
