"""In which order UpdateQueueOutboundCallerConfig finds what is wrong with a request."""

import json
from typing import TYPE_CHECKING, Any

from conftest import ACCOUNT, Desk
from number_desk import create_flow
from outdial.http import Request

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local


def outcome(outdial: "Local", asked: dict[str, Any]) -> tuple[str, str]:
    """Send what is asked for as it is; give the error's name and text, or OK and the body."""
    scope = f"Credential={ACCOUNT}/20260101/us-east-1/connect/aws4_request"
    members = {
        "OutboundCallerIdName": asked["name"],
        "OutboundCallerIdNumberId": asked["number"],
        "OutboundFlowId": asked["flow"],
    }
    request = Request(
        method="POST",
        path=f"/queues/{asked['instance']}/{asked['queue']}/{asked['path']}",
        headers={"authorization": f"AWS4-HMAC-SHA256 {scope}, Signature=0"},
        body=json.dumps({"OutboundCallerConfig": members}).encode(),
    )
    response = outdial.app.handle(request)
    if response.status == 200:
        return "OK", response.body.decode()
    error = json.loads(response.body)
    return response.headers["x-amzn-errortype"], error.get("Message") or error["message"]


def test_faults_are_found_in_the_order_of_the_decision_table(
    connect: "ConnectClient", outdial: "Local", desk: Desk
) -> None:
    hold = create_flow(connect, desk.instance, "Hold", "CUSTOMER_HOLD", "SAVED")
    draft = create_flow(connect, desk.instance, "Draft", "OUTBOUND_WHISPER", "SAVED")
    for flow in (hold, draft, desk.whisper):
        connect.update_contact_flow_metadata(
            InstanceId=desk.instance, ContactFlowId=flow, ContactFlowState="ARCHIVED"
        )
    ready = create_flow(connect, desk.instance, "Ready", "OUTBOUND_WHISPER")
    asked: dict[str, Any] = {
        "path": "outbound-caller-id",
        "instance": "nobody",
        "queue": "agent%2Fone",
        "name": 1,
        "number": "",
        "flow": "x" * 501,
    }
    # What is put right before each request; all that stands further down is wrong in it, too.
    cures: list[dict[str, str]] = [
        {},
        {"path": "outbound-caller-config"},
        {"name": ""},
        {"name": "a\nb"},
        {"flow": "nobody"},
        {"number": "+12065550100"},
        {"name": "Acme"},
        {"number": "nobody"},
        {"instance": desk.instance},
        {"queue": "nobody"},
        {"queue": desk.queue},
        {"number": desk.number},
        {"flow": hold},
        {"flow": draft},
        {"flow": desk.whisper},
        {"flow": ready},
    ]

    outcomes = []
    for cure in cures:
        asked |= cure
        outcomes.append(outcome(outdial, asked))

    denied = "is not authorized to perform: connect:* on resource: * with an explicit deny"
    in_config = "OutboundCallerConfig.Outbound"
    assert outcomes == [
        ("MissingAuthenticationTokenException", "Missing Authentication Token"),
        ("AccessDeniedException", f"User: arn:aws:iam::{ACCOUNT}:root {denied}"),
        ("InvalidParameterException", f"{in_config}CallerIdName must be at least 1 character long"),
        ("InvalidParameterException", f"{in_config}FlowId must be at most 500 characters long"),
        ("InvalidParameterException", "OutboundCallerIdNumberId must not be empty"),
        (
            "InvalidParameterException",
            "OutboundCallerIdName must not contain control characters or line breaks",
        ),
        (
            "InvalidParameterException",
            "OutboundCallerIdNumberId must be a number's id or ARN, not the number itself",
        ),
        ("ResourceNotFoundException", "Instance not found"),
        (
            "InvalidRequestException",
            "The queue is an agent's own, but must be a standard queue",
        ),
        ("ResourceNotFoundException", "Queue not found"),
        ("ResourceNotFoundException", "Phone number not found"),
        ("ResourceNotFoundException", "Contact flow not found"),
        (
            "InvalidRequestException",
            "The flow must be of type OUTBOUND_WHISPER, but it is of type CUSTOMER_HOLD",
        ),
        ("InvalidRequestException", "The flow must be published"),
        ("InvalidRequestException", "The flow must not be archived"),
        ("OK", ""),
    ]
