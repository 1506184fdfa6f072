from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from number_desk import refusal, second_instance, told
from pair_desk import ACCOUNT, PairDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from outdial.serve.inprocess import Local

ID = "00000000-0000-4000-8000-ffffffffffff"
TAKEN = (
    "ResourceConflictException",
    "A traffic distribution group of this name exists already",
)


def described(pair: PairDesk, group: str) -> Any:
    answer = pair.source.describe_traffic_distribution_group(TrafficDistributionGroupId=group)
    return answer["TrafficDistributionGroup"]


def test_creates_a_group(pair: PairDesk) -> None:
    answer = pair.source.create_traffic_distribution_group(
        Name="Sales", Description="Calls of sales", InstanceId=pair.instance, Tags={"team": "sales"}
    )

    group = answer["Id"]
    arn = f"arn:aws:connect:us-east-1:{ACCOUNT}:traffic-distribution-group/{group}"
    assert told(answer) == {"Id": group, "Arn": arn}
    assert described(pair, group) == {
        "Id": group,
        "Arn": arn,
        "Name": "Sales",
        "Description": "Calls of sales",
        "InstanceArn": pair.arn(),
        "Status": "ACTIVE",
        "Tags": {"team": "sales"},
        "IsDefault": False,
    }


def test_takes_the_instance_s_arn(pair: PairDesk) -> None:
    answer = pair.source.create_traffic_distribution_group(Name="Sales", InstanceId=pair.arn())

    assert described(pair, answer["Id"])["InstanceArn"] == pair.arn()


def test_d6_a_new_group_has_everything_at_the_source(pair: PairDesk) -> None:
    group = pair.new_group()

    shares = [
        {"Region": "us-east-1", "Percentage": 100},
        {"Region": "us-west-2", "Percentage": 0},
    ]
    assert told(pair.source.get_traffic_distribution(Id=group)) == {
        "Id": group.rpartition("/")[2],
        "Arn": group,
        "TelephonyConfig": {"Distributions": shares},
        "AgentConfig": {"Distributions": shares},
    }


def test_g3_a_group_is_in_creation_until_the_delay_is_over(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    outdial.clock.advance(hours=1)
    choose(mirroring_delay=timedelta(seconds=30))

    group = pair.new_group()

    assert described(pair, group)["Status"] == "CREATION_IN_PROGRESS"
    outdial.clock.advance(seconds=29)
    assert described(pair, group)["Status"] == "CREATION_IN_PROGRESS"
    outdial.clock.advance(seconds=1)
    assert described(pair, group)["Status"] == "ACTIVE"


def test_the_same_client_token_gets_the_first_answer(pair: PairDesk) -> None:
    create = pair.source.create_traffic_distribution_group

    first = create(Name="Sales", InstanceId=pair.instance, ClientToken="once")
    again = create(Name="Sales", InstanceId=pair.instance, ClientToken="once")

    assert told(again) == told(first)


def test_g5_a_name_is_taken_once_in_an_instance(pair: PairDesk) -> None:
    pair.new_group("Sales")

    for name in ("Sales", "Default traffic distribution group"):
        assert (
            refusal(
                pair.source.create_traffic_distribution_group, Name=name, InstanceId=pair.instance
            )
            == TAKEN
        )


def test_g5_the_name_of_a_deleted_group_is_free_once_it_is_gone(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    outdial.clock.advance(hours=1)
    choose(mirroring_delay=timedelta(seconds=30))
    group = pair.new_group("Sales")
    outdial.clock.advance(seconds=30)
    pair.source.delete_traffic_distribution_group(TrafficDistributionGroupId=group)
    create = pair.source.create_traffic_distribution_group
    assert refusal(create, Name="Sales", InstanceId=pair.instance) == TAKEN

    outdial.clock.advance(seconds=30)
    anew = pair.new_group("Sales")

    assert described(pair, anew)["Name"] == "Sales"


def test_an_instance_that_is_not_replicated_is_an_invalid_request(pair: PairDesk) -> None:
    other = second_instance(pair.source)

    assert refusal(
        pair.source.create_traffic_distribution_group, Name="Sales", InstanceId=other
    ) == ("InvalidRequestException", "The instance must be replicated")


def test_the_replica_s_region_is_an_invalid_request(pair: PairDesk) -> None:
    assert refusal(
        pair.replica.create_traffic_distribution_group, Name="Sales", InstanceId=pair.instance
    ) == (
        "InvalidRequestException",
        (
            "A traffic distribution group can be created only in the Region of the source"
            " instance, us-east-1"
        ),
    )


def test_a_replication_in_progress_is_not_ready(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    pair.replica.delete_instance(InstanceId=pair.instance)
    choose(mirroring_delay=timedelta(minutes=5))
    pair.source.replicate_instance(
        InstanceId=pair.instance, ReplicaRegion="us-west-2", ReplicaAlias="acme-west"
    )

    assert refusal(
        pair.source.create_traffic_distribution_group, Name="Sales", InstanceId=pair.instance
    ) == ("ResourceNotReadyException", "The replication of the instance is in progress")

    outdial.clock.advance(minutes=5)
    assert described(pair, pair.new_group())["Name"] == "Sales"


@pytest.mark.parametrize(
    "instance", [ID, f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/{ID}", f"{ID}x"]
)
def test_an_unknown_instance_is_not_found(pair: PairDesk, instance: str) -> None:
    assert refusal(
        pair.source.create_traffic_distribution_group, Name="Sales", InstanceId=instance
    ) == ("ResourceNotFoundException", "Instance not found")


@pytest.mark.parametrize("name", [" Sales", "Sales ", "", "x" * 129])
def test_a_name_has_1_to_128_characters_and_no_space_around_it(pair: PairDesk, name: str) -> None:
    code, _ = refusal(
        pair.source.create_traffic_distribution_group, Name=name, InstanceId=pair.instance
    )

    assert code == "InvalidRequestException"
