"""DeleteContactFlow: a flow that nothing uses can be deleted."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from sample_flows import create_flow

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def test_deletes_an_active_flow_and_frees_its_name(
    connect: "ConnectClient", desk: "Desk"
) -> None:  # C10
    before = connect.list_contact_flows(InstanceId=desk.instance)["ContactFlowSummaryList"]
    flow = create_flow(connect, desk)

    connect.delete_contact_flow(
        InstanceId=desk.instance, ContactFlowId=desk.arn(f"contact-flow/{flow}")
    )

    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=flow)
    after = connect.list_contact_flows(InstanceId=desk.instance)["ContactFlowSummaryList"]
    assert after == before
    assert create_flow(connect, desk) != flow


def test_refuses_to_delete_the_whisper_of_a_queue(
    connect: "ConnectClient", desk: "Desk"
) -> None:  # C9
    connect.update_queue_outbound_caller_config(
        **desk.ids, OutboundCallerConfig={"OutboundFlowId": desk.whisper}
    )

    with pytest.raises(ClientError) as refusal:
        connect.delete_contact_flow(InstanceId=desk.instance, ContactFlowId=desk.whisper)

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": f"The flow is in use by queue {desk.queue}",
    }
    assert connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=desk.whisper)


def test_refuses_to_delete_a_default_flow(connect: "ConnectClient", desk: "Desk") -> None:  # C8
    flows = connect.list_contact_flows(InstanceId=desk.instance)["ContactFlowSummaryList"]
    default = next(flow["Id"] for flow in flows if flow["Name"] == "Default outbound")

    with pytest.raises(ClientError) as refusal:
        connect.delete_contact_flow(InstanceId=desk.instance, ContactFlowId=default)

    assert refusal.value.response["Error"] == {
        "Code": "InvalidRequestException",
        "Message": "A default flow can be neither archived nor deleted",
    }


@pytest.mark.parametrize("named", ["nowhere", "{whisper}:$SAVED"])
def test_finds_no_flow_that_is_not_there(
    connect: "ConnectClient", desk: "Desk", named: str
) -> None:
    with pytest.raises(ClientError) as refusal:
        connect.delete_contact_flow(
            InstanceId=desk.instance, ContactFlowId=named.format(whisper=desk.whisper)
        )

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Contact flow not found",
    }
