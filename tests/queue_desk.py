"""What the tests of queues share."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from conftest import ACCOUNT, Desk
from number_desk import heedless_client, refusal
from outdial.http import Request, Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

heedless = cache(heedless_client)
"""One client that sends what botocore would refuse to: making one takes longer than a test."""


def whole(desk: Desk) -> Any:
    """Give all that a configuration can hold."""
    return {
        "OutboundCallerIdName": "Acme",
        "OutboundCallerIdNumberId": desk.number,
        "OutboundFlowId": desk.whisper,
    }


def shown(connect: "ConnectClient", desk: Desk, queue: str | None = None) -> "Mapping[str, Any]":
    """Describe the desk's queue, or another of its instance."""
    return connect.describe_queue(InstanceId=desk.instance, QueueId=queue or desk.queue)["Queue"]


def caller_of(connect: "ConnectClient", desk: Desk) -> object:
    """Give the desk's queue's outbound caller as it is shown; None if it has none."""
    return shown(connect, desk).get("OutboundCallerConfig")


def refused(connect: "ConnectClient", desk: Desk, config: object) -> tuple[str, str]:
    """Have a configuration refused; give the code and text, sure that the queue is as it was."""
    before = shown(connect, desk)
    answer = refusal(
        heedless().update_queue_outbound_caller_config, **desk.ids, OutboundCallerConfig=config
    )
    assert shown(connect, desk) == before
    return answer


def post_config(outdial: "Local", desk: Desk, body: bytes) -> Response:
    """Send the body of UpdateQueueOutboundCallerConfig as it is."""
    path = f"/queues/{desk.instance}/{desk.queue}/outbound-caller-config"
    scope = f"Credential={ACCOUNT}/20260101/us-east-1/connect/aws4_request"
    headers = {"authorization": f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0"}
    return outdial.app.handle(Request(method="POST", path=path, headers=headers, body=body))


def post_outcome(response: Response) -> tuple[int, str, object]:
    """Give a refusal's status, name and body."""
    return response.status, response.headers["x-amzn-errortype"], json.loads(response.body)
