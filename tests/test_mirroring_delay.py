"""Mirroring with a delay: when changes arrive, in which order, and which of two stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from number_desk import refusal
from pair_desk import REPLICA, SOURCE, PairDesk, set_up_pair
from pair_view import contents

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.type_defs import OutboundCallerConfigTypeDef

    from outdial.serve.inprocess import Local

Delay = Callable[[float], None]


@pytest.fixture
def delay(outdial: "Local", monkeypatch: pytest.MonkeyPatch) -> Delay:
    """Give a way to set the minutes that changes take."""

    def set_delay(minutes: float) -> None:
        slow = replace(outdial.app.settings, mirroring_delay=timedelta(minutes=minutes))
        monkeypatch.setattr(outdial.app, "settings", slow)

    return set_delay


@pytest.fixture
def pair(outdial: "Local", delay: Delay) -> PairDesk:
    """Set up a pair whose changes take five minutes; one minute has gone by."""
    desk = set_up_pair()
    delay(5)
    outdial.clock.advance(minutes=1)
    return desk


def rename(side: "ConnectClient", pair: PairDesk, name: str, queue: str = "") -> None:
    side.update_queue_name(InstanceId=pair.instance, QueueId=queue or pair.queue, Name=name)


def create(side: "ConnectClient", pair: PairDesk, name: str) -> str:
    return side.create_queue(InstanceId=pair.instance, Name=name, HoursOfOperationId=pair.hours)[
        "QueueId"
    ]


def names(pair: PairDesk) -> list[str]:
    """Give the queue's name on both sides."""
    return [pair.shown(side)["Name"] for side in pair.sides]


def all_names(side: "ConnectClient", pair: PairDesk) -> set[str]:
    listed = side.list_queues(InstanceId=pair.instance)["QueueSummaryList"]
    return {one["Name"] for one in listed}


def offered(pair: PairDesk) -> list[str]:
    """List the names of the quick connects that the queue offers at the source."""
    answer = pair.source.list_queue_quick_connects(InstanceId=pair.instance, QueueId=pair.queue)
    return [one["Name"] for one in answer["QuickConnectSummaryList"]]


def alike(pair: PairDesk) -> bool:
    return contents(pair.source, pair.instance) == contents(pair.replica, pair.instance)


@pytest.mark.parametrize("looks_first", [SOURCE, REPLICA])
def test_a_change_arrives_when_it_is_due_and_not_before(
    pair: PairDesk, outdial: "Local", looks_first: str
) -> None:
    rename(pair.source, pair, "Selling")
    changed = pair.shown(pair.source)["LastModifiedTime"]

    outdial.clock.advance(minutes=4, seconds=59)
    assert names(pair) == ["Selling", "Sales"]
    outdial.clock.advance(seconds=1)

    first, second = pair.sides if looks_first == SOURCE else reversed(pair.sides)
    for side in (first, second):
        shown = pair.shown(side)
        assert (shown["Name"], shown["LastModifiedRegion"]) == ("Selling", SOURCE)
        assert shown["LastModifiedTime"] == changed


def test_a_call_that_is_refused_brings_nothing_and_loses_nothing(
    pair: PairDesk, outdial: "Local"
) -> None:
    rename(pair.source, pair, "Selling")
    outdial.clock.advance(minutes=5)

    code, _ = refusal(pair.replica.describe_queue, InstanceId=pair.instance, QueueId=pair.group)

    assert code == "ResourceNotFoundException"
    assert names(pair) == ["Selling", "Selling"]


def test_a_change_may_use_a_name_that_arrives_with_it(pair: PairDesk, outdial: "Local") -> None:
    rename(pair.source, pair, "Selling")
    outdial.clock.advance(minutes=5)

    made = create(pair.replica, pair, "Sales")
    code, _ = refusal(create, side=pair.replica, pair=pair, name="Selling")

    assert code == "DuplicateResourceException"
    outdial.clock.advance(minutes=5)
    assert pair.source.describe_queue(InstanceId=pair.instance, QueueId=made)["Queue"]["Name"] == (
        "Sales"
    )


def test_changes_of_one_moment_arrive_in_the_order_they_were_made_in(  # P6
    pair: PairDesk, outdial: "Local"
) -> None:
    for number in range(12):
        rename(pair.source, pair, f"Name {number}")
        create(pair.source, pair, f"Name {number - 1}" if number else "Sales")
    outdial.clock.advance(minutes=5)

    assert names(pair) == ["Name 11", "Name 11"]
    assert alike(pair)


def test_two_records_changed_by_one_call_arrive_together(pair: PairDesk, outdial: "Local") -> None:
    boss = pair.source.create_quick_connect(
        InstanceId=pair.instance,
        Name="Boss",
        QuickConnectConfig={
            "QuickConnectType": "PHONE_NUMBER",
            "PhoneConfig": {"PhoneNumber": "+12065550199"},
        },
    )["QuickConnectId"]
    pair.source.associate_queue_quick_connects(**pair.ids, QuickConnectIds=[boss])
    outdial.clock.advance(minutes=5)
    assert alike(pair)

    pair.replica.delete_quick_connect(InstanceId=pair.instance, QuickConnectId=boss)

    assert offered(pair) == ["Boss"]
    outdial.clock.advance(minutes=5)
    assert offered(pair) == []
    assert alike(pair)


