"""What script adds to pages: news without a reload, and nothing that the policy forbids."""

import json
import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

from console.browser.test_browser import WAYS, go_to, opened
from console.centre import SECRET, client, set_up
from server_process import ServerProcess, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TRAIL = "/_outdial/console/trail"


def enter(page: "Page", account: str, target: str = TRAIL) -> None:
    """See a page of another account."""
    page.goto("/_outdial/console/sign-in?" + urlencode({"to": target}))
    page.get_by_label("Access key ID or account").fill(account)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()


def events(page: "Page") -> list[str]:
    texts: list[str] = page.locator("#events th").all_inner_texts()
    return texts


def test_the_trail_follows_what_comes(
    browser: "Browser", demo_server: ServerProcess, axe: str
) -> None:
    connect = client(demo_server.url, "333333333331")
    with opened(browser, demo_server, viewport={"width": 1100, "height": 900}) as page:
        enter(page, "333333333331", TRAIL + "?changes=yes")
        page.evaluate("window.isKept = true")
        empty = page.get_by_text("There is no event of this kind.").is_visible()
        page.get_by_label("User").focus()
        page.keyboard.type("ro")
        set_up(connect, "live")
        page.get_by_role("link", name="CreateQueue", exact=True).wait_for()
        told = page.get_by_role("status").first.inner_text()
        seen = events(page)
        page.keyboard.type("ot")
        typed = page.get_by_label("User").input_value()
        page.evaluate(axe)
        found = page.evaluate("axe.run()")["violations"]
        is_kept = page.evaluate("window.isKept")
        is_empty_still = page.get_by_text("There is no event of this kind.").is_visible()

    assert (empty, is_empty_still, is_kept, typed) == (True, False, True, "root")
    assert re.fullmatch(r"\d new events? at \d\d:\d\d:\d\d UTC", told)
    assert seen == ["CreateQueue", "CreateContactFlow", "ClaimPhoneNumber", "CreateInstance"]
    assert [(each["id"], each["nodes"]) for each in found] == []


def test_to_follow_can_be_paused_by_the_keyboard(
    browser: "Browser", demo_server: ServerProcess
) -> None:
    connect = client(demo_server.url, "333333333332")
    with opened(browser, demo_server) as page:
        enter(page, "333333333332")
        asked: list[str] = []
        page.on("request", lambda each: asked.append(each.url) if "newer" in each.url else None)
        box = page.get_by_label("Show new events as they come")
        box.focus()
        page.keyboard.press("Space")
        with page.expect_event("console", lambda said: said.text == "three"):
            page.evaluate(
                """() => {
                    let count = 0;
                    document.addEventListener("htmx:beforeRequest", () => {
                        if (++count === 3) console.log("three");
                    });
                }"""
            )
            connect.list_instances()
        paused = (box.is_checked(), list(asked), events(page))
        page.keyboard.press("Space")
        page.get_by_role("link", name="ListInstances").first.wait_for()
        focused = page.evaluate("document.activeElement.id")

    assert paused == (False, [], [])
    assert focused == "follow"


def test_news_move_nothing_that_is_looked_at(
    browser: "Browser", demo_server: ServerProcess
) -> None:
    connect = client(demo_server.url, "333333333333")
    for _ in range(50):
        connect.list_instances()
    with opened(browser, demo_server, viewport={"width": 1100, "height": 700}) as page:
        enter(page, "333333333333")
        rows = page.locator("#events th a")
        rows.nth(30).focus()
        address = rows.nth(30).get_attribute("href")
        top = "document.activeElement.getBoundingClientRect().top"
        before = page.evaluate(top)
        connect.list_phone_numbers_v2()
        page.get_by_role("link", name="ListPhoneNumbersV2").wait_for(state="attached")
        after = page.evaluate(top)
        focused = page.evaluate("document.activeElement.getAttribute('href')")

    assert focused == address
    assert abs(after - before) < 2


def test_a_server_that_does_not_answer_is_told(
    browser: "Browser", demo_server: ServerProcess
) -> None:
    connect = client(demo_server.url, "333333333334")
    lost = "There is no answer from the server; it is asked again and again."
    with opened(browser, demo_server) as page:
        enter(page, "333333333334")
        page.context.set_offline(True)
        page.get_by_text(lost).wait_for()
        page.context.set_offline(False)
        connect.list_instances()
        page.get_by_role("link", name="ListInstances").wait_for()
        told = page.get_by_role("status").first.inner_text()

    assert told.startswith("1 new event at ")


def test_where_the_session_has_ended_the_page_leads_to_the_form(browser: "Browser") -> None:
    key = f"root:{SECRET}:123456789012"
    with (
        running("--memory", "--auth", "signed", "--root-key", key) as server,
        opened(browser, server) as page,
    ):
        page.goto(TRAIL)
        page.get_by_label("Access key ID").fill("root")
        page.get_by_label("Secret access key").fill(SECRET)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_label("Show new events as they come").wait_for()
        page.context.clear_cookies()
        page.get_by_label("Secret access key").wait_for()
        target = page.locator("input[name=to]").get_attribute("value")

    assert target == TRAIL


