"""DescribeContactFlow: what is published, or what is saved."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from conftest import WHISPER
from sample_flows import HANG_UP, UNFINISHED, create_flow, save_flow

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


@pytest.mark.parametrize("prefix", ["", "arn"])
def test_finds_a_flow_by_id_and_by_arn(connect: "ConnectClient", desk: "Desk", prefix: str) -> None:
    named = desk.arn(f"contact-flow/{desk.whisper}") if prefix else desk.whisper

    flow = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=named)

    assert flow["ContactFlow"]["Id"] == desk.whisper
    assert flow["ContactFlow"]["Content"] == WHISPER


@pytest.mark.parametrize("prefix", ["", "arn"])
def test_shows_what_is_saved_by_its_qualifier(
    connect: "ConnectClient", desk: "Desk", prefix: str
) -> None:  # C4
    flow = create_flow(connect, desk)
    named = f"{desk.arn(f'contact-flow/{flow}') if prefix else flow}:$SAVED"
    connect.update_contact_flow_content(
        InstanceId=desk.instance, ContactFlowId=named, Content=UNFINISHED
    )

    published = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=flow)
    saved = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=named)

    assert published["ContactFlow"]["Content"] == HANG_UP
    assert published["ContactFlow"]["Status"] == "PUBLISHED"
    assert saved["ContactFlow"] == published["ContactFlow"] | {
        "Content": UNFINISHED,
        "Status": "SAVED",
        "FlowContentSha256": "2c59b2e03515e8d0fbd8991ee45c384d139c8fdeae717846594e1480d2835d5a",
    }


def test_shows_what_is_published_where_nothing_else_is_saved(
    connect: "ConnectClient", desk: "Desk"
) -> None:  # C4
    published = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=desk.whisper)

    saved = connect.describe_contact_flow(
        InstanceId=desk.instance, ContactFlowId=f"{desk.whisper}:$SAVED"
    )

    assert saved["ContactFlow"] == published["ContactFlow"]


def test_says_that_a_flow_was_never_published(connect: "ConnectClient", desk: "Desk") -> None:  # C3
    flow = save_flow(connect, desk)

    with pytest.raises(ClientError) as refusal:
        connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=flow)

    assert refusal.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404
    assert refusal.value.response["Error"] == {
        "Code": "ContactFlowNotPublishedException",
        "Message": f"The flow was never published: ask for {flow}:$SAVED to see what is saved",
    }
    saved = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=f"{flow}:$SAVED")
    assert saved["ContactFlow"]["Content"] == UNFINISHED


@pytest.mark.parametrize("named", ["nowhere", "{whisper}:1", "{whisper}:live"])
def test_finds_no_other_flow_and_no_version(
    connect: "ConnectClient", desk: "Desk", named: str
) -> None:  # C7
    with pytest.raises(ClientError) as refusal:
        connect.describe_contact_flow(
            InstanceId=desk.instance, ContactFlowId=named.format(whisper=desk.whisper)
        )

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Contact flow not found",
    }