@pytest.mark.parametrize(("first", "last"), [(SOURCE, REPLICA), (REPLICA, SOURCE)])
def test_of_two_changes_to_one_record_the_later_stands_on_both_sides(  # P4
    pair: PairDesk, outdial: "Local", first: str, last: str
) -> None:
    sides = dict(zip((SOURCE, REPLICA), pair.sides, strict=True))

    rename(sides[first], pair, "Earlier")
    outdial.clock.advance(minutes=1)
    rename(sides[last], pair, "Later")

    outdial.clock.advance(minutes=4)  # the earlier one is due
    assert pair.shown(sides[last])["Name"] == "Later"
    assert pair.shown(sides[first])["Name"] == "Earlier"
    outdial.clock.advance(minutes=1)
    assert names(pair) == ["Later", "Later"]
    assert alike(pair)


def test_of_two_changes_at_one_time_that_of_the_later_sorting_region_stands(  # P4
    pair: PairDesk, outdial: "Local"
) -> None:
    rename(pair.replica, pair, "West")
    rename(pair.source, pair, "East")

    outdial.clock.advance(minutes=5)

    assert names(pair) == ["West", "West"]


def test_a_change_that_is_given_up_takes_earlier_ones_with_it(  # P4
    pair: PairDesk, outdial: "Local"
) -> None:
    rename(pair.source, pair, "East, first")
    rename(pair.replica, pair, "West")
    rename(pair.source, pair, "East, second")  # at the same time: West stands against both
    outdial.clock.advance(minutes=1)
    rename(pair.source, pair, "East, last")

    outdial.clock.advance(minutes=4)
    assert names(pair) == ["East, last", "West"]
    outdial.clock.advance(minutes=1)
    assert names(pair) == ["East, last", "East, last"]


def test_a_caller_is_never_a_mixture_of_both_sides(  # P4
    pair: PairDesk, outdial: "Local"
) -> None:
    by_source: OutboundCallerConfigTypeDef = {
        "OutboundCallerIdName": "East",
        "OutboundCallerIdNumberId": pair.number_arn,
    }
    by_replica: OutboundCallerConfigTypeDef = {
        "OutboundCallerIdName": "West",
        "OutboundFlowId": pair.whisper,
    }
    pair.source.update_queue_outbound_caller_config(**pair.ids, OutboundCallerConfig=by_source)
    outdial.clock.advance(seconds=1)
    pair.replica.update_queue_outbound_caller_config(**pair.ids, OutboundCallerConfig=by_replica)

    seen = []
    for _ in range(7):
        seen.append([pair.caller(side) for side in pair.sides])
        outdial.clock.advance(minutes=1)

    assert seen == [[by_source, by_replica]] * 5 + [[by_replica, by_replica]] * 2


def test_a_tag_is_a_change_though_it_moves_no_time(pair: PairDesk, outdial: "Local") -> None:  # P4
    rename(pair.source, pair, "Selling")
    outdial.clock.advance(minutes=1)
    arn = pair.arn(f"queue/{pair.queue}", REPLICA)
    pair.replica.tag_resource(resourceArn=arn, tags={"team": "sales"})

    outdial.clock.advance(minutes=5)

    for shown in map(pair.shown, pair.sides):
        assert (shown["Name"], shown["Tags"]) == ("Sales", {"team": "sales"})
    assert alike(pair)


@pytest.mark.parametrize("deletes", [SOURCE, REPLICA])
@pytest.mark.parametrize("deletes_last", [True, False])
def test_a_deletion_and_a_change_are_settled_by_time(  # P4
    pair: PairDesk, outdial: "Local", deletes: str, *, deletes_last: bool
) -> None:
    keeper, deleter = pair.sides if deletes == REPLICA else reversed(pair.sides)
    for deleting in (False, True) if deletes_last else (True, False):
        if deleting:
            deleter.delete_queue(**pair.ids)
        else:
            rename(keeper, pair, "Kept")
        outdial.clock.advance(minutes=1)

    outdial.clock.advance(minutes=5)

    for side in pair.sides:
        assert ("Kept" in all_names(side, pair)) is not deletes_last
    assert alike(pair)