def test_a_list_is_filtered_while_one_types(
    browser: "Browser", demo_server: ServerProcess, axe: str
) -> None:
    with opened(browser, demo_server) as page:
        go_to(page, "queues")
        page.evaluate("window.isKept = true")
        page.get_by_label("Name contains").focus()
        page.keyboard.type("bil")
        page.get_by_text("1 queue with").wait_for()
        page.keyboard.type("l")
        page.wait_for_url("**/*name=bill*")
        rows = page.locator("#found tbody th").all_inner_texts()
        told = page.get_by_role("status").first.inner_text()
        page.keyboard.type("zzz")
        page.get_by_text("There is no queue").wait_for()
        typed = page.evaluate("document.activeElement.value")
        page.evaluate(axe)
        found = page.evaluate("axe.run()")["violations"]
        is_kept = page.evaluate("window.isKept")
        page.get_by_role("link", name="All queues").click()
        page.get_by_role("link", name="Sales").first.wait_for()

    assert (rows, typed, is_kept) == (["Billing"], "billzzz", True)
    assert told == "1 queue with “bill” in the name"
    assert [(each["id"], each["nodes"]) for each in found] == []


def test_what_a_filter_cannot_be_is_told_beside_it(
    browser: "Browser", demo_server: ServerProcess
) -> None:
    with opened(browser, demo_server) as page:
        go_to(page, "queues")
        page.get_by_label("Name contains").fill("x" * 26)
        told = page.get_by_role("alert").inner_text()
        typed = page.get_by_label("Name contains").input_value()

    assert told == "A name is searched by CONTAINS with 2 to 25 characters, not 26"
    assert typed == "x" * 26


def test_the_handset_moves_to_another_country_without_a_reload(
    browser: "Browser", demo_server: ServerProcess
) -> None:
    with opened(browser, demo_server) as page:
        go_to(page, "queue")
        page.evaluate("window.isKept = true")
        field = page.get_by_label("Handset's country")
        field.fill("GB")
        page.get_by_text("A call from us-east-1 to a handset in GB").wait_for()
        title = page.locator("svg.handset title").text_content()
        address = page.url.partition("?")[2]
        focused = page.evaluate("document.activeElement.name")
        field.fill("DE")
        field.press("Enter")
        page.get_by_text("A call from us-east-1 to a handset in DE").wait_for()
        again = page.url.partition("?")[2]
        is_kept = page.evaluate("window.isKept")

    assert title == "A handset in GB on which the call comes in"
    assert (parse_qs(address), parse_qs(again)) == ({"callee": ["GB"]}, {"callee": ["DE"]})
    assert (focused, is_kept) == ("callee", True)


def test_texts_to_run_elsewhere_are_copied(browser: "Browser", demo_server: ServerProcess) -> None:
    with opened(browser, demo_server, permissions=["clipboard-read", "clipboard-write"]) as page:
        go_to(page, "event")
        page.get_by_role("button", name="Copy: The record").click()
        page.get_by_role("status").get_by_text("Copied").wait_for(state="attached")
        copied = json.loads(page.evaluate("navigator.clipboard.readText()"))
        title = page.get_by_role("heading", level=1).inner_text()

    assert copied["eventName"] == title


def test_texts_are_copied_where_browsers_offer_no_clipboard_to_pages(browser: "Browser") -> None:
    chromium = browser.browser_type.launch(
        executable_path=shutil.which("chromium"),
        args=["--host-resolver-rules=MAP outdial.test 127.0.0.1"],
    )
    with running("--memory", "--allow-host", "outdial.test") as server:
        page = chromium.new_page()
        page.goto(f"http://outdial.test:{server.port}/_outdial/console/")
        has_clipboard = page.evaluate("navigator.clipboard !== undefined")
        page.get_by_role("button", name="Copy").click()
        page.get_by_role("button", name="Copied").wait_for()
        page.goto(f"http://outdial.test:{server.port}{TRAIL}")
        page.get_by_label("User").focus()
        page.keyboard.press("Control+V")
        pasted = page.get_by_label("User").input_value()
        chromium.close()

    assert (has_clipboard, pasted) == (False, "outdial demo")


def test_no_page_does_what_its_policy_forbids(
    browser: "Browser", demo_server: ServerProcess
) -> None:
    wrong: list[str] = []
    with opened(browser, demo_server) as page:
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(f"{said.type}: {said.text}"))
        for name in WAYS:
            go_to(page, name)
            page.wait_for_load_state("load")
            assert page.evaluate("window.htmx !== undefined")

    # A browser logs the status of pages that refuse something; all else is a mistake.
    assert [each for each in wrong if not re.search("status of 4\\d\\d", each)] == []


def test_without_script_newer_events_are_behind_a_link(
    browser: "Browser", demo_server: ServerProcess
) -> None:
    connect = client(demo_server.url, "333333333336")
    with opened(browser, demo_server, java_script_enabled=False) as page:
        enter(page, "333333333336")
        box = page.get_by_label("Show new events as they come").is_visible()
        connect.list_instances()
        page.get_by_role("link", name="Show newer").click()
        seen = events(page)

    assert (box, seen) == (False, ["ListInstances"])
