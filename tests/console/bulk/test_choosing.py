"""Which queues are chosen to be changed: by filters, or one by one."""

import re
from urllib.parse import urlencode

from console.bulk.conftest import Floor
from console.bulk.pressing import cells, fields_of, press
from console.test_pages import HOSTILE, MOST_BYTES, SHOWN, words
from console.visiting import Seen

NAME = {"new_name_deed": "set", "new_name": "Acme"}


def ids_on(page: Seen) -> dict[str, str]:
    """Give the queues on a page that can be ticked: their ids by their names."""
    found = re.findall(
        r'name="queue" value="([^"]*)"[^>]*></td>\s*<th scope="row"><label[^>]*><bdi>([^<]*)<',
        page.text,
    )
    return {name: id_ for id_, name in found}


def ticked_on(page: Seen) -> list[str]:
    return [value for name, value in fields_of(page).sent if name == "queue"]


def test_the_list_leads_to_it_with_its_filters(floor: Floor) -> None:
    seen = floor.visitor.get(f"{floor.centre.address}?name=sal&tag=team")

    assert f'href="{floor.bulk}?name=sal&amp;tag=team"' in seen.text


def test_filters_narrow_what_is_chosen_from(floor: Floor) -> None:
    floor.add("Sales West", "Support")

    everything = floor.visitor.get(floor.bulk)
    some = press(floor.visitor, floor.bulk, everything, "find", {"name": "sales"})

    assert set(ids_on(everything)) == {"BasicQueue", "Sales", "Sales West", "Support"}
    assert set(ids_on(some)) == {"Sales", "Sales West"}
    assert words(press(floor.visitor, floor.bulk, some, "all")).startswith(
        "What to change Of all queues with “ sales ” in the name:"
    )


def test_ticks_are_kept_from_page_to_page(floor: Floor) -> None:
    floor.add(*(f"Queue {number}" for number in range(60)))
    first = floor.visitor.get(floor.bulk)
    two = tuple(list(ids_on(first).values())[:2])

    second = press(floor.visitor, floor.bulk, first, "further", tick=two)
    one = next(iter(ids_on(second).values()))
    again = press(floor.visitor, floor.bulk, second, "find", tick=(one,))
    asked = press(floor.visitor, floor.bulk, again, "ticked")

    assert (len(ids_on(first)), len(ids_on(second))) == (50, 12)
    assert "2 queues of other pages are ticked, too." in words(second)
    assert sorted(ticked_on(again)) == sorted((*two, one))
    assert words(asked).startswith("What to change Of the 3 queues that you ticked:")
    assert sorted(ticked_on(asked)) == sorted((*two, one))


def test_a_page_is_ticked_at_once_and_nothing_again(floor: Floor) -> None:
    page = floor.visitor.get(floor.bulk)

    every = press(floor.visitor, floor.bulk, page, "page")
    none = press(floor.visitor, floor.bulk, every, "none")

    assert sorted(ticked_on(every)) == sorted(ids_on(page).values())
    assert ticked_on(none) == []


def test_without_a_tick_nothing_is_chosen(floor: Floor) -> None:
    seen = press(floor.visitor, floor.bulk, floor.visitor.get(floor.bulk), "ticked")

    assert seen.status == 400
    assert "Tick a queue first." in words(seen)


def test_so_many_are_ticked_at_most(floor: Floor) -> None:
    page = floor.visitor.get(floor.bulk)

    most = press(
        floor.visitor, floor.bulk, page, "ticked", tick=tuple(str(number) for number in range(500))
    )
    more = press(
        floor.visitor, floor.bulk, page, "ticked", tick=tuple(str(number) for number in range(501))
    )

    assert (most.status, more.status) == (200, 400)
    assert "At most 500 queues can be ticked." in words(more)


def test_the_ticked_ones_alone_are_planned_for(floor: Floor) -> None:
    west, _ = floor.add("Sales West", "Support")
    page = floor.visitor.get(floor.bulk)

    asked = press(floor.visitor, floor.bulk, page, "ticked", tick=(west, "nobody"))
    made = press(floor.visitor, floor.bulk, asked, "plan", NAME)
    plan = floor.visitor.get(made.headers["location"])
    unfit = floor.visitor.get(made.headers["location"] + "?view=unfit")

    assert [row[0] for row in cells(plan)] == ["Sales West"]
    assert cells(unfit) == [["nobody", "Queue not found"]]


def test_what_others_named_stays_text_and_the_page_small(floor: Floor) -> None:
    floor.add(HOSTILE[:100], OutboundCallerIdName=HOSTILE)
    floor.add(*(f"{number:02}".ljust(127, "'") for number in range(60)))
    query = urlencode({"tag": HOSTILE, "number": HOSTILE})

    seen = press(floor.visitor, floor.bulk, floor.visitor.get(floor.bulk), "page")
    full = press(
        floor.visitor, floor.bulk, seen, "find", tick=tuple("x" * 36 + str(n) for n in range(400))
    )
    filtered = floor.visitor.get(f"{floor.bulk}?{query}")
    asked = press(floor.visitor, floor.bulk, filtered, "all")

    for page in (seen, full, filtered, asked):
        assert page.status == 200
        assert "<script>" not in page.text
        assert "\u202e" not in page.text
        assert len(page.text.encode()) < MOST_BYTES
    assert SHOWN in filtered.text
    assert SHOWN in asked.text
