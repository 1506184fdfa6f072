"""Which whisper flows UpdateQueueOutboundCallerConfig takes, and how they come back."""

from typing import TYPE_CHECKING

import pytest

from conftest import Desk
from number_desk import create_flow, second_instance
from queue_desk import caller_of, refused

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

NOT_FOUND = ("ResourceNotFoundException", "Contact flow not found")


def set_flow(connect: "ConnectClient", desk: Desk, flow: str) -> None:
    connect.update_queue_outbound_caller_config(
        **desk.ids, OutboundCallerConfig={"OutboundFlowId": flow}
    )


def refused_flow(connect: "ConnectClient", desk: Desk, flow: str) -> tuple[str, str]:
    return refused(connect, desk, {"OutboundFlowId": flow})


def test_r10_r16_a_flow_given_by_id_comes_back_as_id(connect: "ConnectClient", desk: Desk) -> None:
    set_flow(connect, desk, desk.whisper)

    assert caller_of(connect, desk) == {"OutboundFlowId": desk.whisper}


def test_r10_r16_a_flow_given_by_arn_comes_back_as_arn(
    connect: "ConnectClient", desk: Desk
) -> None:
    set_flow(connect, desk, desk.arn(f"contact-flow/{desk.whisper}"))

    assert caller_of(connect, desk) == {"OutboundFlowId": desk.arn(f"contact-flow/{desk.whisper}")}


def test_the_instance_s_default_outbound_flow_will_do(connect: "ConnectClient", desk: Desk) -> None:
    flows = connect.list_contact_flows(
        InstanceId=desk.instance, ContactFlowTypes=["OUTBOUND_WHISPER"]
    )["ContactFlowSummaryList"]
    default = next(flow["Id"] for flow in flows if flow["Name"] == "Default outbound")

    set_flow(connect, desk, default)

    assert caller_of(connect, desk) == {"OutboundFlowId": default}


def test_r10_what_names_no_flow_of_the_instance_is_not_found(
    connect: "ConnectClient", desk: Desk
) -> None:
    path = f"contact-flow/{desk.whisper}"
    texts = (
        "nobody",
        "x" * 500,
        desk.whisper.upper() + " ",
        desk.queue,
        desk.arn(path, region="us-west-2"),
        desk.arn(path).replace("123456789012", "210987654321"),
        desk.arn(path).replace("arn:aws:", "arn:aws-us-gov:"),
        desk.arn(f"queue/{desk.whisper}"),
        f"arn:aws:connect:us-east-1:123456789012:{path}",
    )

    for text in texts:
        assert refused_flow(connect, desk, text) == NOT_FOUND


def test_r10_another_instance_s_flow_is_not_found(connect: "ConnectClient", desk: Desk) -> None:
    other = second_instance(connect)
    flow = create_flow(connect, other, "Theirs", "OUTBOUND_WHISPER")
    arn = f"arn:aws:connect:us-east-1:123456789012:instance/{other}/contact-flow/{flow}"

    assert refused_flow(connect, desk, flow) == NOT_FOUND
    assert refused_flow(connect, desk, arn) == NOT_FOUND
    assert refused_flow(connect, desk, desk.arn(f"contact-flow/{flow}")) == NOT_FOUND


@pytest.mark.parametrize("qualifier", ["1", "$LATEST", "$SAVED", "00000000-0000-4000"])
def test_r11_a_qualified_flow_is_not_found(
    connect: "ConnectClient", desk: Desk, qualifier: str
) -> None:
    arn = desk.arn(f"contact-flow/{desk.whisper}")

    assert refused_flow(connect, desk, f"{desk.whisper}:{qualifier}") == NOT_FOUND
    assert refused_flow(connect, desk, f"{arn}:{qualifier}") == NOT_FOUND


def test_r12_a_flow_of_another_type_is_an_invalid_request(
    connect: "ConnectClient", desk: Desk
) -> None:
    flow = create_flow(connect, desk.instance, "Welcome", "CONTACT_FLOW")

    assert refused_flow(connect, desk, flow) == (
        "InvalidRequestException",
        "The flow must be of type OUTBOUND_WHISPER, but it is of type CONTACT_FLOW",
    )


def test_r13_a_flow_that_was_never_published_is_an_invalid_request(
    connect: "ConnectClient", desk: Desk
) -> None:
    flow = create_flow(connect, desk.instance, "Draft", "OUTBOUND_WHISPER", "SAVED")

    assert refused_flow(connect, desk, flow) == (
        "InvalidRequestException",
        "The flow must be published",
    )


def test_r14_an_archived_flow_is_an_invalid_request(connect: "ConnectClient", desk: Desk) -> None:
    connect.update_contact_flow_metadata(
        InstanceId=desk.instance, ContactFlowId=desk.whisper, ContactFlowState="ARCHIVED"
    )

    assert refused_flow(connect, desk, desk.whisper) == (
        "InvalidRequestException",
        "The flow must not be archived",
    )
