"""CreateContactFlow: a flow is published or saved, with a name of its own."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from conftest import WHISPER
from sample_flows import HANG_UP, UNFINISHED

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def test_answers_with_the_id_the_arn_and_the_checksum(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    answer = connect.create_contact_flow(
        InstanceId=desk.instance, Name="Reception", Type="CONTACT_FLOW", Content=HANG_UP
    )

    assert {**answer, "ResponseMetadata": None} == {
        "ResponseMetadata": None,
        "ContactFlowId": answer["ContactFlowId"],
        "ContactFlowArn": desk.arn(f"contact-flow/{answer['ContactFlowId']}"),
        "FlowContentSha256": "83705613c52a17e37b4e34478031a0d5887c96481ab5c28ba85169c052ab5a65",
    }


def test_publishes_unless_told_otherwise(connect: "ConnectClient", desk: "Desk") -> None:
    created = connect.create_contact_flow(
        InstanceId=desk.arn(""),
        Name="Reception",
        Type="CONTACT_FLOW",
        Description="Greets",
        Content=HANG_UP,
        Tags={"team": "sales"},
    )

    described = connect.describe_contact_flow(
        InstanceId=desk.instance, ContactFlowId=created["ContactFlowId"]
    )["ContactFlow"]

    assert described == {
        "Arn": created["ContactFlowArn"],
        "Id": created["ContactFlowId"],
        "Name": "Reception",
        "Type": "CONTACT_FLOW",
        "State": "ACTIVE",
        "Status": "PUBLISHED",
        "Description": "Greets",
        "Content": HANG_UP,
        "Tags": {"team": "sales"},
        "FlowContentSha256": created["FlowContentSha256"],
        "LastModifiedTime": datetime(2026, 1, 1, tzinfo=UTC),
        "LastModifiedRegion": "us-east-1",
    }


def test_saves_what_could_not_be_published_and_tells_no_checksum(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    answer = connect.create_contact_flow(
        InstanceId=desk.instance,
        Name="Draft",
        Type="CONTACT_FLOW",
        Content=UNFINISHED,
        Status="SAVED",
    )

    assert "FlowContentSha256" not in answer


def test_names_each_problem_and_gives_no_text(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(connect.exceptions.InvalidContactFlowException) as refusal:
        connect.create_contact_flow(
            InstanceId=desk.instance, Name="Whisper 2", Type="OUTBOUND_WHISPER", Content=HANG_UP
        )

    assert dict(refusal.value.response)["problems"] == [
        {
            "message": "DisconnectParticipant is not supported in OUTBOUND_WHISPER flows."
            " Path: 0.Type"
        }
    ]
    assert refusal.value.response["Error"] == {
        "Code": "InvalidContactFlowException",
        "Message": "",
    }


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "Content is not valid JSON"),
        ("[]", "Content is not a JSON object"),
        (f'{{"a":"{"x" * 256_000}"}}', "Content exceeds 256000 characters"),
    ],
    ids=["empty", "no object", "too long"],
)
def test_refuses_to_save_what_is_no_flow_at_all(
    connect: "ConnectClient", desk: "Desk", content: str, problem: str
) -> None:
    with pytest.raises(connect.exceptions.InvalidContactFlowException) as refusal:
        connect.create_contact_flow(
            InstanceId=desk.instance,
            Name="Draft",
            Type="CONTACT_FLOW",
            Content=content,
            Status="SAVED",
        )

    assert dict(refusal.value.response)["problems"] == [{"message": problem}]


def test_refuses_a_name_that_another_flow_has(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.create_contact_flow(
            InstanceId=desk.instance, Name="Whisper", Type="OUTBOUND_WHISPER", Content=WHISPER
        )

    assert refusal.value.response["Error"] == {
        "Code": "DuplicateResourceException",
        "Message": "A flow of this name exists already",
    }


def test_finds_no_instance_that_is_not_there(connect: "ConnectClient") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.create_contact_flow(
            InstanceId="nowhere", Name="Reception", Type="CONTACT_FLOW", Content=HANG_UP
        )

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Instance not found",
    }
