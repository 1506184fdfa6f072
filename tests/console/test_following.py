"""Pages that follow the audit trail: what came since they were shown, and nothing twice."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from console.centre import set_up
from console.test_pages import words
from console.test_trail import PAGE, rows
from console.visiting import HOME, Seen, Visitor
from outdial.access.identity import Caller
from outdial.app import App, open_app
from outdial.console.mount import Console
from outdial.console.pages.newer import MOST_AT_ONCE, MOST_IN_ALL
from outdial.domain.arns import Scope
from outdial.http import Request, Response
from outdial.settings import RootKey, Settings
from outdial.world import StillWorld

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

NEWER = HOME + "newer-events"
END = 'class="notice">More events came than this page holds. <a href="'


def following(text: str) -> str:
    """Give the address that a page or a part of one asks for news."""
    found = re.search(r'hx-get="([^"]*)"', text)
    return unescape(found[1]) if found else ""


def told(seen: Seen) -> str:
    found = re.search(r'<p hx-swap-oob="innerHTML:#told">(.*) at \d\d:\d\d:\d\d UTC</p>', seen.text)
    return found[1] if found else ""


def test_what_came_since_is_told_once_and_in_order(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    page = visitor.get(PAGE)
    nothing = visitor.get(following(page.text))
    connect.update_queue_name(InstanceId=centre.instance, QueueId=centre.queue, Name="Service")
    connect.describe_queue(InstanceId=centre.instance, QueueId=centre.queue)

    some = visitor.get(following(nothing.text))
    again = visitor.get(following(some.text))

    assert (rows(nothing.text), told(nothing)) == ([], "")
    assert (rows(some.text), told(some)) == (["DescribeQueue", "UpdateQueueName"], "2 new events")
    assert (rows(again.text), told(again)) == ([], "")
    for part in (nothing, some, again):
        assert part.status == 200
        assert "<html" not in part.text


def test_an_empty_trail_is_followed(visitor: Visitor, connect: "ConnectClient") -> None:
    page = visitor.get(PAGE)
    connect.list_instances()

    some = visitor.get(following(page.text))

    assert "There is no event yet." in words(page)
    assert (rows(some.text), told(some)) == (["ListInstances"], "1 new event")


def test_news_are_what_the_filters_take(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    page = visitor.get(f"{PAGE}?changes=yes&resource={centre.queue}&user=root")
    connect.update_queue_name(InstanceId=centre.instance, QueueId=centre.queue, Name="Service")
    connect.describe_queue(InstanceId=centre.instance, QueueId=centre.queue)
    connect.update_phone_number_metadata(
        PhoneNumberId=centre.number_id, PhoneNumberDescription="Main"
    )

    some = visitor.get(following(page.text))

    assert rows(some.text) == ["UpdateQueueName"]
    query = parse_qs(urlsplit(following(some.text)).query)
    assert (query["resource"], query["changes"], query["count"]) == ([centre.queue], ["yes"], ["1"])


def test_older_pages_and_those_that_end_follow_nothing(
    visitor: Visitor, connect: "ConnectClient"
) -> None:
    for _ in range(51):
        connect.list_instances()
    page = visitor.get(PAGE)
    older = re.search(r'href="([^"]*)" rel="next"', page.text)
    assert older

    seen = [visitor.get(unescape(older[1])), visitor.get(PAGE + "?until=2030-01-01T00:00")]

    assert following(page.text)
    assert [following(each.text) for each in seen] == ["", ""]


def test_a_page_that_is_full_takes_no_older_event_for_news(
    visitor: Visitor, connect: "ConnectClient"
) -> None:
    for _ in range(60):
        connect.list_instances()
    page = visitor.get(PAGE)
    nothing = visitor.get(following(page.text))
    connect.list_phone_numbers_v2()
    connect.list_phone_numbers_v2()
    some = visitor.get(following(nothing.text))

    assert len(rows(page.text)) == 50
    assert (nothing.status, rows(nothing.text), told(nothing)) == (200, [], "")
    assert (rows(some.text), told(some)) == (["ListPhoneNumbersV2"] * 2, "2 new events")


def test_too_much_at_once_is_offered_from_the_start(
    visitor: Visitor, connect: "ConnectClient"
) -> None:
    page = visitor.get(PAGE)
    for _ in range(MOST_AT_ONCE + 1):
        connect.list_instances()

    seen = visitor.get(following(page.text))

    assert END in seen.text
    assert rows(seen.text) == []
    assert following(seen.text) == ""


def test_too_much_in_all_is_shown_and_ends_it(visitor: Visitor, connect: "ConnectClient") -> None:
    page = visitor.get(PAGE)
    connect.list_instances()
    target = following(page.text).replace("count=0", f"count={MOST_IN_ALL}")

    seen = visitor.get(target)

    assert rows(seen.text) == ["ListInstances"]
    assert following(seen.text) == ""
    assert END in seen.text


def test_what_was_asked_for_stays_text_in_news(visitor: Visitor) -> None:
    page = visitor.get(f"{PAGE}?user=%27%22%3E%3Cscript%3E&resource=%3C/template%3E")

    seen = visitor.get(following(page.text))

    query = parse_qs(urlsplit(following(seen.text)).query)
    assert (query["user"], query["resource"]) == (["'\"><script>"], ["</template>"])
    assert "<script>" not in seen.text
    assert "</template>" not in seen.text
    assert seen.text.count('"') == 12


@pytest.mark.parametrize(
    "query",
    ["", "after=x&count=1", "after=1&count=x", "after=99999999999999999&count=0", "after=1"],
)
def test_what_no_page_asked_for_is_refused(visitor: Visitor, query: str) -> None:
    seen = visitor.get(f"{NEWER}?{query}")

    assert seen.status == 400
    assert "No page follows the trail like this" in words(seen)


@pytest.fixture
def world() -> StillWorld:
    return StillWorld()


@pytest.fixture
def app(world: StillWorld) -> Iterator[App]:
    root = RootKey(id="root", secret="a-secret-of-roots", account="123456789012")
    app = open_app(world=world, settings=Settings(auth="signed", root_keys=(root,), trail=True))
    yield app
    app.close()


def get(console: Console, target: str, cookie: str, **headers: str) -> Response:
    path, _, query = target.partition("?")
    headers = {"cookie": cookie, **{name.replace("_", "-"): it for name, it in headers.items()}}
    return console.answer(Request(method="GET", path=path, query=query, headers=headers))


def enter(console: Console) -> str:
    """Sign in; give the cookie."""
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "host": "localhost",
        "origin": "http://localhost",
    }
    body = b"key=root&secret=a-secret-of-roots"
    entered = console.answer(
        Request(method="POST", path=HOME + "sign-in", headers=headers, body=body)
    )
    return entered.headers["set-cookie"].partition(";")[0]


def test_to_follow_is_one_look_a_minute_and_no_use_of_the_session(
    app: App, world: StillWorld
) -> None:
    console = Console(app)
    cookie = enter(console)
    target = following(get(console, PAGE, cookie).body.decode())
    statuses = []
    for _ in range(31 * 30):
        part = get(console, target, cookie, hx_request="true")
        statuses.append(part.status)
        target = following(part.body.decode()) or target
        world.advance(seconds=2)

    ended = get(console, target, cookie, hx_request="true")
    caller = Caller(Scope("123456789012", "us-east-1"), "cloudtrail")
    looks = app.perform(caller, "LookupEvents", {"MaxResults": 50})["Events"]

    assert statuses == [200] * 30 * 30 + [204] * 30
    assert (ended.status, ended.headers["hx-refresh"]) == (204, "true")
    assert [event["EventName"] for event in looks] == ["LookupEvents"] * 31
    assert world.now() - looks[-1]["EventTime"] == timedelta(minutes=31)
