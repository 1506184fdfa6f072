"""What UpdateQueueOutboundCallerConfig keeps, clears and refuses, numbers and flows apart."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Desk
from queue_desk import caller_of, post_config, post_outcome, refused, shown, whole

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

DENIED = {
    "message": "User: arn:aws:iam::123456789012:root is not authorized to perform: connect:*"
    " on resource: * with an explicit deny"
}


def test_replaces_the_name_number_and_flow_and_says_when(
    connect: "ConnectClient", desk: Desk, outdial: "Local"
) -> None:
    outdial.clock.advance(hours=1)

    connect.update_queue_outbound_caller_config(**desk.ids, OutboundCallerConfig=whole(desk))

    assert shown(connect, desk) == {
        "Name": "Sales",
        "QueueArn": desk.arn(f"queue/{desk.queue}"),
        "QueueId": desk.queue,
        "OutboundCallerConfig": whole(desk),
        "HoursOfOperationId": desk.hours,
        "Status": "ENABLED",
        "LastModifiedTime": datetime(2026, 1, 1, 1, tzinfo=UTC),
        "LastModifiedRegion": "us-east-1",
    }


def test_success_is_200_with_an_empty_body(outdial: "Local", desk: Desk) -> None:
    response = post_config(outdial, desk, b'{"OutboundCallerConfig":{}}')

    assert (response.status, response.body) == (200, b"")


@pytest.mark.parametrize(
    "kept", [(), ("OutboundCallerIdName",), ("OutboundCallerIdNumberId",), ("OutboundFlowId",)]
)
def test_r1_what_is_left_out_is_cleared(
    connect: "ConnectClient", configured: Desk, kept: tuple[str, ...]
) -> None:
    config: Any = {member: whole(configured)[member] for member in kept}

    connect.update_queue_outbound_caller_config(**configured.ids, OutboundCallerConfig=config)

    assert caller_of(connect, configured) == (config or None)


def test_a_null_member_is_the_same_as_an_absent_one(
    connect: "ConnectClient", outdial: "Local", configured: Desk
) -> None:
    body = b'{"OutboundCallerConfig":{"OutboundCallerIdName":"Acme","OutboundFlowId":null}}'

    assert post_config(outdial, configured, body).status == 200

    assert caller_of(connect, configured) == {"OutboundCallerIdName": "Acme"}


def test_unknown_members_are_ignored(
    connect: "ConnectClient", outdial: "Local", desk: Desk
) -> None:
    body = b'{"OutboundCallerConfig":{"OutboundCallerIdName":"Acme","Colour":["red"]},"More":1}'

    assert post_config(outdial, desk, body).status == 200

    assert caller_of(connect, desk) == {"OutboundCallerIdName": "Acme"}


@pytest.mark.parametrize("name", ["x", "x" * 255, "\N{BELL}" * 255, " ", "; / ? : @ & = + $ ,"])
def test_a_name_of_1_to_255_characters_is_kept_to_the_letter(
    connect: "ConnectClient", desk: Desk, name: str
) -> None:
    connect.update_queue_outbound_caller_config(
        **desk.ids, OutboundCallerConfig={"OutboundCallerIdName": name}
    )

    assert caller_of(connect, desk) == {"OutboundCallerIdName": name}


@pytest.mark.parametrize(
    ("config", "text"),
    [
        ({"OutboundCallerIdName": ""}, "OutboundCallerIdName must be at least 1 character long"),
        (
            {"OutboundCallerIdName": "\N{BELL}" * 256},
            "OutboundCallerIdName must be at most 255 characters long",
        ),
        ({"OutboundFlowId": "x" * 501}, "OutboundFlowId must be at most 500 characters long"),
    ],
)
def test_a_length_beyond_the_limits_is_an_invalid_parameter(
    connect: "ConnectClient", configured: Desk, config: object, text: str
) -> None:
    answer = refused(connect, configured, config)

    assert answer == ("InvalidParameterException", f"OutboundCallerConfig.{text}")


@pytest.mark.parametrize(
    ("config", "text"),
    [
        ({"OutboundCallerIdNumberId": ""}, "OutboundCallerIdNumberId must not be empty"),  # R2
        ({"OutboundFlowId": ""}, "OutboundFlowId must not be empty"),  # R2
        (
            {"OutboundCallerIdName": "Acme\nCorp"},  # R3
            "OutboundCallerIdName must not contain control characters or line breaks",
        ),
        (
            {"OutboundCallerIdNumberId": "+12065550100"},  # R4
            "OutboundCallerIdNumberId must be a number's id or ARN, not the number itself",
        ),
    ],
)
def test_r2_to_r4_what_cannot_be_meant_is_an_invalid_parameter(
    connect: "ConnectClient", configured: Desk, config: object, text: str
) -> None:
    assert refused(connect, configured, config) == ("InvalidParameterException", text)


@pytest.mark.parametrize("body", [b"{}", b"", b'{"OutboundCallerConfig":null}'])
def test_a_missing_configuration_is_an_invalid_request(
    outdial: "Local", desk: Desk, body: bytes
) -> None:
    assert post_outcome(post_config(outdial, desk, body)) == (
        400,
        "InvalidRequestException",
        {"Message": "OutboundCallerConfig is required"},
    )


@pytest.mark.parametrize(
    "body",
    [
        b'{"OutboundCallerConfig":[]}',
        b'{"OutboundCallerConfig":"Acme"}',
        b'{"OutboundCallerConfig":{"OutboundCallerIdName":1}}',
        b'{"OutboundCallerConfig":{"OutboundFlowId":{}}}',
        b'{"OutboundCallerConfig":{"OutboundCallerIdName":"\\ud800"}}',
        b'{"OutboundCallerConfig":{}',
        b"[]",
        b"\xff",
    ],
)
def test_a_body_that_cannot_be_read_is_denied(
    connect: "ConnectClient", outdial: "Local", configured: Desk, body: bytes
) -> None:
    response = post_config(outdial, configured, body)

    assert post_outcome(response) == (403, "AccessDeniedException", DENIED)
    assert caller_of(connect, configured) == whole(configured)
