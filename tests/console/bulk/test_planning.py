"""What a plan tells before anything is done."""

from typing import Any

import pytest

from console.bulk.conftest import Floor, until_done
from console.bulk.pressing import cells, counts, fields_of, press
from console.test_pages import HOSTILE, MOST_BYTES, SHOWN, words
from console.visiting import Visitor

NAME = {"new_name_deed": "set", "new_name": "Acme"}


def test_a_plan_tells_what_would_change_and_changes_nothing(floor: Floor) -> None:
    floor.add("Silent", "Support", OutboundCallerIdName="Help")
    before = floor.configs()

    plan = floor.visitor.get(floor.plan(**NAME))

    assert plan.status == 200
    assert counts(plan) == {"Would change": "3", "Are so already": "1", "Cannot change": "0"}
    assert cells(plan) == [
        ["BasicQueue", "from none to Acme", "none", "the default one"],
        ["Silent", "from Help to Acme", "none", "the default one"],
        ["Support", "from Help to Acme", "none", "the default one"],
    ]
    assert words(plan).startswith(
        "Plan Nothing is done yet Name set to Acme Number kept Whisper flow kept Would change 3"
    )
    assert floor.configs() == before


@pytest.mark.parametrize(
    ("changes", "row"),
    [
        (
            {"new_name_deed": "remove"},
            ["Sales", "from Acme to none", "{number} US", "Sales whisper"],
        ),
        (
            {"new_number_deed": "remove", **NAME},
            ["Sales", "Acme", "from {number} US to none", "Sales whisper"],
        ),
        (
            {"new_flow_deed": "remove", "new_name_deed": "keep", "new_name": "ignored"},
            ["Sales", "Acme", "{number} US", "from Sales whisper to the default one"],
        ),
        (
            {"new_number_deed": "set", "other_number": "{other}", **NAME},
            ["Sales", "Acme", "from {number} US to {spare} US", "Sales whisper"],
        ),
    ],
)
def test_each_part_is_kept_set_or_removed(
    floor: Floor, changes: dict[str, str], row: list[str]
) -> None:
    spare = floor.connect.search_available_phone_numbers(
        InstanceId=floor.centre.instance, PhoneNumberCountryCode="US", PhoneNumberType="DID"
    )["AvailableNumbersList"][0]["PhoneNumber"]
    claimed = floor.connect.claim_phone_number(InstanceId=floor.centre.instance, PhoneNumber=spare)[
        "PhoneNumberId"
    ]
    known = {"number": floor.centre.number, "spare": spare, "other": claimed}
    given = {name: text.format(**known) for name, text in changes.items()}

    plan = floor.visitor.get(floor.plan("?name=sales", **given))

    assert cells(plan) == [[cell.format(**known) for cell in row]]


def test_queues_whose_number_is_gone_cannot_keep_it(floor: Floor) -> None:
    floor.add("Support")
    floor.connect.release_phone_number(PhoneNumberId=floor.centre.number_id)
    change = {"new_name_deed": "set", "new_name": "New"}

    plan = floor.plan(**change)
    seen, unfit = floor.visitor.get(plan), floor.visitor.get(plan + "?view=unfit")
    without = floor.visitor.get(floor.plan(**change, new_number_deed="remove"))

    assert counts(seen) == {"Would change": "2", "Are so already": "0", "Cannot change": "1"}
    assert [row[0] for row in cells(seen)] == ["BasicQueue", "Support"]
    assert cells(unfit) == [["Sales", "Phone number not found"]]
    assert counts(without) == {"Would change": "3", "Are so already": "0", "Cannot change": "0"}


def test_a_number_that_is_not_there_fits_no_queue(floor: Floor) -> None:
    plan = floor.visitor.get(floor.plan(new_number_deed="set", other_number="nobody"))

    assert counts(plan) == {"Would change": "0", "Are so already": "0", "Cannot change": "2"}
    assert "apply" not in fields_of(plan).buttons


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Everything is kept as it is: choose what to set or to remove."),
        ({"new_name_deed": "set"}, "Enter a name, or choose to keep or remove it."),
        ({"new_number_deed": "set"}, "Enter a number, or choose to keep or remove it."),
        ({"new_flow_deed": "set"}, "Enter a whisper flow, or choose to keep or remove it."),
        (
            {"new_name_deed": "set", "new_name": "x" * 256},
            "A name has at most 255 characters.",
        ),
        (
            {"new_name_deed": "set", "new_name": "a\nb"},
            "OutboundCallerIdName must not contain control characters or line breaks",
        ),
        (
            {"new_number_deed": "set", "other_number": "+12065550100"},
            "OutboundCallerIdNumberId must be a number's id or ARN, not the number itself",
        ),
    ],
)
def test_what_no_queue_could_have_is_told_beside_its_field(
    floor: Floor, changes: dict[str, str], told: str
) -> None:
    asked = press(floor.visitor, floor.bulk, floor.setting(), "plan", changes)

    sent = dict(fields_of(asked).sent)
    assert asked.status == 400
    assert told in words(asked).replace("&#39;", "'")
    assert {name: sent[name.replace("_", "-")] for name in changes} == {
        name: text.replace("\n", "\n") for name, text in changes.items()
    }


