"""ListQuickConnects: all quick connects of an instance, or those of some types, in pages."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sample_flows import create_flow
from sample_quick_connects import create_quick_connect

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def test_shows_a_summary_of_each(connect: "ConnectClient", desk: "Desk") -> None:
    created = create_quick_connect(connect, desk)

    answer = connect.list_quick_connects(InstanceId=desk.instance)

    assert answer["QuickConnectSummaryList"] == [
        {
            "Id": created,
            "Arn": desk.arn(f"transfer-destination/{created}"),
            "Name": "Pager",
            "QuickConnectType": "PHONE_NUMBER",
            "LastModifiedTime": datetime(2026, 1, 1, tzinfo=UTC),
            "LastModifiedRegion": "us-east-1",
        }
    ]
    assert "NextToken" not in answer


def test_lists_those_of_the_types_asked_for(connect: "ConnectClient", desk: "Desk") -> None:
    create_quick_connect(connect, desk)
    flow = create_flow(connect, desk)
    connect.create_quick_connect(
        InstanceId=desk.instance,
        Name="Form",
        QuickConnectConfig={"QuickConnectType": "FLOW", "FlowConfig": {"ContactFlowId": flow}},
    )

    answer = connect.list_quick_connects(
        InstanceId=desk.instance, QuickConnectTypes=["FLOW", "USER"]
    )

    assert [each["Name"] for each in answer["QuickConnectSummaryList"]] == ["Form"]


def test_gives_all_of_them_in_pages(connect: "ConnectClient", desk: "Desk") -> None:
    for name in ("One", "Two", "Three"):
        create_quick_connect(connect, desk, name)

    pages = connect.get_paginator("list_quick_connects").paginate(
        InstanceId=desk.instance, PaginationConfig={"PageSize": 2}
    )

    names = [[each["Name"] for each in page["QuickConnectSummaryList"]] for page in pages]
    assert names == [["One", "Two"], ["Three"]]
