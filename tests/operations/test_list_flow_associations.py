"""ListFlowAssociations: which flows answer which numbers."""

from typing import TYPE_CHECKING

import pytest

from sample_flows import create_flow

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def answer_with(connect: "ConnectClient", desk: "Desk", number: str, flow: str) -> None:
    connect.associate_phone_number_contact_flow(
        InstanceId=desk.instance, PhoneNumberId=number, ContactFlowId=flow
    )


def test_shows_number_and_flow_by_arn(connect: "ConnectClient", desk: "Desk") -> None:
    flow = create_flow(connect, desk)
    answer_with(connect, desk, desk.number, flow)

    answer = connect.list_flow_associations(
        InstanceId=desk.instance, ResourceType="VOICE_PHONE_NUMBER"
    )

    assert answer["FlowAssociationSummaryList"] == [
        {
            "ResourceId": desk.number_arn,
            "FlowId": desk.arn(f"contact-flow/{flow}"),
            "ResourceType": "VOICE_PHONE_NUMBER",
        }
    ]
    assert "NextToken" not in answer


def test_lists_nothing_once_a_number_has_no_flow(connect: "ConnectClient", desk: "Desk") -> None:
    answer_with(connect, desk, desk.number, create_flow(connect, desk))
    connect.disassociate_phone_number_contact_flow(
        InstanceId=desk.instance, PhoneNumberId=desk.number
    )

    answer = connect.list_flow_associations(InstanceId=desk.instance)

    assert answer["FlowAssociationSummaryList"] == []


def test_gives_all_of_them_in_pages(connect: "ConnectClient", desk: "Desk") -> None:
    flow = create_flow(connect, desk)
    answer_with(connect, desk, desk.number, flow)
    other = connect.claim_phone_number(TargetArn=desk.arn(""), PhoneNumber="+12065550101")
    answer_with(connect, desk, other["PhoneNumberId"], flow)

    pages = connect.get_paginator("list_flow_associations").paginate(
        InstanceId=desk.instance, PaginationConfig={"PageSize": 1}
    )

    numbers = [
        [each["ResourceId"] for each in page["FlowAssociationSummaryList"]] for page in pages
    ]
    assert numbers == [[desk.number_arn], [other["PhoneNumberArn"]]]


@pytest.mark.parametrize("resource_type", ["INBOUND_EMAIL", "WHATSAPP_MESSAGING_PHONE_NUMBER"])
def test_has_no_associations_of_other_types(
    connect: "ConnectClient", desk: "Desk", resource_type: "str"
) -> None:
    answer_with(connect, desk, desk.number, create_flow(connect, desk))

    answer = connect.list_flow_associations(
        InstanceId=desk.instance,
        ResourceType=resource_type,  # type: ignore[arg-type] # one of the enumeration's
    )

    assert answer["FlowAssociationSummaryList"] == []
