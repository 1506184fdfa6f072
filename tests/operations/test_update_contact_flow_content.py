"""UpdateContactFlowContent: new content is published, or saved."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from conftest import WHISPER
from sample_flows import HANG_UP, UNFINISHED, create_flow, save_flow

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk
    from outdial.serve.inprocess import Local

LOUDER = WHISPER.replace("Acme calling", "ACME CALLING")


def test_publishes_new_content(outdial: "Local", connect: "ConnectClient", desk: "Desk") -> None:
    before = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=desk.whisper)
    outdial.clock.advance(hours=1)

    connect.update_contact_flow_content(
        InstanceId=desk.instance, ContactFlowId=desk.whisper, Content=LOUDER
    )

    after = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=desk.whisper)
    assert after["ContactFlow"] == before["ContactFlow"] | {
        "Content": LOUDER,
        "FlowContentSha256": "b8f41cbff9ebe5b775882a2d148e19352d39326d36117f01dd175dc75c66cd00",
        "LastModifiedTime": datetime(2026, 1, 1, 1, tzinfo=UTC),
    }


def test_publishes_a_flow_for_the_first_time(connect: "ConnectClient", desk: "Desk") -> None:
    flow = save_flow(connect, desk)

    connect.update_contact_flow_content(
        InstanceId=desk.instance, ContactFlowId=flow, Content=HANG_UP
    )

    described = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=flow)
    assert described["ContactFlow"]["Status"] == "PUBLISHED"
    assert described["ContactFlow"]["Content"] == HANG_UP


def test_gives_up_the_draft_on_publishing(connect: "ConnectClient", desk: "Desk") -> None:  # C5
    flow = create_flow(connect, desk)
    draft = f"{flow}:$SAVED"
    connect.update_contact_flow_content(
        InstanceId=desk.instance, ContactFlowId=draft, Content=UNFINISHED
    )

    connect.update_contact_flow_content(
        InstanceId=desk.instance, ContactFlowId=flow, Content=HANG_UP
    )

    saved = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=draft)
    assert saved["ContactFlow"]["Content"] == HANG_UP
    assert saved["ContactFlow"]["Status"] == "PUBLISHED"


def test_keeps_an_archived_flow_archived(connect: "ConnectClient", desk: "Desk") -> None:  # C11
    flow = create_flow(connect, desk)
    connect.update_contact_flow_metadata(
        InstanceId=desk.instance, ContactFlowId=flow, ContactFlowState="ARCHIVED"
    )

    connect.update_contact_flow_content(
        InstanceId=desk.instance, ContactFlowId=flow, Content=HANG_UP
    )

    described = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=flow)
    assert described["ContactFlow"]["State"] == "ARCHIVED"


def test_refuses_to_publish_bad_content_and_changes_nothing(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    before = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=desk.whisper)

    with pytest.raises(connect.exceptions.InvalidContactFlowException) as refusal:
        connect.update_contact_flow_content(
            InstanceId=desk.instance, ContactFlowId=desk.whisper, Content=UNFINISHED
        )

    assert dict(refusal.value.response)["problems"] == [
        {"message": "Invalid Actions. Path: Actions"}
    ]
    after = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=desk.whisper)
    assert after["ContactFlow"] == before["ContactFlow"]


@pytest.mark.parametrize("named", ["nowhere", "nowhere:$SAVED"])
def test_finds_no_flow_that_is_not_there(
    connect: "ConnectClient", desk: "Desk", named: str
) -> None:
    with pytest.raises(ClientError) as refusal:
        connect.update_contact_flow_content(
            InstanceId=desk.instance, ContactFlowId=named, Content=HANG_UP
        )

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Contact flow not found",
    }
