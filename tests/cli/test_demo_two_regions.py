"""`outdial demo --two-regions`."""

from typing import TYPE_CHECKING

import pytest

from cli.pair_table import PAIR_TABLE
from cli.running import run
from conftest import client

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

PARTS = (
    "instance outdial-two-regions",
    "hours Office hours",
    "flow Sales whisper",
    "flow Support whisper",
    "number Sales line Seattle",
    "number Spare line Seattle",
    "number Toll-free line",
    "number Support line London",
    "queue Sales",
    "queue Support",
    "replica in us-west-2",
    "number Billing line Berlin",
    "queue Billing",
)
TABLE = f"""
{PAIR_TABLE}
What to do about it:  outdial rehearse failover --instance outdial-two-regions
"""


def everything(region: str) -> list[object]:
    """Read all that a side is made of, with the times of change."""
    connect = client(region)
    (instance,) = connect.list_instances()["InstanceSummaryList"]
    return [
        connect.list_queues(InstanceId=instance["Id"])["QueueSummaryList"],
        connect.list_contact_flows(InstanceId=instance["Id"])["ContactFlowSummaryList"],
        connect.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"],
        connect.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"],
    ]


@pytest.mark.usefixtures("outdial")
def test_sets_up_a_pair_with_a_fault_and_shows_both_sides() -> None:
    result = run("demo", "--two-regions")

    steps, _, table = result.output.partition("\n\n")
    assert steps.splitlines() == [f"  created  {part}" for part in PARTS]
    assert "\n" + table == TABLE
    assert result.exit_code == 0


def test_the_second_time_nothing_changes(outdial: "Local") -> None:
    run("demo", "--two-regions")
    before = everything("us-east-1"), everything("us-west-2")
    outdial.clock.advance(days=1)

    result = run("demo", "--two-regions")

    steps, _, table = result.output.partition("\n\n")
    assert (everything("us-east-1"), everything("us-west-2")) == before
    assert steps.splitlines() == [f"as it was  {part}" for part in PARTS]
    assert "\n" + table == TABLE


def test_brings_the_fault_back_if_it_was_mended(connect: "ConnectClient") -> None:
    run("demo", "--two-regions")
    (group,) = connect.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"]
    numbers = connect.list_phone_numbers_v2(PhoneNumberCountryCodes=["DE"])
    (number,) = numbers["ListPhoneNumbersSummaryList"]
    connect.update_phone_number(PhoneNumberId=number["PhoneNumberId"], TargetArn=group["Arn"])

    result = run("demo", "--two-regions")

    assert "  changed  fault: Billing line Berlin is in us-east-1 only\n" in result.output
    assert result.output.endswith(TABLE)


@pytest.mark.usefixtures("outdial")
def test_stands_beside_the_other_demo_and_in_other_regions() -> None:
    beside = run("demo")
    pair = run("demo", "--two-regions", "--region", "eu-central-1")
    taken = run("demo", "--two-regions")

    assert (beside.exit_code, pair.exit_code) == (0, 0)
    assert "eu-central-1 is the source, eu-west-2 the replica" in pair.output
    assert taken.output == (
        "Error: instance outdial-two-regions: CreateInstance was refused: InvalidRequestException:"
        " Invalid Input. Instance alias is already used. Choose another with --alias.\n"
    )
    assert taken.exit_code == 1


def test_an_instance_that_cannot_be_replicated_is_one_line(connect: "ConnectClient") -> None:
    connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="mine",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )

    result = run("demo", "--two-regions", "--alias", "mine")

    assert result.output.endswith(
        "Error: the pair: ReplicateInstance was refused: InvalidRequestException:"
        " Only an instance that uses SAML can be replicated\n"
    )
    assert result.exit_code == 1


@pytest.mark.usefixtures("outdial")
def test_a_region_without_a_partner_is_one_line() -> None:
    result = run("demo", "--two-regions", "--region", "eu-west-1")

    assert result.output == (
        "Error: An instance in eu-west-1 cannot be replicated; choose from ap-northeast-1,"
        " eu-central-1, eu-west-2, us-east-1, us-west-2\n"
    )
    assert result.exit_code == 1