def test_a_deletion_is_carried_though_the_record_is_named_there(  # P7
    pair: PairDesk, outdial: "Local"
) -> None:
    parent = pair.source.create_hours_of_operation(
        InstanceId=pair.instance, Name="Parent", TimeZone="UTC", Config=[]
    )["HoursOfOperationId"]
    outdial.clock.advance(minutes=5)
    child = pair.replica.create_hours_of_operation(
        InstanceId=pair.instance,
        Name="Child",
        TimeZone="UTC",
        Config=[],
        ParentHoursOfOperationConfigs=[{"HoursOfOperationId": parent}],
    )["HoursOfOperationId"]
    pair.source.delete_hours_of_operation(InstanceId=pair.instance, HoursOfOperationId=parent)

    outdial.clock.advance(minutes=5)

    for side in pair.sides:
        shown = side.describe_hours_of_operation(
            InstanceId=pair.instance, HoursOfOperationId=child
        )["HoursOfOperation"]
        assert (shown["Name"], shown.get("ParentHoursOfOperations")) == ("Child", None)
    assert alike(pair)


def test_a_name_that_is_taken_waits_and_follows_when_it_is_free(  # P5
    pair: PairDesk, outdial: "Local"
) -> None:
    mine = create(pair.source, pair, "Billing")
    theirs = create(pair.replica, pair, "Billing")
    outdial.clock.advance(minutes=30)

    for side, other in zip(pair.sides, (theirs, mine), strict=True):
        code, _ = refusal(side.describe_queue, InstanceId=pair.instance, QueueId=other)
        assert code == "ResourceNotFoundException"

    rename(pair.replica, pair, "Invoices", theirs)
    outdial.clock.advance(minutes=5)

    shown = pair.source.describe_queue(InstanceId=pair.instance, QueueId=theirs)["Queue"]
    assert shown["Name"] == "Invoices"
    assert alike(pair)


def test_a_name_that_a_later_arrival_frees_is_taken_at_once(  # P5
    pair: PairDesk, outdial: "Local"
) -> None:
    theirs = create(pair.replica, pair, "Billing")
    mine = create(pair.source, pair, "Billing")
    outdial.clock.advance(minutes=1)
    pair.replica.delete_queue(InstanceId=pair.instance, QueueId=theirs)

    outdial.clock.advance(minutes=5)

    shown = pair.replica.describe_queue(InstanceId=pair.instance, QueueId=mine)["Queue"]
    assert shown["Name"] == "Billing"
    assert alike(pair)


def test_names_that_are_exchanged_on_one_side_are_exchanged_on_the_other(
    pair: PairDesk, outdial: "Local"
) -> None:
    other = create(pair.source, pair, "Other")
    outdial.clock.advance(minutes=5)
    rename(pair.source, pair, "Between")
    rename(pair.source, pair, "Sales", other)
    rename(pair.source, pair, "Other")

    outdial.clock.advance(minutes=5)

    assert names(pair) == ["Other", "Other"]
    assert alike(pair)


def test_a_waiting_change_is_given_up_for_a_later_one_to_its_record(  # P4, P5
    pair: PairDesk, outdial: "Local"
) -> None:
    create(pair.replica, pair, "Billing")
    rename(pair.source, pair, "Billing")
    outdial.clock.advance(minutes=6)
    assert names(pair) == ["Billing", "Sales"]

    rename(pair.replica, pair, "Chosen")
    outdial.clock.advance(minutes=5)

    assert names(pair) == ["Chosen", "Chosen"]
    assert all_names(pair.source, pair) == {"BasicQueue", "Billing", "Chosen"}
    assert alike(pair)


@pytest.mark.parametrize("minutes", [0, 1])
def test_a_change_that_overtakes_an_earlier_one_takes_its_place(  # P6
    pair: PairDesk, outdial: "Local", delay: Delay, minutes: int
) -> None:
    rename(pair.source, pair, "Slow")
    delay(minutes)
    rename(pair.source, pair, "Fast")

    outdial.clock.advance(minutes=minutes)
    assert names(pair) == ["Fast", "Fast"]
    outdial.clock.advance(minutes=5)
    assert names(pair) == ["Fast", "Fast"]
    assert alike(pair)


@pytest.mark.parametrize("region", [SOURCE, REPLICA])
def test_a_change_that_is_made_at_once_stands_against_an_earlier_one_from_the_other_side(  # P4
    pair: PairDesk, outdial: "Local", delay: Delay, region: str
) -> None:
    here, there = pair.sides if region == SOURCE else reversed(pair.sides)
    rename(there, pair, "Slow")
    outdial.clock.advance(minutes=1)
    delay(0)
    rename(here, pair, "Fast")

    assert names(pair) == ["Fast", "Fast"]
    outdial.clock.advance(minutes=5)
    assert names(pair) == ["Fast", "Fast"]


def test_a_replica_that_is_new_holds_what_the_source_held_then(
    pair: PairDesk, outdial: "Local"
) -> None:
    rename(pair.replica, pair, "Last of the replica")
    pair.replica.delete_instance(InstanceId=pair.instance)
    rename(pair.source, pair, "Alone")

    pair.source.replicate_instance(
        InstanceId=pair.instance, ReplicaRegion=REPLICA, ReplicaAlias="acme-west"
    )

    assert names(pair) == ["Alone", "Alone"]
    outdial.clock.advance(minutes=5)
    assert names(pair) == ["Alone", "Alone"]
    assert alike(pair)
