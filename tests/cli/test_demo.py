"""`outdial demo`."""

from typing import TYPE_CHECKING

import pytest

from cli.running import run
from outdial.demo import find_demo
from outdial.seed.api import over_boto3

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

TABLE = """
Queue        Name shown     Number shown           Whisper
BasicQueue   -              none: its calls fail   This call is not being recorded. (default)
Billing      Acme Billing   +493023125000          This call is not being recorded. (default)
Sales        Acme Sales     +12065550100           Hello, this is Acme calling about your order.
Support      Acme Support   +442079460000          Acme support is calling you back.
"""


def everything(connect: "ConnectClient") -> list[object]:
    """Read all that the demo is made of, with the times of change."""
    (instance,) = connect.list_instances()["InstanceSummaryList"]
    return [
        connect.list_queues(InstanceId=instance["Id"])["QueueSummaryList"],
        connect.list_contact_flows(InstanceId=instance["Id"])["ContactFlowSummaryList"],
        connect.list_hours_of_operations(InstanceId=instance["Id"])["HoursOfOperationSummaryList"],
        connect.list_phone_numbers_v2(TargetArn=instance["Arn"])["ListPhoneNumbersSummaryList"],
    ]


def test_sets_up_a_contact_centre_and_shows_it(connect: "ConnectClient") -> None:
    result = run("demo")

    steps, _, table = result.output.partition("\n\n")
    numbers = connect.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"]
    assert "\n" + table == TABLE
    assert steps.splitlines() == [
        "  created  instance outdial-demo",
        "  created  hours Office hours",
        "  created  flow Sales whisper",
        "  created  flow Support whisper",
        "  created  number Sales line Seattle",
        "  created  number Spare line Seattle",
        "  created  number Toll-free line",
        "  created  number Support line London",
        "  created  number Billing line Berlin",
        "  created  queue Sales",
        "  created  queue Support",
        "  created  queue Billing",
    ]
    assert result.exit_code == 0
    assert sorted(number["PhoneNumberCountryCode"] for number in numbers) == [
        "DE",
        "GB",
        "US",
        "US",
        "US",
    ]


def test_the_second_time_nothing_changes(outdial: "Local", connect: "ConnectClient") -> None:
    run("demo")
    before = everything(connect)
    outdial.clock.advance(days=1)

    result = run("demo")

    steps, _, table = result.output.partition("\n\n")
    assert everything(connect) == before
    assert {step[:9] for step in steps.splitlines()} == {"as it was"}
    assert "\n" + table == TABLE


def test_mends_what_was_changed(connect: "ConnectClient") -> None:
    run("demo")
    (instance,) = connect.list_instances()["InstanceSummaryList"]
    queues = connect.list_queues(InstanceId=instance["Id"])["QueueSummaryList"]
    (sales,) = (queue["Id"] for queue in queues if queue["Name"] == "Sales")
    connect.update_queue_outbound_caller_config(
        InstanceId=instance["Id"], QueueId=sales, OutboundCallerConfig={}
    )

    result = run("demo")

    assert "  changed  queue Sales\n" in result.output
    assert result.output.endswith(TABLE)


def test_a_demo_that_lost_what_the_commands_need_is_no_demo(connect: "ConnectClient") -> None:
    api = over_boto3(connect)
    assert find_demo(api) is None
    run("demo")
    found = find_demo(api)
    assert found
    connect.release_phone_number(PhoneNumberId=found.spare_number)

    assert find_demo(api) is None


@pytest.mark.usefixtures("outdial")
def test_an_alias_of_another_region_is_one_line() -> None:
    run("demo")

    result = run("demo", "--region", "eu-west-1")
    other = run("demo", "--region", "eu-west-1", "--alias", "second")

    assert result.output == (
        "Error: instance outdial-demo: CreateInstance was refused: InvalidRequestException:"
        " Invalid Input. Instance alias is already used. Choose another with --alias.\n"
    )
    assert result.exit_code == 1
    assert other.exit_code == 0


def test_no_answer_is_one_line() -> None:
    result = run("demo", "--endpoint-url", "http://127.0.0.1:9")

    assert result.output == "Error: No answer at http://127.0.0.1:9.\n"
    assert result.exit_code == 1