def test_a_long_plan_comes_in_pages(floor: Floor) -> None:
    floor.add(*(f"Queue {number:02}" for number in range(60)))

    plan = floor.plan(**NAME)
    first, second = floor.visitor.get(plan), floor.visitor.get(plan + "?start=40")
    beyond = floor.visitor.get(plan + "?start=999999999")

    names = [row[0] for page in (first, second) for row in cells(page)]
    assert names == ["BasicQueue", *(f"Queue {number:02}" for number in range(60))]
    assert "1 to 40 of 61" in words(first)
    assert "41 to 61 of 61" in words(second)
    assert "No queue would change." in words(beyond)


@pytest.mark.parametrize("start", ["-1", "x", "9" * 5000, "²"])
def test_a_strange_page_of_a_plan_is_its_first_one(floor: Floor, start: str) -> None:
    plan = floor.plan(**NAME)

    seen = floor.visitor.get(f"{plan}?start={start.replace('²', '%C2%B2')}")

    assert (seen.status, len(cells(seen))) == (200, 1)


def test_a_plan_is_its_session_s_alone(floor: Floor, account: str) -> None:
    plan = floor.plan(**NAME)
    same = Visitor(url=floor.visitor.url)
    same.sign_in(account, "")
    nobody = Visitor(url=floor.visitor.url)

    seen = [visitor.get(plan) for visitor in (floor.visitor, same, nobody)]
    pressed = press(same, plan, same.get(floor.bulk), "all")

    assert [page.status for page in seen] == [200, 404, 404]
    assert pressed.status == 404
    assert "There is no such plan." in words(seen[1])


def test_plans_are_listed_and_can_be_forgotten(floor: Floor) -> None:
    plan = floor.plan(**NAME)
    listed = floor.visitor.get(floor.bulk)

    forgotten = press(floor.visitor, plan, floor.visitor.get(plan), "forget")

    assert f'href="{plan}"' in listed.text
    assert "Your plans Change name of 1 queue: not applied yet" in words(listed)
    assert forgotten.headers["location"] == floor.bulk
    assert plan not in floor.visitor.get(floor.bulk).text
    assert floor.visitor.get(plan).status == 404


def test_so_many_plans_are_kept_of_a_session(floor: Floor) -> None:
    plans = [floor.plan(**NAME) for _ in range(7)]

    assert [floor.visitor.get(plan).status for plan in plans] == [404] * 2 + [200] * 5


def test_what_others_named_stays_text_and_the_plan_small(floor: Floor) -> None:
    floor.add(
        *(f"{n:02}{HOSTILE}".ljust(127, "'") for n in range(50)), OutboundCallerIdName="<" * 255
    )

    plan = floor.visitor.get(floor.plan(new_name_deed="set", new_name="'" * 255))

    assert SHOWN in plan.text
    assert "<script>" not in plan.text
    assert "\u202e" not in plan.text
    assert len(plan.text.encode()) < MOST_BYTES


def test_a_plan_of_a_pair_is_made_in_either_region(floor: Floor, account: str) -> None:
    made: Any = floor.connect.replicate_instance(
        InstanceId=floor.centre.instance, ReplicaRegion="us-west-2", ReplicaAlias=f"two{account}"
    )
    assert made["Id"] == floor.centre.instance
    bulk = floor.bulk.replace("us-east-1", "us-west-2")
    asked = press(floor.visitor, bulk, floor.visitor.get(bulk), "all")
    answer = press(floor.visitor, bulk, asked, "plan", NAME)
    plan = until_done(floor.visitor, answer.headers["location"])

    assert counts(plan) == {"Would change": "1", "Are so already": "1", "Cannot change": "0"}
