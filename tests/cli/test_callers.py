"""`outdial callers`."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cli.running import run
from conftest import Desk
from outdial.domain.contact_flow import ContactFlow
from outdial.store.transaction import Transaction
from outdial.store.transaction import run as run_job

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

OVERRIDING = json.dumps(
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
            {"Identifier": "end", "Type": "EndFlowExecution", "Parameters": {}, "Transitions": {}},
        ],
    }
)


def configure(connect: "ConnectClient", desk: Desk, **config: str) -> None:
    """Set the desk's caller."""
    connect.update_queue_outbound_caller_config(
        InstanceId=desk.instance,
        QueueId=desk.queue,
        OutboundCallerConfig=config,  # type: ignore[arg-type] # a TypedDict of these keys
    )


def create_other(connect: "ConnectClient") -> str:
    """Create another instance; give its ARN."""
    answer = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="other",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    return answer["Arn"]


def line(name: str, output: str) -> list[str]:
    """Give the cells of a queue's line."""
    (found,) = (row for row in output.splitlines() if row.startswith(name + " "))
    return [cell.strip() for cell in found.split("   ") if cell.strip()]


def test_shows_every_queue(connect: "ConnectClient", desk: Desk) -> None:
    configure(
        connect,
        desk,
        OutboundCallerIdName="Acme [bold]Sales",
        OutboundCallerIdNumberId=desk.number,
        OutboundFlowId=desk.whisper,
    )

    result = run("callers")

    assert result.output == (
        "Queue        Name shown         Number shown           Whisper\n"
        "BasicQueue   -                  none: its calls fail   "
        "This call is not being recorded. (default)\n"
        "Sales        Acme [bold]Sales   +12065550100           Acme calling\n"
    )
    assert result.exit_code == 0


def test_json_has_all_there_is_to_know(connect: "ConnectClient", desk: Desk) -> None:
    arn = desk.arn(f"contact-flow/{desk.whisper}")
    configure(connect, desk, OutboundCallerIdNumberId=desk.number_arn, OutboundFlowId=arn)

    result = run("callers", "--json")

    basic, sales = json.loads(result.output)
    assert (basic["queue"], basic["flow"], basic["flow_is_default"]) == (
        "BasicQueue",
        "Default outbound",
        True,
    )
    assert sales == {
        "queue": "Sales",
        "queue_id": desk.queue,
        "name": None,
        "number": "+12065550100",
        "number_id": desk.number_arn,
        "number_state": "CLAIMED",
        "number_set_by_flow": None,
        "whisper": "Acme calling",
        "flow": "Whisper",
        "flow_id": arn,
        "flow_is_default": False,
    }


def test_a_released_number_is_said_to_be_gone(connect: "ConnectClient", desk: Desk) -> None:
    configure(connect, desk, OutboundCallerIdNumberId=desk.number)
    connect.release_phone_number(PhoneNumberId=desk.number)

    result = run("callers")

    assert line("Sales", result.output)[2] == (
        f"none: its calls fail ({desk.number} is not there any more)"
    )


def test_a_number_that_is_being_moved_is_not_there_yet(
    outdial: "Local", connect: "ConnectClient", desk: Desk
) -> None:
    configure(connect, desk, OutboundCallerIdNumberId=desk.number)
    connect.update_phone_number(PhoneNumberId=desk.number, TargetArn=create_other(connect))
    before = outdial.app.settings
    outdial.app.settings = replace(before, claim_delay=timedelta(minutes=1))
    try:
        connect.update_phone_number(PhoneNumberId=desk.number, TargetArn=desk.arn(""))
    finally:
        outdial.app.settings = before

    result = run("callers", "--instance", "acme")

    assert line("Sales", result.output)[2] == "+12065550100 (still being claimed)"


def test_a_flow_that_is_gone_is_said_to_be(
    outdial: "Local", connect: "ConnectClient", desk: Desk
) -> None:
    configure(connect, desk, OutboundFlowId=desk.whisper)

    def delete(tx: Transaction) -> None:
        tx.delete(tx.find(ContactFlow, desk.instance, desk.whisper))  # type: ignore[arg-type] # it is there

    run_job(outdial.app.store, delete, writes=True)

    result = run("callers")

    assert line("Sales", result.output)[3] == f"flow {desk.whisper} is not there any more"


def test_queues_that_share_a_number_and_a_flow_all_show_them(
    connect: "ConnectClient", desk: Desk
) -> None:
    connect.create_queue(
        InstanceId=desk.instance,
        Name="Backup",
        HoursOfOperationId=desk.hours,
        OutboundCallerConfig={
            "OutboundCallerIdNumberId": desk.number,
            "OutboundFlowId": desk.whisper,
        },
    )
    configure(connect, desk, OutboundCallerIdNumberId=desk.number, OutboundFlowId=desk.whisper)

    result = run("callers")

    shown = ["-", "+12065550100", "Acme calling"]
    assert line("Backup", result.output)[1:] == shown
    assert line("Sales", result.output)[1:] == shown


