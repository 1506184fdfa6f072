"""What SearchQueues finds."""

from typing import TYPE_CHECKING, Any

import pytest

from conftest import Desk
from number_desk import refusal, told
from queue_desk import heedless, shown

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


def condition(field: str, value: str, comparison: str) -> dict[str, object]:
    return {"StringCondition": {"FieldName": field, "Value": value, "ComparisonType": comparison}}


@pytest.fixture
def floor(connect: "ConnectClient", desk: Desk) -> Desk:
    """Add two queues to BasicQueue and Sales."""
    for name, description, team in (
        ("Sales West", "Sells in the west", "red"),
        ("Support", "Helps in the west", "blue"),
    ):
        connect.create_queue(
            InstanceId=desk.instance,
            Name=name,
            Description=description,
            HoursOfOperationId=desk.hours,
            Tags={"team": team, "site": "1"},
        )
    return desk


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["BasicQueue", "Sales", "Sales West", "Support"]),
        ({"SearchCriteria": {}}, ["BasicQueue", "Sales", "Sales West", "Support"]),
        ({"SearchCriteria": condition("name", "sales", "STARTS_WITH")}, ["Sales", "Sales West"]),
        ({"SearchCriteria": condition("name", "SALES", "EXACT")}, ["Sales"]),
        (
            {"SearchCriteria": condition("description", "west", "CONTAINS")},
            ["Sales West", "Support"],
        ),
        ({"SearchCriteria": condition("name", "nobody", "CONTAINS")}, []),
        (
            {"SearchCriteria": {"QueueTypeCondition": "STANDARD"}},
            ["BasicQueue", "Sales", "Sales West", "Support"],
        ),
        (
            {
                "SearchCriteria": {
                    "AndConditions": [
                        condition("description", "west", "CONTAINS"),
                        {
                            "OrConditions": [
                                condition("name", "Supp", "STARTS_WITH"),
                                condition("name", "Basic", "STARTS_WITH"),
                            ]
                        },
                    ]
                }
            },
            ["Support"],
        ),
        (
            {"SearchFilter": {"TagFilter": {"TagCondition": {"TagKey": "site"}}}},
            ["Sales West", "Support"],
        ),
        (
            {
                "SearchFilter": {
                    "TagFilter": {"OrConditions": [[{"TagKey": "team", "TagValue": "red"}]]}
                },
                "SearchCriteria": condition("description", "west", "CONTAINS"),
            },
            ["Sales West"],
        ),
    ],
)
def test_finds_what_criteria_and_tags_ask_for(
    connect: "ConnectClient", floor: Desk, asked: Any, found: list[str]
) -> None:
    answer = connect.search_queues(InstanceId=floor.instance, **asked)

    assert [queue["Name"] for queue in answer["Queues"]] == found
    assert answer["ApproximateTotalCount"] == len(found)
    assert "NextToken" not in answer


def test_a_queue_is_found_by_its_id_and_shown_as_it_is_described(
    connect: "ConnectClient", floor: Desk
) -> None:
    criteria: Any = condition("resourceID", floor.queue, "EXACT")

    answer = connect.search_queues(InstanceId=floor.instance, SearchCriteria=criteria)

    assert told(answer) == {"Queues": [shown(connect, floor)], "ApproximateTotalCount": 1}


def test_pages_hold_all_that_is_found_once_and_each_tells_how_much_that_is(
    connect: "ConnectClient", floor: Desk
) -> None:
    criteria: Any = {
        "OrConditions": [
            condition("name", "S", "STARTS_WITH"),
        ]
    }

    pages = list(
        connect.get_paginator("search_queues").paginate(
            InstanceId=floor.instance,
            SearchCriteria=criteria,
            PaginationConfig={"PageSize": 2},
        )
    )

    assert [[queue["Name"] for queue in page["Queues"]] for page in pages] == [
        ["Sales", "Sales West"],
        ["Support"],
    ]
    assert [page["ApproximateTotalCount"] for page in pages] == [3, 3]


@pytest.mark.parametrize(
    ("asked", "code", "text"),
    [
        ({"InstanceId": "nobody"}, "ResourceNotFoundException", "Instance not found"),
        ({"InstanceId": None}, "InvalidRequestException", "InstanceId is required"),
        ({"MaxResults": 501}, "InvalidParameterException", "MaxResults must be at most 500"),
        (
            {"SearchCriteria": condition("Name", "Sales", "EXACT")},  # S2
            "InvalidParameterException",
            "FieldName must be one of name, description, resourceID, but it is Name",
        ),
        (
            {"SearchCriteria": {"StringCondition": {"FieldName": "name", "Value": "x"}}},  # S2
            "InvalidParameterException",
            "StringCondition must have a ComparisonType",
        ),
        (
            {"SearchCriteria": {"OrConditions": [condition("name", "S", "CONTAINS")]}},  # S3
            "InvalidParameterException",
            "A name is searched by CONTAINS with 2 to 25 characters, not 1",
        ),
        (
            {"SearchCriteria": {"QueueTypeCondition": "AGENT"}},
            "InvalidParameterException",
            "SearchCriteria.QueueTypeCondition must be one of STANDARD",
        ),
        (
            {"NextToken": "other"},
            "InvalidParameterException",
            "NextToken is not a token of this list: send the one of the page before, unchanged",
        ),
    ],
)
@pytest.mark.usefixtures("outdial")
def test_refuses_what_cannot_be_searched(
    desk: Desk, asked: dict[str, object], code: str, text: str
) -> None:
    answer = refusal(heedless().search_queues, **({"InstanceId": desk.instance} | asked))

    assert answer == (code, text)


def test_a_call_looks_through_so_many_queues_and_its_paginator_finds_all(
    connect: "ConnectClient", floor: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outdial.paging.FARTHEST", 3)
    every = [
        queue["Id"] for queue in connect.list_queues(InstanceId=floor.instance)["QueueSummaryList"]
    ]
    for number in range(5):
        connect.create_queue(
            InstanceId=floor.instance, Name=f"Rare {number}", HoursOfOperationId=floor.hours
        )
    rare: Any = condition("name", "rare", "STARTS_WITH")

    pages = list(
        connect.get_paginator("search_queues").paginate(
            InstanceId=floor.instance, SearchCriteria=rare, PaginationConfig={"PageSize": 2}
        )
    )

    found = [queue["QueueId"] for page in pages for queue in page["Queues"]]
    listed = connect.list_queues(InstanceId=floor.instance)["QueueSummaryList"]
    first = [queue["Id"] for queue in listed[:3]]
    assert found == [queue["Id"] for queue in listed if queue["Id"] not in every]
    assert max(len(page["Queues"]) for page in pages) == 2
    assert {page["ApproximateTotalCount"] for page in pages} == {len({*first} - {*every})}


def test_without_criteria_pages_are_full_and_what_there_is_is_counted_as_far(
    connect: "ConnectClient", floor: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outdial.paging.FARTHEST", 2)

    pages = list(
        connect.get_paginator("search_queues").paginate(
            InstanceId=floor.instance, PaginationConfig={"PageSize": 3}
        )
    )

    assert [[queue["Name"] for queue in page["Queues"]] for page in pages] == [
        ["BasicQueue", "Sales", "Sales West"],
        ["Support"],
    ]
    assert [page["ApproximateTotalCount"] for page in pages] == [2, 2]
