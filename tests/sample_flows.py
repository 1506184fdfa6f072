"""Flows to put into an instance, and what is sent for them."""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.literals import ContactFlowTypeType

    from conftest import Desk

HANG_UP = json.dumps(
    {
        "Version": "2019-10-30",
        "StartAction": "end",
        "Actions": [
            {
                "Identifier": "end",
                "Type": "DisconnectParticipant",
                "Parameters": {},
                "Transitions": {},
            }
        ],
    }
)
"""The content of a flow that hangs up: right for calls and transfers, wrong for whispers."""

UNFINISHED = '{"Version":"2019-10-30"}'
"""Content that can be saved, not published."""


def create_flow(
    connect: "ConnectClient",
    desk: "Desk",
    name: str = "Reception",
    flow_type: "ContactFlowTypeType" = "CONTACT_FLOW",
) -> str:
    """Create a published flow that hangs up."""
    return connect.create_contact_flow(
        InstanceId=desk.instance, Name=name, Type=flow_type, Content=HANG_UP
    )["ContactFlowId"]


def save_flow(
    connect: "ConnectClient",
    desk: "Desk",
    name: str = "Draft",
    flow_type: "ContactFlowTypeType" = "CONTACT_FLOW",
) -> str:
    """Create a flow that is saved and was never published."""
    return connect.create_contact_flow(
        InstanceId=desk.instance, Name=name, Type=flow_type, Content=UNFINISHED, Status="SAVED"
    )["ContactFlowId"]
