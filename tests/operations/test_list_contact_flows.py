"""ListContactFlows: all flows of an instance, or those of some types, in pages."""

from typing import TYPE_CHECKING

from sample_flows import create_flow, save_flow

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def test_shows_a_summary_of_each_flow(connect: "ConnectClient", desk: "Desk") -> None:
    before = connect.list_contact_flows(InstanceId=desk.instance)["ContactFlowSummaryList"]
    published = create_flow(connect, desk)
    saved = save_flow(connect, desk)
    connect.update_contact_flow_metadata(
        InstanceId=desk.instance, ContactFlowId=saved, ContactFlowState="ARCHIVED"
    )

    answer = connect.list_contact_flows(InstanceId=desk.instance)

    assert answer["ContactFlowSummaryList"] == [
        *before,
        {
            "Id": published,
            "Arn": desk.arn(f"contact-flow/{published}"),
            "Name": "Reception",
            "ContactFlowType": "CONTACT_FLOW",
            "ContactFlowState": "ACTIVE",
            "ContactFlowStatus": "PUBLISHED",
        },
        {
            "Id": saved,
            "Arn": desk.arn(f"contact-flow/{saved}"),
            "Name": "Draft",
            "ContactFlowType": "CONTACT_FLOW",
            "ContactFlowState": "ARCHIVED",
            "ContactFlowStatus": "SAVED",
        },
    ]
    assert "NextToken" not in answer


def test_lists_those_of_the_types_asked_for(connect: "ConnectClient", desk: "Desk") -> None:
    answer = connect.list_contact_flows(
        InstanceId=desk.instance, ContactFlowTypes=["OUTBOUND_WHISPER", "CAMPAIGN"]
    )

    names = {flow["Name"] for flow in answer["ContactFlowSummaryList"]}
    assert names == {"Whisper", "Default outbound"}


def test_gives_all_of_them_in_pages(connect: "ConnectClient", desk: "Desk") -> None:
    everything = connect.list_contact_flows(InstanceId=desk.instance)["ContactFlowSummaryList"]

    pages = connect.get_paginator("list_contact_flows").paginate(
        InstanceId=desk.instance, PaginationConfig={"PageSize": 3}
    )

    lists = [page["ContactFlowSummaryList"] for page in pages]
    assert [flow for page in lists for flow in page] == everything
    assert {len(page) for page in lists[:-1]} == {3}
