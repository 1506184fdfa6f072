"""Queues found by name, tag and number, over the console of a real server."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from console.centre import Centre, set_up
from console.test_pages import HOSTILE, SHOWN, words
from console.visiting import Seen, Visitor

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.type_defs import OutboundCallerConfigTypeDef


@pytest.fixture
def centre(connect: "ConnectClient", account: str) -> Centre:
    """Add queues to BasicQueue and Sales, of which some show the number that Sales shows."""
    centre = set_up(connect, f"one{account}")
    hours = connect.list_hours_of_operations(InstanceId=centre.instance)
    for name, tags, number in (
        ("Sales West", {"team": "red", "site": "1"}, centre.number_id),
        ("Support", {"team": "blue"}, centre.number_id),
        ("Sleepy", {"team": "red"}, None),
    ):
        shown: OutboundCallerConfigTypeDef = {"OutboundCallerIdName": name}
        if number:
            shown["OutboundCallerIdNumberId"] = number
        connect.create_queue(
            InstanceId=centre.instance,
            Name=name,
            HoursOfOperationId=hours["HoursOfOperationSummaryList"][0]["Id"],
            Tags=tags,
            OutboundCallerConfig=shown,
        )
    return centre


def names(seen: Seen) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*><bdi>([^<]*)</bdi>', seen.text)


@pytest.mark.parametrize(
    ("asked", "found", "told"),
    [
        (
            {"name": "SAL"},
            {"Sales", "Sales West"},
            "2 queues with “ SAL ” in the name",
        ),
        ({"tag": "site"}, {"Sales West"}, "1 queue with the tag “ site ”"),
        ({"tag": "team = red"}, {"Sales West", "Sleepy"}, "2 queues with the tag “ team = red ”"),
        (
            {"name": "west", "tag": "team=red"},
            {"Sales West"},
            "1 queue with “ west ” in the name and the tag “ team=red ”",
        ),
        (
            {"number": "{number}"},
            {"Sales", "Sales West", "Support"},
            "Queues showing the number “ {number} ”",
        ),
        (
            {"number": "{last}", "name": "sales"},
            {"Sales", "Sales West"},
            "Queues with “ sales ” in the name, showing the number “ {last} ”",
        ),
        (
            {"number": "{number_id}", "tag": "team=blue"},
            {"Support"},
            "Queues with the tag “ team=blue ”, showing the number “ {number_id} ”",
        ),
        ({"tag": "team=green"}, set(), "There is no queue with the tag “ team=green ”."),
        ({"number": "+12"}, set(), "There is no queue showing the number “ +12 ”."),
        (
            {"number": "+12065550199"},
            set(),
            "There is no queue showing the number “ +12065550199 ”.",
        ),
    ],
)
def test_queues_are_filtered_by_all_that_is_asked(
    visitor: Visitor, centre: Centre, asked: dict[str, str], found: set[str], told: str
) -> None:
    known = {
        "number": centre.number,
        "number_id": centre.number_id,
        "last": f"{centre.number[-7:-4]}-{centre.number[-4:]}",
    }
    query = urlencode({name: text.format(**known) for name, text in asked.items()})

    seen = visitor.get(f"{centre.address}?{query}")

    assert seen.status == 200
    assert set(names(seen)) == found
    assert told.format(**known) in words(seen)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"name": "a"}, "A name is searched by CONTAINS with 2 to 25 characters, not 1"),
        ({"next": "x"}, "NextToken is not a token of this list"),
    ],
)
def test_what_cannot_be_searched_is_told_beside_the_filters(
    visitor: Visitor, centre: Centre, asked: dict[str, str], told: str
) -> None:
    seen = visitor.get(f"{centre.address}?{urlencode(asked)}")

    assert seen.status == 400
    assert told in words(seen)
    assert "Name contains" in words(seen)


def test_many_queues_of_a_number_come_in_pages(
    visitor: Visitor, connect: "ConnectClient", centre: Centre
) -> None:
    hours = connect.list_hours_of_operations(InstanceId=centre.instance)
    for number in range(120):
        shown = centre.number_id if number % 2 else None
        connect.create_queue(
            InstanceId=centre.instance,
            Name=f"Queue {number}",
            HoursOfOperationId=hours["HoursOfOperationSummaryList"][0]["Id"],
            OutboundCallerConfig={"OutboundCallerIdNumberId": shown} if shown else {},
        )

    first = visitor.get(f"{centre.address}?number={centre.number_id}")
    following = re.search(r'href="([^"]*)" rel="next"', first.text)
    assert following
    second = visitor.get(following[1].replace("&amp;", "&"))

    assert (len(names(first)), len(names(second))) == (50, 13)
    shown_by = {f"Queue {number}" for number in range(1, 120, 2)} | {
        "Sales",
        "Sales West",
        "Support",
    }
    assert {*names(first), *names(second)} == shown_by
    assert "Next page" not in second.text


@pytest.mark.parametrize("field", ["name", "tag", "number"])
def test_what_filters_ask_for_stays_text(visitor: Visitor, centre: Centre, field: str) -> None:
    wanted = HOSTILE if field != "name" else HOSTILE[:25]

    seen = visitor.get(f"{centre.address}?{urlencode({field: wanted})}")

    assert seen.status == 200
    assert SHOWN[:30] in seen.text
    assert "<script>alert" not in seen.text
    assert "\u202e" not in seen.text
