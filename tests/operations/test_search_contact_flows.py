"""SearchContactFlows: flows found by text, type, state, status and tags."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from sample_flows import HANG_UP, UNFINISHED, create_flow, save_flow

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.type_defs import (
        ContactFlowSearchCriteriaTypeDef,
        ContactFlowSearchFilterTypeDef,
    )

    from conftest import Desk


@pytest.fixture
def flows(connect: "ConnectClient", desk: "Desk") -> list[str]:
    """Create four flows to find: two of the sales team, a draft, and an archived one."""
    for name, team in (("North reception", "sales"), ("South reception", "help")):
        connect.create_contact_flow(
            InstanceId=desk.instance,
            Name=name,
            Type="CONTACT_FLOW",
            Content=HANG_UP,
            Tags={"team": team, "floor": "1"},
        )
    connect.create_contact_flow(
        InstanceId=desk.instance,
        Name="North hand-over",
        Type="AGENT_TRANSFER",
        Content=HANG_UP,
        Description="From one agent to another",
        Tags={"team": "sales"},
    )
    save_flow(connect, desk, "North draft")
    archived = create_flow(connect, desk, "North archive")
    connect.update_contact_flow_metadata(
        InstanceId=desk.instance, ContactFlowId=archived, ContactFlowState="ARCHIVED"
    )
    return ["North reception", "South reception", "North hand-over", "North draft", "North archive"]


def found(
    connect: "ConnectClient",
    desk: "Desk",
    criteria: "ContactFlowSearchCriteriaTypeDef",
    sought: "ContactFlowSearchFilterTypeDef | None" = None,
) -> list[str]:
    """Search, and give the names of what is found in the order of creation."""
    answer = connect.search_contact_flows(
        InstanceId=desk.instance, SearchCriteria=criteria, SearchFilter=sought or {}
    )
    assert answer["ApproximateTotalCount"] == len(answer["ContactFlows"])
    return [flow["Name"] for flow in answer["ContactFlows"]]


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        (
            {
                "StringCondition": {
                    "FieldName": "name",
                    "Value": "nor",
                    "ComparisonType": "CONTAINS",
                }
            },
            ["North reception", "North hand-over", "North draft", "North archive"],
        ),
        (
            {
                "StringCondition": {
                    "FieldName": "description",
                    "Value": "From one",
                    "ComparisonType": "STARTS_WITH",
                }
            },
            ["North hand-over"],
        ),
        ({"TypeCondition": "AGENT_TRANSFER"}, ["Default agent transfer", "North hand-over"]),
        ({"StateCondition": "ARCHIVED"}, ["North archive"]),
        ({"StatusCondition": "SAVED"}, ["North draft"]),
        (
            {
                "AndConditions": [
                    {"TypeCondition": "CONTACT_FLOW"},
                    {
                        "StringCondition": {
                            "FieldName": "name",
                            "Value": "North",
                            "ComparisonType": "STARTS_WITH",
                        }
                    },
                ],
                "StatusCondition": "PUBLISHED",
            },
            ["North reception", "North archive"],
        ),
        (
            {"OrConditions": [{"StateCondition": "ARCHIVED"}, {"StatusCondition": "SAVED"}]},
            ["North draft", "North archive"],
        ),
    ],
)
@pytest.mark.usefixtures("flows")
def test_finds_flows_by_their_own_members(
    connect: "ConnectClient",
    desk: "Desk",
    criteria: "ContactFlowSearchCriteriaTypeDef",
    expected: list[str],
) -> None:
    assert found(connect, desk, criteria) == expected


SALES = {"TagKey": "team", "TagValue": "sales"}
FIRST = {"TagKey": "floor", "TagValue": "1"}
CALLS = {"ContactFlowType": "CONTACT_FLOW"}


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ({"TagFilter": {"TagCondition": SALES}}, ["North reception", "North hand-over"]),
        (
            {"FlowAttributeFilter": {"TagCondition": SALES}},
            ["North reception", "North hand-over"],
        ),
        (
            {"FlowAttributeFilter": {"TagCondition": SALES, "ContactFlowTypeCondition": CALLS}},
            ["North reception"],
        ),
        (
            {
                "FlowAttributeFilter": {
                    "AndCondition": {
                        "TagConditions": [SALES, FIRST],
                        "ContactFlowTypeCondition": CALLS,
                    }
                }
            },
            ["North reception"],
        ),
        (
            {
                "FlowAttributeFilter": {
                    "OrConditions": [
                        {"TagConditions": [FIRST]},
                        {"ContactFlowTypeCondition": {"ContactFlowType": "QUEUE_TRANSFER"}},
                    ]
                }
            },
            [
                "Default queue transfer",
                "Sample secure input with agent",
                "North reception",
                "South reception",
            ],
        ),
    ],
)
@pytest.mark.usefixtures("flows")
def test_finds_flows_by_tags_and_attributes(
    connect: "ConnectClient",
    desk: "Desk",
    sought: "ContactFlowSearchFilterTypeDef",
    expected: list[str],
) -> None:
    assert found(connect, desk, {}, sought) == expected


def test_shows_each_flow_as_it_is_described(connect: "ConnectClient", desk: "Desk") -> None:
    flow = create_flow(connect, desk)

    answer = connect.search_contact_flows(
        InstanceId=desk.instance,
        SearchCriteria={
            "StringCondition": {"FieldName": "resourceID", "Value": flow, "ComparisonType": "EXACT"}
        },
    )

    described = connect.describe_contact_flow(InstanceId=desk.instance, ContactFlowId=flow)
    assert answer["ContactFlows"] == [described["ContactFlow"]]


def test_shows_what_is_saved_of_a_flow_that_was_never_published(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    save_flow(connect, desk)

    answer = connect.search_contact_flows(
        InstanceId=desk.instance, SearchCriteria={"StatusCondition": "SAVED"}
    )

    assert [flow["Content"] for flow in answer["ContactFlows"]] == [UNFINISHED]


def test_finds_everything_without_criteria_in_pages(connect: "ConnectClient", desk: "Desk") -> None:
    listed = connect.list_contact_flows(InstanceId=desk.instance)["ContactFlowSummaryList"]

    pages = connect.get_paginator("search_contact_flows").paginate(
        InstanceId=desk.instance, PaginationConfig={"PageSize": 7}
    )

    answers = list(pages)
    shown = [flow["Id"] for answer in answers for flow in answer["ContactFlows"]]
    assert shown == [flow["Id"] for flow in listed]
    assert {answer["ApproximateTotalCount"] for answer in answers} == {len(listed)}


def test_refuses_to_search_by_another_field(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.search_contact_flows(
            InstanceId=desk.instance,
            SearchCriteria={
                "StringCondition": {
                    "FieldName": "content",
                    "Value": "hello",
                    "ComparisonType": "CONTAINS",
                }
            },
        )

    assert refusal.value.response["Error"] == {
        "Code": "InvalidParameterException",
        "Message": "FieldName must be one of name, description, resourceID, but it is content",
    }
