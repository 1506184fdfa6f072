"""What UpdateQueueStatus changes, and what it refuses."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from conftest import Desk
from number_desk import refusal
from queue_desk import heedless, shown

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local


def test_disables_and_enables_a_queue_and_says_when(
    connect: "ConnectClient", outdial: "Local", desk: Desk
) -> None:
    before = shown(connect, desk)
    outdial.clock.advance(minutes=5)

    connect.update_queue_status(**desk.ids, Status="DISABLED")
    disabled = shown(connect, desk)
    connect.update_queue_status(**desk.ids, Status="ENABLED")
    enabled = shown(connect, desk)

    later = {"LastModifiedTime": datetime(2026, 1, 1, 0, 5, tzinfo=UTC)}
    assert disabled == {**before, "Status": "DISABLED", **later}
    assert enabled == {**before, "Status": "ENABLED", **later}


@pytest.mark.parametrize(
    ("queue", "change", "code", "text"),
    [
        (
            None,
            {"Status": "disabled"},
            "InvalidParameterException",
            "Status must be one of ENABLED, DISABLED",
        ),
        (None, {}, "InvalidRequestException", "Status is required"),
        ("nobody", {"Status": "DISABLED"}, "ResourceNotFoundException", "Queue not found"),
    ],
)
def test_refuses_a_status_and_changes_nothing(
    connect: "ConnectClient",
    desk: Desk,
    queue: str | None,
    change: dict[str, str],
    code: str,
    text: str,
) -> None:
    before = shown(connect, desk)

    answer = refusal(
        heedless().update_queue_status,
        InstanceId=desk.instance,
        QueueId=queue or desk.queue,
        **change,
    )

    assert answer == (code, text)
    assert shown(connect, desk) == before
