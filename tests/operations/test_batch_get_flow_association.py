"""BatchGetFlowAssociation: the flows of the numbers asked for."""

from typing import TYPE_CHECKING

from sample_flows import create_flow

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def test_shows_the_flows_of_the_numbers_asked_for_in_their_order(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    flow = create_flow(connect, desk)
    other = connect.claim_phone_number(TargetArn=desk.arn(""), PhoneNumber="+12065550101")
    for number in (desk.number, other["PhoneNumberId"]):
        connect.associate_phone_number_contact_flow(
            InstanceId=desk.instance, PhoneNumberId=number, ContactFlowId=flow
        )

    answer = connect.batch_get_flow_association(
        InstanceId=desk.instance,
        ResourceIds=[other["PhoneNumberArn"], desk.number_arn, other["PhoneNumberId"]],
        ResourceType="VOICE_PHONE_NUMBER",
    )

    assert answer["FlowAssociationSummaryList"] == [
        {
            "ResourceId": arn,
            "FlowId": desk.arn(f"contact-flow/{flow}"),
            "ResourceType": "VOICE_PHONE_NUMBER",
        }
        for arn in (other["PhoneNumberArn"], desk.number_arn)
    ]


def test_leaves_out_numbers_without_a_flow_and_numbers_that_do_not_exist(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    elsewhere = desk.number_arn.replace("us-east-1", "us-west-2")

    answer = connect.batch_get_flow_association(
        InstanceId=desk.instance, ResourceIds=[desk.number_arn, elsewhere, "nowhere"]
    )

    assert answer["FlowAssociationSummaryList"] == []


def test_tells_a_number_from_one_of_the_same_id_in_another_region(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    connect.associate_phone_number_contact_flow(
        InstanceId=desk.instance,
        PhoneNumberId=desk.number,
        ContactFlowId=create_flow(connect, desk),
    )

    answer = connect.batch_get_flow_association(
        InstanceId=desk.instance, ResourceIds=[desk.number_arn.replace("us-east-1", "us-west-2")]
    )

    assert answer["FlowAssociationSummaryList"] == []


def test_has_no_associations_of_other_types(connect: "ConnectClient", desk: "Desk") -> None:
    connect.associate_phone_number_contact_flow(
        InstanceId=desk.instance,
        PhoneNumberId=desk.number,
        ContactFlowId=create_flow(connect, desk),
    )

    answer = connect.batch_get_flow_association(
        InstanceId=desk.instance, ResourceIds=[desk.number_arn], ResourceType="INBOUND_EMAIL"
    )

    assert answer["FlowAssociationSummaryList"] == []
