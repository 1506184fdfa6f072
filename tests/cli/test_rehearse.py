"""`outdial rehearse failover`."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cli.pair_table import PAIR_TABLE
from cli.running import run
from conftest import client

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

EAST, WEST = "us-east-1", "us-west-2"


@pytest.fixture
def demo(outdial: "Local", connect: "ConnectClient") -> "ConnectClient":
    """Set up the demo of two Regions, a day ago."""
    assert run("demo", "--two-regions").exit_code == 0
    outdial.clock.advance(days=1)
    return connect


@pytest.fixture
def slow(outdial: "Local") -> Iterator[None]:
    """Have changes take ten minutes to the other Region."""
    before = outdial.app.settings
    outdial.app.settings = replace(before, mirroring_delay=timedelta(minutes=10))
    yield
    outdial.app.settings = before


def group_of(connect: "ConnectClient") -> str:
    """Give the ARN of the only group."""
    (group,) = connect.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"]
    return group["Arn"]


def billing_number(connect: "ConnectClient") -> str:
    """Give the ARN of the number that was left behind."""
    numbers = connect.list_phone_numbers_v2(PhoneNumberCountryCodes=["DE"])
    (number,) = numbers["ListPhoneNumbersSummaryList"]
    return number["PhoneNumberArn"]


def mend(connect: "ConnectClient") -> None:
    """Do what the rehearsal says."""
    connect.update_phone_number(PhoneNumberId=billing_number(connect), TargetArn=group_of(connect))


def shift(connect: "ConnectClient", east: int) -> None:
    """Share the calls anew."""
    connect.update_traffic_distribution(
        Id=group_of(connect),
        TelephonyConfig={
            "Distributions": [
                {"Region": EAST, "Percentage": east},
                {"Region": WEST, "Percentage": 100 - east},
            ]
        },
    )


def queue_of(connect: "ConnectClient", name: str) -> dict[str, str]:
    """Give the ids of a queue."""
    (instance,) = connect.list_instances()["InstanceSummaryList"]
    queues = connect.list_queues(InstanceId=instance["Id"])["QueueSummaryList"]
    (queue,) = (queue["Id"] for queue in queues if queue["Name"] == name)
    return {"InstanceId": instance["Id"], "QueueId": queue}


def test_finds_the_demo_s_fault_and_says_what_to_do(demo: "ConnectClient") -> None:
    result = run("rehearse", "failover", "--instance", "outdial-two-regions")

    assert result.output == (
        f"{PAIR_TABLE}\n"
        "number-stays-behind in us-west-2: Billing\n"
        "  +493023125000 is claimed to the instance in us-east-1, not to a traffic distribution"
        " group, so it stays there.\n"
        f"  aws connect update-phone-number --region us-east-1"
        f" --phone-number-id {billing_number(demo)} --target-arn {group_of(demo)}\n"
        "\n"
        "Would break: 1 of 4 queues in us-west-2.\n"
    )
    assert result.exit_code == 1


def test_what_is_mended_would_not_break(demo: "ConnectClient") -> None:
    mend(demo)

    result = run("rehearse", "failover")

    mended = PAIR_TABLE.replace(
        "none: its calls fail   Default outbound   number-stays-behind",
        "+493023125000          Default outbound   -",
    )
    assert result.output == f"{mended}\nNothing would break.\n"
    assert result.exit_code == 0


def test_json_has_all_there_is_to_know(demo: "ConnectClient") -> None:
    number, group, queue = billing_number(demo), group_of(demo), queue_of(demo, "Billing")

    result = run("rehearse", "failover", "--json")

    found = json.loads(result.output)
    assert result.exit_code == 1
    assert {name: value for name, value in found.items() if name != "queues"} == {
        "instance_id": queue["InstanceId"],
        "alias": "outdial-two-regions",
        "source_region": EAST,
        "replica_region": WEST,
        "would_break": True,
        "problems": [
            {
                "name": "number-stays-behind",
                "region": WEST,
                "queue": "Billing",
                "queue_id": queue["QueueId"],
                "what": "+493023125000 is claimed to the instance in us-east-1, not to a traffic"
                " distribution group, so it stays there.",
                "remedy": "aws connect update-phone-number --region us-east-1"
                f" --phone-number-id {number} --target-arn {group}",
            }
        ],
        "groups": [
            {
                "arn": group,
                "name": "Default traffic distribution group",
                "status": "ACTIVE",
                "is_default": True,
                "shares": {EAST: 50, WEST: 50},
            }
        ],
    }
    assert [(line["queue"], line["region"]) for line in found["queues"]] == [
        (queue, region)
        for queue in ("BasicQueue", "Billing", "Sales", "Support")
        for region in (EAST, WEST)
    ]
    assert found["queues"][3] == {
        "queue": "Billing",
        "queue_id": queue["QueueId"],
        "region": WEST,
        "is_there": True,
        "name": "Acme Billing",
        "shown_number": None,
        "number": None,
        "number_id": number,
        "number_set_by_flow": None,
        "flow": "Default outbound",
        "flow_id": None,
        "problems": ["number-stays-behind"],
    }


def test_calls_that_no_share_leads_to_a_side_are_missed_there(demo: "ConnectClient") -> None:
    mend(demo)
    shift(demo, 100)

    result = run("rehearse", "failover")

    remedy = (
        f"aws connect update-traffic-distribution --region us-west-2 --id {group_of(demo)}"
        " --telephony-config 'Distributions=[{Region=us-east-1,Percentage=0},"
        "{Region=us-west-2,Percentage=100}]'"
    )
    assert "share-at-zero in us-west-2: Sales\n" in result.output
    assert f"  {remedy}\n" in result.output
    assert result.output.endswith("Would break: 3 of 4 queues in us-west-2.\n")
    assert result.exit_code == 1


def test_the_side_that_is_to_carry_on_is_all_that_counts_after_the_switch(
    demo: "ConnectClient",
) -> None:
    mend(demo)
    shift(demo, 0)

    there = run("rehearse", "failover", "--to", WEST)
    back = run("rehearse", "failover", "--to", EAST)
    ignoring = run("rehearse", "failover", "--to", EAST, "--ignore", "share-at-zero")

    assert (there.exit_code, back.exit_code, ignoring.exit_code) == (0, 1, 0)


@pytest.mark.usefixtures("slow")
def test_a_change_on_its_way_differs_until_it_arrives(
    outdial: "Local", demo: "ConnectClient"
) -> None:
    demo.update_queue_outbound_caller_config(
        **queue_of(demo, "Sales"), OutboundCallerConfig={"OutboundCallerIdName": "New"}
    )

    on_its_way = json.loads(run("rehearse", "failover", "--json").output)["problems"]
    outdial.clock.advance(minutes=10)
    arrived = json.loads(run("rehearse", "failover", "--json").output)["problems"]

    assert [(each["name"], each["region"], each["queue"]) for each in on_its_way] == [
        ("number-stays-behind", WEST, "Billing"),
        ("caller-differs", WEST, "Sales"),
    ]
    assert [each["name"] for each in arrived] == ["number-stays-behind"]


@pytest.mark.usefixtures("slow")
def test_a_queue_on_its_way_is_missing_and_its_line_says_so(demo: "ConnectClient") -> None:
    ids = queue_of(demo, "Sales")
    hours = demo.list_hours_of_operations(InstanceId=ids["InstanceId"])
    demo.create_queue(
        InstanceId=ids["InstanceId"],
        Name="Young",
        HoursOfOperationId=hours["HoursOfOperationSummaryList"][0]["Id"],
    )

    result = run("rehearse", "failover")

    lines = [line.split() for line in result.output.splitlines()]
    at = next(index for index, line in enumerate(lines) if line[:1] == ["Young"])
    assert lines[at + 1] == [
        "us-west-2",
        "-",
        "the",
        "queue",
        "is",
        "not",
        "there",
        "-",
        "queue-missing",
    ]
    assert "Would break: 2 of 5 queues in us-west-2." in result.output


def test_a_side_that_places_no_calls_breaks_as_a_whole(demo: "ConnectClient") -> None:
    ids = queue_of(demo, "Sales")
    client(WEST).update_instance_attribute(
        InstanceId=ids["InstanceId"], AttributeType="OUTBOUND_CALLS", Value="false"
    )

    result = run("rehearse", "failover")

    assert "\noutbound-calls-off in us-west-2\n" in result.output
    assert result.output.endswith("Would break: the whole of us-west-2.\n")


def test_the_number_that_a_flow_sets_is_the_one_that_is_shown(demo: "ConnectClient") -> None:
    ids = queue_of(demo, "Sales")
    flow = demo.create_contact_flow(
        InstanceId=ids["InstanceId"],
        Name="Campaign",
        Type="OUTBOUND_WHISPER",
        Content=json.dumps(
            {
                "Version": "2019-10-30",
                "StartAction": "call",
                "Actions": [
                    {
                        "Identifier": "call",
                        "Type": "CompleteOutboundCall",
                        "Parameters": {"CallerId": {"Number": "+12065550199"}},
                        "Transitions": {"NextAction": "end", "Errors": [], "Conditions": []},
                    },
                    {
                        "Identifier": "end",
                        "Type": "EndFlowExecution",
                        "Parameters": {},
                        "Transitions": {},
                    },
                ],
            }
        ),
    )
    demo.update_queue_outbound_caller_config(
        **ids, OutboundCallerConfig={"OutboundFlowId": flow["ContactFlowId"]}
    )

    result = run("rehearse", "failover")

    assert result.output.count("+12065550199 (set by the flow)   Campaign") == 2


@pytest.mark.usefixtures("demo")
def test_amazon_s_rate_can_be_kept_to_elsewhere() -> None:
    assert run("rehearse", "failover", "--pace").output == run("rehearse", "failover").output


@pytest.mark.usefixtures("demo")
def test_a_terminal_is_told_how_far_it_is() -> None:
    result = run("rehearse", "failover", "--json", TTY_COMPATIBLE="1")

    assert "Reading the traffic distribution groups in us-east-1" in result.stderr
    assert json.loads(result.stdout)["would_break"]


@pytest.mark.usefixtures("demo")
def test_a_region_that_has_no_side_is_no_usage() -> None:
    result = run("rehearse", "failover", "--to", "eu-west-1")

    assert result.output.endswith(
        "Error: --to eu-west-1: the instance is in us-east-1 and us-west-2.\n"
    )
    assert result.exit_code == 2


@pytest.mark.usefixtures("outdial")
@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            [],
            (
                "There is no instance in us-east-1. Look in another Region with --region, or set"
                " up a demo in an Outdial with: outdial demo"
            ),
        ),
        (
            ["--region", "us-moon"],
            (
                "ListInstances was refused: InvalidSignatureException:"
                " Credential should be scoped to a valid Region, not 'us-moon'."
            ),
        ),
    ],
)
def test_what_could_not_be_found_out_is_no_failure_of_the_pair(
    arguments: list[str], error: str
) -> None:
    result = run("rehearse", "failover", *arguments)

    assert result.output == f"Error: {error}\n"
    assert result.exit_code == 2


def test_an_instance_without_a_replica_cannot_be_rehearsed(connect: "ConnectClient") -> None:
    run("demo")

    result = run("rehearse", "failover")

    (instance,) = connect.list_instances()["InstanceSummaryList"]
    assert result.output == (
        "Error: The instance is not replicated, so it cannot fail over. Replicate it: aws connect"
        f" replicate-instance --region us-east-1 --instance-id {instance['Id']}"
        " --replica-region … --replica-alias …\n"
    )
    assert result.exit_code == 2


def test_no_answer_is_no_failure_of_the_pair() -> None:
    result = run("rehearse", "failover", "--endpoint-url", "http://127.0.0.1:9")

    assert result.output == "Error: No answer at http://127.0.0.1:9.\n"
    assert result.exit_code == 2


def test_amazon_is_asked_only_where_a_region_is_known() -> None:
    result = run("rehearse", "failover", "--aws", AWS_DEFAULT_REGION=None)

    assert "Error: No Region is configured; give one with --region." in result.output
    assert result.exit_code == 2
