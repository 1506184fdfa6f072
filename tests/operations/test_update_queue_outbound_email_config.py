"""What UpdateQueueOutboundEmailConfig changes, and what it refuses."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Desk
from number_desk import refusal
from queue_desk import heedless, shown

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

ADDRESS: Any = {"OutboundEmailAddressId": "address"}


def test_sets_the_address_and_says_when(
    connect: "ConnectClient", outdial: "Local", desk: Desk
) -> None:
    before = shown(connect, desk)
    outdial.clock.advance(minutes=5)

    connect.update_queue_outbound_email_config(**desk.ids, OutboundEmailConfig=ADDRESS)

    assert shown(connect, desk) == {
        **before,
        "OutboundEmailConfig": ADDRESS,
        "LastModifiedTime": datetime(2026, 1, 1, 0, 5, tzinfo=UTC),
    }


def test_clears_the_address_if_none_is_given(connect: "ConnectClient", desk: Desk) -> None:
    before = shown(connect, desk)
    connect.update_queue_outbound_email_config(**desk.ids, OutboundEmailConfig=ADDRESS)

    connect.update_queue_outbound_email_config(**desk.ids, OutboundEmailConfig={})

    assert shown(connect, desk) == before


@pytest.mark.parametrize(
    ("queue", "config", "code", "text"),
    [
        (None, None, "InvalidRequestException", "OutboundEmailConfig is required"),
        (
            None,
            {"OutboundEmailAddressId": ""},
            "InvalidParameterException",
            "OutboundEmailConfig.OutboundEmailAddressId must be at least 1 character long",
        ),
        (
            None,
            {"OutboundEmailAddressId": "x" * 501},
            "InvalidParameterException",
            "OutboundEmailConfig.OutboundEmailAddressId must be at most 500 characters long",
        ),
        ("nobody", ADDRESS, "ResourceNotFoundException", "Queue not found"),
    ],
)
def test_refuses_an_address_and_changes_nothing(
    connect: "ConnectClient", desk: Desk, queue: str | None, config: object, code: str, text: str
) -> None:
    before = shown(connect, desk)

    answer = refusal(
        heedless().update_queue_outbound_email_config,
        InstanceId=desk.instance,
        QueueId=queue or desk.queue,
        OutboundEmailConfig=config,
    )

    assert answer == (code, text)
    assert shown(connect, desk) == before
