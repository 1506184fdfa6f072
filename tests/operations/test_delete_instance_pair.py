"""DeleteInstance of replicated instances: the replica goes first, and leaves nothing behind."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from number_desk import create_flow, flow_of, refusal
from outdial.domain.replication import changes_home
from outdial.domain.resource import kinds
from outdial.store.transaction import Transaction, run
from pair_desk import ACCOUNT, REPLICA, SOURCE, PairDesk, set_up_pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from outdial.serve.inprocess import Local


@pytest.fixture
def pair(outdial: "Local") -> PairDesk:  # noqa: ARG001 it is where the pair is
    return set_up_pair()


def left(outdial: "Local", *homes: str) -> list[str]:
    """List the kinds of the records that there are in homes of the store."""

    def work(tx: Transaction) -> list[str]:
        return [kind.kind for home in homes for kind in kinds() if tx.count(kind, home)]

    return run(outdial.app.store, work, writes=False)


def test_refuses_the_source_while_it_has_a_replica(pair: PairDesk) -> None:
    before = pair.shown(pair.source)

    answer = refusal(pair.source.delete_instance, InstanceId=pair.instance)

    assert answer == (
        "InvalidRequestException",
        "The instance has a replica in us-west-2: delete that first",
    )
    assert pair.shown(pair.source) == before
    assert pair.shown(pair.replica)["QueueId"] == pair.queue


def test_the_replica_is_gone_and_the_source_stays_as_it_was(pair: PairDesk) -> None:
    before = pair.shown(pair.source)

    pair.replica.delete_instance(InstanceId=pair.instance)

    assert refusal(pair.replica.describe_instance, InstanceId=pair.instance) == (
        "ResourceNotFoundException",
        "Instance not found",
    )
    assert pair.replica.list_instances()["InstanceSummaryList"] == []
    assert "ReplicationConfiguration" not in pair.source.describe_instance(InstanceId=pair.instance)
    assert pair.shown(pair.source) == before


def test_leaves_nothing_of_the_replica_in_the_store(pair: PairDesk, outdial: "Local") -> None:
    pair.replica.delete_instance(InstanceId=pair.instance)

    homes = (f"{pair.instance}@{REPLICA}", changes_home(pair.instance), f"{ACCOUNT}/{REPLICA}")
    assert left(outdial, *homes) == []


def test_its_groups_go_with_it_and_their_numbers_go_back_with_their_flows(
    pair: PairDesk, outdial: "Local"
) -> None:
    flow = create_flow(pair.source, pair.instance)
    other = pair.source.claim_phone_number(TargetArn=pair.new_group(), PhoneNumber="+12065550101")
    numbers = (pair.number, other["PhoneNumberId"])
    for number in numbers:
        pair.source.associate_phone_number_contact_flow(
            InstanceId=pair.instance, PhoneNumberId=number, ContactFlowId=flow
        )

    pair.replica.delete_instance(InstanceId=pair.instance)

    for number in numbers:
        shown = pair.source.describe_phone_number(PhoneNumberId=number)["ClaimedPhoneNumberSummary"]
        assert (shown["TargetArn"], shown["InstanceId"]) == (pair.arn(), pair.instance)
        assert flow_of(outdial, pair.instance, number) == flow
    pair.set_number(pair.source, pair.number)
    assert sorted(left(outdial, f"{ACCOUNT}/{SOURCE}")) == ["instance", "phone-number"]


def test_numbers_of_the_replica_alone_are_released(pair: PairDesk, outdial: "Local") -> None:
    flow = create_flow(pair.replica, pair.instance)
    number = pair.replica.claim_phone_number(InstanceId=pair.instance, PhoneNumber="+12065550102")[
        "PhoneNumberId"
    ]
    pair.replica.associate_phone_number_contact_flow(
        InstanceId=pair.instance, PhoneNumberId=number, ContactFlowId=flow
    )
    assert flow_of(outdial, pair.instance, number) == flow

    pair.replica.delete_instance(InstanceId=pair.instance)

    assert flow_of(outdial, pair.instance, number) is None
    pair.source.claim_phone_number(InstanceId=pair.instance, PhoneNumber="+12065550102")


@pytest.mark.parametrize(("setting", "is_cleared"), [("dangle", False), ("clear", True)])
def test_queues_of_the_source_are_cleared_of_the_replica_s_own_numbers_if_so_set(
    pair: PairDesk, choose: "Callable[..., None]", setting: str, *, is_cleared: bool
) -> None:
    choose(released_caller_number=setting)
    number = pair.replica.claim_phone_number(InstanceId=pair.instance, PhoneNumber="+12065550102")
    pair.replica.update_queue_outbound_caller_config(
        **pair.ids,
        OutboundCallerConfig={
            "OutboundCallerIdName": "Acme",
            "OutboundCallerIdNumberId": number["PhoneNumberId"],
        },
    )

    pair.replica.delete_instance(InstanceId=pair.instance)

    kept = {} if is_cleared else {"OutboundCallerIdNumberId": number["PhoneNumberArn"]}
    assert pair.caller(pair.source) == {"OutboundCallerIdName": "Acme", **kept}


def test_the_source_can_be_changed_deleted_or_replicated_again(
    pair: PairDesk, outdial: "Local"
) -> None:
    pair.replica.delete_instance(InstanceId=pair.instance)
    pair.source.update_queue_name(**pair.ids, Name="Renamed")

    pair.source.replicate_instance(
        InstanceId=pair.instance, ReplicaRegion=REPLICA, ReplicaAlias="acme-west"
    )

    assert pair.shown(pair.replica)["Name"] == "Renamed"
    pair.replica.delete_instance(InstanceId=pair.instance)
    pair.source.delete_instance(InstanceId=pair.instance)
    homes = (pair.instance, f"{pair.instance}@{REPLICA}", changes_home(pair.instance))
    assert left(outdial, *homes, f"{ACCOUNT}/{SOURCE}", f"{ACCOUNT}/{REPLICA}") == []


def test_what_was_on_its_way_to_the_source_arrives_and_the_rest_is_given_up(
    pair: PairDesk, outdial: "Local", monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = replace(outdial.app.settings, mirroring_delay=timedelta(minutes=5))
    monkeypatch.setattr(outdial.app, "settings", slow)
    for side, name in ((pair.source, "Of the source"), (pair.replica, "Of the replica")):
        side.create_hours_of_operation(
            InstanceId=pair.instance, Name=name, TimeZone="UTC", Config=[]
        )

    pair.replica.delete_instance(InstanceId=pair.instance)

    listed = pair.source.list_hours_of_operations(InstanceId=pair.instance)
    assert [one["Name"] for one in listed["HoursOfOperationSummaryList"]] == [
        "Basic Hours",
        "Always",
        "Of the source",
        "Of the replica",
    ]
    outdial.clock.advance(minutes=5)
    assert left(outdial, changes_home(pair.instance)) == []
