from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest

from conftest import client
from number_desk import refusal, second_instance, told
from pair_desk import DEFAULT_GROUP, PairDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

LIST: Final = "TrafficDistributionGroupSummaryList"


def names(side: "ConnectClient", **parameters: Any) -> list[str]:
    return [group["Name"] for group in side.list_traffic_distribution_groups(**parameters)[LIST]]


def replicated(region: str, to: str, alias: str) -> str:
    """Create an instance in a Region, with a replica in another one."""
    source = client(region)
    instance = source.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias=alias,
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]
    source.replicate_instance(InstanceId=instance, ReplicaRegion=to, ReplicaAlias=f"{alias}-there")
    return instance


def test_lists_an_instance_s_groups_from_both_regions_alike(pair: PairDesk) -> None:
    sales = pair.new_group("Sales")

    answers = [
        side.list_traffic_distribution_groups(InstanceId=name)
        for side, region in zip(pair.sides, ("us-east-1", "us-west-2"), strict=True)
        for name in (pair.instance, pair.arn(region=region))
    ]

    listed = {
        LIST: [
            {
                "Id": pair.group,
                "Arn": pair.group_arn,
                "Name": DEFAULT_GROUP,
                "InstanceArn": pair.arn(),
                "Status": "ACTIVE",
                "IsDefault": True,
            },
            {
                "Id": sales.rpartition("/")[2],
                "Arn": sales,
                "Name": "Sales",
                "InstanceArn": pair.arn(),
                "Status": "ACTIVE",
                "IsDefault": False,
            },
        ]
    }
    assert [told(answer) for answer in answers] == [listed] * 4  # G1


def test_lists_the_groups_of_all_instances_of_the_account_in_the_region(pair: PairDesk) -> None:
    replicated("us-west-2", "us-east-1", "west")
    replicated("eu-central-1", "eu-west-2", "europe")
    pair.new_group("Sales")

    for side in pair.sides:
        assert sorted(names(side)) == [DEFAULT_GROUP, DEFAULT_GROUP, "Sales"]
    assert names(client("eu-west-2")) == [DEFAULT_GROUP]
    assert names(client("eu-west-1")) == []
    assert names(client(account="999999999999")) == []


def arns_of(instance: str) -> list[str]:
    groups = client("us-west-2").list_traffic_distribution_groups(InstanceId=instance)[LIST]
    return [group["Arn"] for group in groups]


@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_pages_hold_the_groups_of_both_directions_once_in_the_order_of_their_ids(
    pair: PairDesk, size: int
) -> None:
    west = replicated("us-west-2", "us-east-1", "west")
    arns = [pair.group_arn, *arns_of(west)]
    for number in range(2):
        arns.append(pair.new_group(f"East {number}"))
        group = pair.replica.create_traffic_distribution_group(
            Name=f"West {number}", InstanceId=west
        )
        arns.append(group["Arn"])

    for side in pair.sides:
        pages = side.get_paginator("list_traffic_distribution_groups").paginate(
            PaginationConfig={"PageSize": size}
        )
        listed = [group["Arn"] for page in pages for group in page[LIST]]
        assert listed == sorted(arns, key=lambda arn: arn.rpartition("/")[2])


def test_a_page_holds_ten_unless_told_otherwise(pair: PairDesk) -> None:
    for number in range(10):
        pair.new_group(f"Group {number}")

    first = pair.source.list_traffic_distribution_groups()
    last = pair.source.list_traffic_distribution_groups(NextToken=first["NextToken"])

    assert len(first[LIST]) == 10
    assert [group["Name"] for group in last[LIST]] == ["Group 9"]
    assert "NextToken" not in last


def test_g3_a_group_in_deletion_is_listed_until_it_is_gone(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    group = pair.new_group()
    choose(mirroring_delay=timedelta(seconds=30))
    pair.source.delete_traffic_distribution_group(TrafficDistributionGroupId=group)

    def statuses(side: "ConnectClient") -> list[str]:
        listed = side.list_traffic_distribution_groups(InstanceId=pair.instance)[LIST]
        return [group["Status"] for group in listed]

    assert [statuses(side) for side in pair.sides] == [["ACTIVE", "PENDING_DELETION"]] * 2
    outdial.clock.advance(seconds=30)
    assert [statuses(side) for side in pair.sides] == [["ACTIVE"]] * 2


def test_an_instance_that_is_not_replicated_has_no_groups(pair: PairDesk) -> None:
    other = second_instance(pair.source)

    assert told(pair.source.list_traffic_distribution_groups(InstanceId=other)) == {LIST: []}


def test_an_unknown_instance_is_an_invalid_request(pair: PairDesk) -> None:
    assert refusal(
        pair.source.list_traffic_distribution_groups,
        InstanceId="00000000-0000-4000-8000-ffffffffffff",
    ) == ("InvalidRequestException", "Instance not found")


def test_a_token_of_another_list_is_an_invalid_request(pair: PairDesk) -> None:
    pair.new_group()
    token = pair.source.list_traffic_distribution_groups(MaxResults=1)["NextToken"]

    assert refusal(pair.replica.list_traffic_distribution_groups, NextToken=token) == (
        "InvalidRequestException",
        "NextToken is not a token of this list: send the one of the page before, unchanged",
    )


@pytest.mark.parametrize("size", [0, 11])
def test_a_page_holds_1_to_10(pair: PairDesk, size: int) -> None:
    code, _ = refusal(pair.source.list_traffic_distribution_groups, MaxResults=size)

    assert code == "InvalidRequestException"