def test_the_number_that_a_flow_sets_is_the_one_that_is_shown(
    connect: "ConnectClient", desk: Desk
) -> None:
    connect.update_contact_flow_content(
        InstanceId=desk.instance, ContactFlowId=desk.whisper, Content=OVERRIDING
    )
    configure(connect, desk, OutboundCallerIdNumberId=desk.number, OutboundFlowId=desk.whisper)

    result = run("callers")

    assert line("Sales", result.output)[2:] == [
        "+12065550199 (set by the flow)",
        "nothing is said (Whisper)",
    ]


def test_an_instance_without_its_default_flow_still_has_one(
    connect: "ConnectClient", desk: Desk
) -> None:
    flows = connect.list_contact_flows(
        InstanceId=desk.instance, ContactFlowTypes=["OUTBOUND_WHISPER"]
    )["ContactFlowSummaryList"]
    (default,) = (flow["Id"] for flow in flows if flow["Name"] == "Default outbound")
    connect.update_contact_flow_name(
        InstanceId=desk.instance, ContactFlowId=default, Name="Renamed"
    )

    result = run("callers")

    assert line("Sales", result.output)[3] == "the instance's default"


@pytest.mark.parametrize("form", ["id", "arn", "alias"])
def test_an_instance_is_named_by_id_arn_or_alias(
    connect: "ConnectClient", desk: Desk, form: str
) -> None:
    create_other(connect)
    name = {"id": desk.instance, "arn": desk.arn(""), "alias": "acme"}[form]

    result = run("callers", "--instance", name)

    assert line("Sales", result.output)[0] == "Sales"


@pytest.mark.usefixtures("desk")
def test_which_of_several_instances_must_be_said(connect: "ConnectClient") -> None:
    create_other(connect)

    without = run("callers")

    assert without.output.startswith(
        "Error: There are several instances in us-east-1; choose one with --instance: "
    )
    assert without.exit_code == 1


@pytest.mark.usefixtures("desk")
def test_an_unknown_instance_is_one_line() -> None:
    result = run("callers", "--instance", "nobody")

    assert result.output == (
        "Error: No instance in us-east-1 has the id, ARN or alias nobody; there are: acme\n"
    )
    assert result.exit_code == 1


@pytest.mark.usefixtures("outdial")
def test_nothing_there_is_one_line() -> None:
    result = run("callers", "--region", "eu-west-1")

    assert result.output == (
        "Error: There is no instance in eu-west-1. Look in another Region with --region, or set up"
        " a demo in an Outdial with: outdial demo\n"
    )
    assert result.exit_code == 1


@pytest.mark.usefixtures("outdial")
def test_a_refusal_is_one_line() -> None:
    result = run("callers", "--region", "us-moon")

    assert result.output == (
        "Error: ListInstances was refused: InvalidSignatureException:"
        " Credential should be scoped to a valid Region, not 'us-moon'.\n"
    )
    assert result.exit_code == 1


def test_an_outdial_is_asked_with_a_made_up_key_if_there_is_no_other(
    connect: "ConnectClient", desk: Desk
) -> None:
    assert connect.describe_instance(InstanceId=desk.instance)

    result = run("callers", AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None)

    assert result.output.startswith("Error: There is no instance in us-east-1.")


def test_what_an_address_looks_like_is_told() -> None:
    result = run("callers", "--endpoint-url", "acme")

    assert result.output == (
        "Error: Invalid endpoint: acme; an address is such as http://127.0.0.1:4577\n"
    )


def test_no_answer_is_one_line() -> None:
    result = run("callers", "--endpoint-url", "http://127.0.0.1:9")

    assert result.output == "Error: No answer at http://127.0.0.1:9.\n"
    assert result.exit_code == 1


def test_amazon_is_asked_only_where_a_region_is_known() -> None:
    result = run("callers", "--aws", AWS_DEFAULT_REGION=None)

    assert "Error: No Region is configured; give one with --region." in result.output
    assert result.exit_code == 2


def test_amazon_is_not_asked_with_a_made_up_key() -> None:
    keys: dict[str, str | None] = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}

    result = run("callers", "--aws", AWS_EC2_METADATA_DISABLED="true", **keys)

    assert result.output == "Error: Unable to locate credentials\n"
    assert result.exit_code == 1


def test_an_unknown_profile_is_one_line() -> None:
    result = run("callers", "--profile", "nobody")

    assert result.output == "Error: The config profile (nobody) could not be found\n"
    assert result.exit_code == 1
