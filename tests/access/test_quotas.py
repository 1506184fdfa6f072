"""Service quotas, through boto3; the numbers are those of `domain/quotas.py`."""

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.hasty import hasty
from access.quota_desk import NUMBERS, create_instance, holding
from conftest import WHISPER, Desk, client
from number_desk import refusal
from outdial.access.limits import AWS
from outdial.domain.quotas import UNLIMITED, Quotas
from pair_desk import client_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

    from access.quota_desk import Hold
    from outdial.serve.inprocess import Local
    from pair_desk import PairDesk

FLAGGED = (
    "Your account has been flagged for an excessive number of creation and deletion attempts:"
    " 3 in 30 days"
)


@pytest.fixture
def hold(choose: "Callable[..., None]") -> "Hold":
    """Hold the service to the quotas that are given, and to no others."""
    return holding(choose)


def create(desk: Desk, what: str, name: str) -> object:
    """Create one more of something that an instance contains."""
    connect = hasty()
    where: Any = {"InstanceId": desk.instance, "Name": name}
    if what == "queues":
        return connect.create_queue(**where, HoursOfOperationId=desk.hours)
    if what == "contact_flows":
        return connect.create_contact_flow(**where, Type="OUTBOUND_WHISPER", Content=WHISPER)
    if what == "hours_of_operation":
        return connect.create_hours_of_operation(**where, TimeZone="UTC", Config=[])
    config: Any = {"QuickConnectType": "PHONE_NUMBER", "PhoneConfig": {"PhoneNumber": NUMBERS[0]}}
    return connect.create_quick_connect(**where, QuickConnectConfig=config)


def test_the_defaults_are_those_of_aws() -> None:
    assert AWS.quotas == Quotas(
        instances=2,
        instance_changes=100,
        replicas=5,
        traffic_distribution_groups=8,
        queues=100,
        contact_flows=100,
        hours_of_operation=100,
        quick_connects=100,
        phone_numbers=10,
        phone_number_turnover=200,
        phone_number_rest=180,
        concurrent_calls=10,
        concurrent_chats=500,
        concurrent_tasks=2500,
    )
    assert (Quotas().most_turns, Quotas().most_contacts) == (20, 3009)
    assert (UNLIMITED.most_turns, UNLIMITED.most_contacts) == (None, None)


def test_q1_an_account_has_so_many_instances_in_a_region(
    connect: "ConnectClient", hold: "Hold"
) -> None:
    hold(instances=2)
    create_instance(connect, "one")
    create_instance(connect, "two")

    with pytest.raises(connect.exceptions.ServiceQuotaExceededException) as refused:
        create_instance(connect, "three")

    answer = refused.value.response
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 402
    assert answer["Error"] == {
        "Code": "ServiceQuotaExceededException",
        "Message": "The quota of 2 instances of the account in us-east-1 is reached",
    }
    create_instance(client_of("us-west-2"), "three")
    create_instance(client(account="210987654321"), "four")


def test_q1_a_replica_counts_where_it_is(connect: "ConnectClient", hold: "Hold") -> None:
    hold(instances=1)
    source = create_instance(connect, "one")
    create_instance(client_of("us-west-2"), "two")

    assert refusal(
        connect.replicate_instance,
        InstanceId=source,
        ReplicaRegion="us-west-2",
        ReplicaAlias="west",
    ) == (
        "ServiceQuotaExceededException",
        "The quota of 1 instances of the account in us-west-2 is reached",
    )


