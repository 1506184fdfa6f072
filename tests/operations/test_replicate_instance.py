"""ReplicateInstance: what it takes, what it makes, and what it refuses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conftest import client
from number_desk import create_flow, flow_of, refusal, told
from pair_desk import ACCOUNT, REPLICA, SOURCE, client_of, set_up_pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.literals import DirectoryTypeType

    from outdial.serve.inprocess import Local

pytestmark = pytest.mark.usefixtures("outdial")


def create(
    connect: "ConnectClient", alias: str | None = "acme", identity: "DirectoryTypeType" = "SAML"
) -> str:
    named: dict[str, Any] = {"InstanceAlias": alias} if alias else {"DirectoryId": "d-1234567890"}
    return connect.create_instance(
        IdentityManagementType=identity,
        InboundCallsEnabled=True,
        OutboundCallsEnabled=False,
        Tags={"team": "sales"},
        **named,
    )["Id"]


def replicate(connect: "ConnectClient", instance: str, **changes: Any) -> dict[str, Any]:
    request: dict[str, Any] = {"ReplicaRegion": REPLICA, "ReplicaAlias": "acme-west", **changes}
    return told(connect.replicate_instance(InstanceId=instance, **request))


def replication_of(connect: "ConnectClient", instance: str) -> object:
    return connect.describe_instance(InstanceId=instance).get("ReplicationConfiguration")


def test_answers_with_the_same_id_and_an_arn_of_the_other_region() -> None:
    instance = create(client_of(SOURCE))

    answer = replicate(client_of(SOURCE), instance)

    assert answer == {
        "Id": instance,
        "Arn": f"arn:aws:connect:us-west-2:{ACCOUNT}:instance/{instance}",
    }


def test_the_replica_is_an_instance_of_the_other_region(outdial: "Local") -> None:
    source = client_of(SOURCE)
    instance = create(source)
    before = source.describe_instance(InstanceId=instance)["Instance"]
    outdial.clock.advance(minutes=1)

    replicate(source, instance)

    assert client_of(REPLICA).describe_instance(InstanceId=instance)["Instance"] == {
        **before,
        "Arn": f"arn:aws:connect:us-west-2:{ACCOUNT}:instance/{instance}",
        "InstanceAlias": "acme-west",
        "InstanceAccessUrl": "https://acme-west.my.connect.aws",
        "CreatedTime": datetime(2026, 1, 1, 0, 1, tzinfo=UTC),
    }
    assert source.describe_instance(InstanceId=instance)["Instance"] == before
    for region in (SOURCE, REPLICA):
        [listed] = client_of(region).list_instances()["InstanceSummaryList"]
        assert listed["Id"] == instance


def test_both_sides_tell_of_the_replication() -> None:
    instance = create(client_of(SOURCE))
    assert replication_of(client_of(SOURCE), instance) is None

    replicate(client_of(SOURCE), instance)

    for region in (SOURCE, REPLICA):
        assert replication_of(client_of(region), instance) == {
            "ReplicationStatusSummaryList": [
                {"Region": "us-west-2", "ReplicationStatus": "INSTANCE_REPLICATION_COMPLETE"}
            ],
            "SourceRegion": "us-east-1",
            "GlobalSignInEndpoint": f"https://{instance}.us-east-1.sign-in.connect.aws/saml",
        }


def test_the_replication_is_in_progress_until_the_delay_is_over(
    outdial: "Local", monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = replace(outdial.app.settings, mirroring_delay=timedelta(minutes=8))
    monkeypatch.setattr(outdial.app, "settings", slow)
    instance = create(client_of(SOURCE))

    replicate(client_of(SOURCE), instance)

    assert statuses(instance) == ["INSTANCE_REPLICATION_IN_PROGRESS"] * 2
    outdial.clock.advance(minutes=8)
    assert statuses(instance) == ["INSTANCE_REPLICATION_COMPLETE"] * 2


def test_a_replication_that_is_complete_stays_so_when_the_delay_is_changed(
    choose: "Callable[..., None]",
) -> None:
    instance = create(client_of(SOURCE))
    replicate(client_of(SOURCE), instance)

    choose(mirroring_delay=timedelta(hours=1))

    assert statuses(instance) == ["INSTANCE_REPLICATION_COMPLETE"] * 2


def statuses(instance: str) -> list[str]:
    described = [
        client_of(region).describe_instance(InstanceId=instance) for region in (SOURCE, REPLICA)
    ]
    return [
        answer["ReplicationConfiguration"]["ReplicationStatusSummaryList"][0]["ReplicationStatus"]
        for answer in described
    ]


def test_copies_what_the_instance_contains_with_its_ids() -> None:
    source, replica = client_of(SOURCE), client_of(REPLICA)
    instance = create(source)
    for number in range(120):
        source.create_hours_of_operation(
            InstanceId=instance, Name=f"Hours {number}", TimeZone="UTC", Config=[]
        )

    replicate(source, instance)

    for list_all, listed in (
        ("list_hours_of_operations", "HoursOfOperationSummaryList"),
        ("list_queues", "QueueSummaryList"),
        ("list_contact_flows", "ContactFlowSummaryList"),
    ):
        here, there = (
            every(side, list_all, listed, InstanceId=instance) for side in (source, replica)
        )
        assert there == [{**one, "Arn": one["Arn"].replace(SOURCE, REPLICA)} for one in here]


def every(connect: "ConnectClient", operation: str, member: str, **asked: str) -> list[Any]:
    pages: Any = connect.get_paginator(operation).paginate(**asked)  # type: ignore[call-overload] # by name
    return [one for page in pages for one in page[member]]


def test_a_default_group_appears_and_the_numbers_move_into_it_with_their_flows(
    outdial: "Local",
) -> None:
    source = client_of(SOURCE)
    instance = create(source)
    flow = create_flow(source, instance)
    number = source.claim_phone_number(InstanceId=instance, PhoneNumber="+12065550100")
    source.associate_phone_number_contact_flow(
        PhoneNumberId=number["PhoneNumberId"], InstanceId=instance, ContactFlowId=flow
    )

    replicate(source, instance)

    [group] = source.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"]
    assert group == {
        "Id": group["Id"],
        "Arn": f"arn:aws:connect:us-east-1:{ACCOUNT}:traffic-distribution-group/{group['Id']}",
        "Name": "Default traffic distribution group",
        "InstanceArn": f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/{instance}",
        "Status": "ACTIVE",
        "IsDefault": True,
    }
    moved = source.describe_phone_number(PhoneNumberId=number["PhoneNumberId"])
    assert moved["ClaimedPhoneNumberSummary"]["TargetArn"] == group["Arn"]
    assert flow_of(outdial, instance, number["PhoneNumberId"]) == flow
    for region in (SOURCE, REPLICA):
        assert client_of(region).list_flow_associations(InstanceId=instance)[
            "FlowAssociationSummaryList"
        ] == [
            {
                "ResourceId": number["PhoneNumberArn"],
                "FlowId": f"arn:aws:connect:{region}:{ACCOUNT}:instance/{instance}"
                f"/contact-flow/{flow}",
                "ResourceType": "VOICE_PHONE_NUMBER",
            }
        ]


def test_leaves_the_numbers_of_other_instances_where_they_are() -> None:
    source = client_of(SOURCE)
    instance, other = create(source), create(source, "other")
    kept = source.claim_phone_number(InstanceId=other, PhoneNumber="+12065550101")

    replicate(source, instance)

    shown = source.describe_phone_number(PhoneNumberId=kept["PhoneNumberId"])
    assert shown["ClaimedPhoneNumberSummary"]["InstanceId"] == other


def test_attributes_and_tags_of_the_instances_go_their_own_ways() -> None:
    source, replica = client_of(SOURCE), client_of(REPLICA)
    instance = create(source)
    answer = replicate(source, instance)

    source.update_instance_attribute(
        InstanceId=instance, AttributeType="OUTBOUND_CALLS", Value="true"
    )
    replica.tag_resource(resourceArn=answer["Arn"], tags={"stage": "replica"})

    here, there = (
        side.describe_instance(InstanceId=instance)["Instance"] for side in (source, replica)
    )
    assert (here["OutboundCallsEnabled"], here["Tags"]) == (True, {"team": "sales"})
    assert (there["OutboundCallsEnabled"], there["Tags"]) == (
        False,
        {"team": "sales", "stage": "replica"},
    )


def test_takes_the_instance_by_its_arn() -> None:
    instance = create(client_of(SOURCE))

    answer = replicate(
        client_of(SOURCE), f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/{instance}"
    )

    assert answer["Id"] == instance


@pytest.mark.parametrize(
    ("source", "replica"),
    [
        ("us-east-1", "us-west-2"),
        ("us-west-2", "us-east-1"),
        ("eu-central-1", "eu-west-2"),
        ("eu-west-2", "eu-central-1"),
        ("ap-northeast-1", "ap-northeast-3"),
    ],
)
def test_replicates_between_the_documented_regions(source: str, replica: str) -> None:  # P1
    instance = create(client_of(source))

    replicate(client_of(source), instance, ReplicaRegion=replica)

    found = client_of(replica).describe_instance(InstanceId=instance)["Instance"]
    assert found["Id"] == instance  # P2


@pytest.mark.parametrize(
    ("source", "replica"),
    [
        ("us-east-1", "eu-central-1"),
        ("us-east-1", "xx-nowhere-1"),
        ("ap-northeast-3", "ap-northeast-1"),
    ],
)
def test_replicates_between_no_other_regions(source: str, replica: str) -> None:  # P1
    instance = create(client_of(source))

    assert refusal(
        replicate, connect=client_of(source), instance=instance, ReplicaRegion=replica
    ) == (
        "InvalidRequestException",
        f"An instance in {source} cannot be replicated to {replica}",
    )


def test_a_setting_opens_all_pairs_of_regions_of_one_partition(  # P1
    outdial: "Local", monkeypatch: pytest.MonkeyPatch
) -> None:
    free = replace(outdial.app.settings, any_region_pair=True)
    monkeypatch.setattr(outdial.app, "settings", free)
    source = client_of("eu-west-2")
    first, second = create(source), create(source, "second")

    replicate(source, first, ReplicaRegion="us-east-1")

    there = client_of("us-east-1").describe_instance(InstanceId=first)["Instance"]
    assert there["InstanceAlias"] == "acme-west"
    assert refusal(
        replicate,
        connect=source,
        instance=second,
        ReplicaRegion="cn-north-1",
        ReplicaAlias="second-north",
    ) == (
        "InvalidRequestException",
        "An instance in eu-west-2 cannot be replicated to cn-north-1",
    )


@pytest.mark.parametrize(
    ("alias", "identity", "changes", "text"),
    [
        (
            "acme",
            "SAML",
            {"ReplicaRegion": SOURCE},
            "ReplicaRegion must be another Region than the instance's",
        ),
        (None, "EXISTING_DIRECTORY", {}, "Only an instance with an alias can be replicated"),
        ("acme", "CONNECT_MANAGED", {}, "Only an instance that uses SAML can be replicated"),
        ("acme", "SAML", {"ReplicaAlias": None}, "ReplicaAlias must be given"),
        (
            "acme",
            "SAML",
            {"ReplicaAlias": "ACME"},
            "Invalid Input. Instance alias is already used.",
        ),
    ],
)
def test_refuses_what_cannot_be_replicated_and_makes_nothing(
    alias: str | None, identity: "DirectoryTypeType", changes: dict[str, Any], text: str
) -> None:
    source = client_of(SOURCE)
    instance = create(source, alias, identity)

    answer = refusal(replicate, connect=source, instance=instance, **changes)

    assert answer == ("InvalidRequestException", text)
    assert replication_of(source, instance) is None
    assert client_of(REPLICA).list_instances()["InstanceSummaryList"] == []
    assert source.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"] == []


@pytest.mark.parametrize("region", [SOURCE, REPLICA])
def test_refuses_what_is_replicated_already_on_both_sides(region: str) -> None:
    desk = set_up_pair()
    other = REPLICA if region == SOURCE else SOURCE

    answer = refusal(
        replicate,
        connect=client_of(region),
        instance=desk.instance,
        ReplicaRegion=other,
        ReplicaAlias="acme-again",
    )

    assert answer == ("InvalidRequestException", "The instance is replicated already")


def test_gives_the_first_answer_again_for_a_client_token_that_is_repeated() -> None:
    source = client_of(SOURCE)
    instance = create(source)
    first = replicate(source, instance, ClientToken="once")

    assert replicate(source, instance, ClientToken="once") == first

    groups = source.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"]
    assert len(groups) == 1
    assert refusal(
        replicate,
        connect=source,
        instance=instance,
        ClientToken="once",
        ReplicaAlias="acme-other",
    ) == (
        "InvalidRequestException",
        "The client token was used before with other parameters",
    )


@pytest.mark.parametrize("account", ["210987654321"])
def test_finds_no_instance_of_another_account(account: str) -> None:
    instance = create(client_of(SOURCE))

    assert refusal(replicate, connect=client(SOURCE, account), instance=instance) == (
        "ResourceNotFoundException",
        "Instance not found",
    )


def test_finds_no_instance_of_another_region_by_its_id_or_arn() -> None:
    instance = create(client_of(SOURCE))

    for text in (instance, f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/{instance}"):
        assert refusal(
            replicate, connect=client_of(REPLICA), instance=text, ReplicaRegion=SOURCE
        ) == ("ResourceNotFoundException", "Instance not found")