def test_q2_instances_are_created_and_deleted_so_often_in_thirty_days(
    outdial: "Local", connect: "ConnectClient", hold: "Hold"
) -> None:
    hold(instance_changes=3)
    first = create_instance(connect, "one")
    outdial.clock.advance(days=10)
    connect.delete_instance(InstanceId=first)
    create_instance(client_of("us-west-2"), "two")

    refused = refusal(
        connect.create_instance,
        IdentityManagementType="SAML",
        InstanceAlias="three",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    outdial.clock.advance(days=20)
    create_instance(connect, "three")

    assert refused == (
        "ServiceQuotaExceededException",
        FLAGGED,
    )


def test_q2_deletions_are_never_refused(connect: "ConnectClient", hold: "Hold") -> None:
    hold(instance_changes=1)
    first = create_instance(connect, "one")

    connect.delete_instance(InstanceId=first)

    assert connect.list_instances()["InstanceSummaryList"] == []


def test_q3_an_account_has_so_many_replicas(connect: "ConnectClient", hold: "Hold") -> None:
    hold(replicas=1)
    first, second = create_instance(connect, "one"), create_instance(connect, "two")
    regions: Any = {"ReplicaRegion": "us-west-2"}
    connect.replicate_instance(InstanceId=first, ReplicaAlias="west-one", **regions)

    refused = refusal(
        connect.replicate_instance, InstanceId=second, ReplicaAlias="west-two", **regions
    )
    client_of("us-west-2").delete_instance(InstanceId=first)
    connect.replicate_instance(InstanceId=second, ReplicaAlias="west-two", **regions)

    assert refused == (
        "ServiceQuotaExceededException",
        "The quota of 1 replicas of the account is reached",
    )


def test_q3_a_pair_has_so_many_traffic_distribution_groups(pair: "PairDesk", hold: "Hold") -> None:
    hold(traffic_distribution_groups=2)
    group = pair.new_group("One")

    refused = refusal(
        pair.source.create_traffic_distribution_group, Name="Two", InstanceId=pair.instance
    )
    pair.source.delete_traffic_distribution_group(TrafficDistributionGroupId=group)
    pair.new_group("Two")

    assert refused == (
        "ServiceQuotaExceededException",
        "The quota of 2 traffic distribution groups of the instance is reached",
    )


@pytest.mark.parametrize(
    ("what", "there"),
    [("queues", 2), ("contact_flows", 20), ("hours_of_operation", 2), ("quick_connects", 0)],
)
def test_q4_an_instance_has_so_many_of_each_thing(
    desk: Desk, hold: "Hold", what: str, there: int
) -> None:
    hold(**{what: there + 1})
    create(desk, what, "One more")

    with pytest.raises(hasty().exceptions.LimitExceededException) as refused:
        create(desk, what, "Too many")

    answer = refused.value.response
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 429
    assert answer["Error"]["Message"] == (
        f"The quota of {there + 1} {what.replace('_', ' ')} of the instance is reached"
    )


def test_q4_archived_flows_count(connect: "ConnectClient", desk: Desk, hold: "Hold") -> None:
    connect.update_contact_flow_metadata(
        InstanceId=desk.instance, ContactFlowId=desk.whisper, ContactFlowState="ARCHIVED"
    )
    hold(contact_flows=20)

    with pytest.raises(hasty().exceptions.LimitExceededException):
        create(desk, "contact_flows", "One more")


def test_q8_max_contacts_stays_below_what_an_instance_can_have(
    connect: "ConnectClient", desk: Desk, hold: "Hold"
) -> None:
    hold(concurrent_calls=10, concurrent_chats=500, concurrent_tasks=2500)
    text = (
        "MaxContacts must be 3009 at most, less than the instance's quotas of concurrent calls,"
        " chats and tasks together; it is 3010"
    )

    connect.update_queue_max_contacts(
        InstanceId=desk.instance, QueueId=desk.queue, MaxContacts=3009
    )

    assert refusal(connect.update_queue_max_contacts, **desk.ids, MaxContacts=3010) == (
        "InvalidParameterException",
        text,
    )
    assert refusal(
        connect.create_queue,
        InstanceId=desk.instance,
        Name="Support",
        HoursOfOperationId=desk.hours,
        MaxContacts=3010,
    ) == ("InvalidParameterException", text)
    connect.update_queue_max_contacts(InstanceId=desk.instance, QueueId=desk.queue)


@given(numbers=st.integers(0, 1000), percent=st.integers(0, 1000))
def test_q6_the_turnover_is_a_share_of_the_quota_of_numbers(numbers: int, percent: int) -> None:
    quotas = Quotas(phone_numbers=numbers, phone_number_turnover=percent)

    assert quotas.most_turns is not None
    assert 0 <= numbers * percent / 100 - quotas.most_turns < 1
