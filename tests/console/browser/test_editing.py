"""The form of a queue's outbound caller in a browser: by keyboard alone, and without script."""

from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest

from console.browser.test_browser import opened
from console.centre import Centre, client, set_up
from server_process import ServerProcess

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = "</title></bdi><script>document.title='taken'</script><img src=x onerror=alert(1)>"
WIDTHS = (360, 820, 1440)


def signed_in(page: "Page", server: ServerProcess, test: str, **names: str) -> tuple[Centre, Any]:
    """Set up a centre of the test's own, and sign in to look at it."""
    account = f"{crc32(test.encode()):012}"
    connect = client(server.url, account)
    centre = set_up(connect, f"one{account}", **names)
    page.goto("/_outdial/console/sign-in")
    page.get_by_label("Access key ID or account").fill(account)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
    return centre, connect


def focus(page: "Page") -> str:
    """Name what the keyboard is at."""
    named: str = page.evaluate(
        "(document.activeElement.id || document.activeElement.textContent).trim()"
    )
    return named


def tab_to(page: "Page", name: str) -> None:
    """Press Tab until the keyboard is there, in a way that a person would put up with."""
    for _ in range(25):
        page.keyboard.press("Tab")
        if focus(page) == name:
            return
    raise AssertionError(f"no Tab leads to {name}")


@pytest.mark.parametrize("script", ["with script", "without script"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_queue_is_changed_and_that_undone_by_keyboard_alone(
    browser: "Browser", demo_server: ServerProcess, width: int, script: str
) -> None:
    size = {"width": width, "height": 900}
    options: dict[str, Any] = {"viewport": size, "java_script_enabled": script == "with script"}
    with opened(browser, demo_server, **options) as page:
        centre, connect = signed_in(page, demo_server, f"keys {width} {script}")
        page.goto(f"{centre.address}/queues/{centre.queue}")

        tab_to(page, "Change")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Change the outbound caller of Sales").wait_for()
        tab_to(page, "name")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("By keyboard")
        tab_to(page, "number")
        page.keyboard.press("ArrowUp")
        tab_to(page, "flow")
        page.keyboard.press("Home")
        page.keyboard.press("ArrowDown")
        tab_to(page, "Look through the change")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Look through the change of Sales").wait_for()
        shown = page.locator(".difference dd").all_inner_texts()
        tab_to(page, "Save")
        page.keyboard.press("Enter")
        page.get_by_role("status").filter(has_text="Saved").wait_for()
        queue = {"InstanceId": centre.instance, "QueueId": centre.queue}
        saved = connect.describe_queue(**queue)["Queue"]["OutboundCallerConfig"]
        tab_to(page, "Undo")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Undo a change of Sales").wait_for()
        tab_to(page, "Undo the change")
        page.keyboard.press("Enter")
        page.get_by_role("status").filter(has_text="Saved").wait_for()
        undone = connect.describe_queue(**queue)["Queue"]["OutboundCallerConfig"]

    default = connect.list_contact_flows(
        InstanceId=centre.instance, ContactFlowTypes=["OUTBOUND_WHISPER"]
    )["ContactFlowSummaryList"]
    ids = {flow["Name"]: flow["Id"] for flow in default}
    assert [text.partition("\n")[0] for text in shown] == [
        "Acme",
        "By keyboard",
        f"{centre.number} US",
        "none",
        "Sales whisper",
        "Default outbound",
    ]
    assert saved == {
        "OutboundCallerIdName": "By keyboard",
        "OutboundFlowId": ids["Default outbound"],
    }
    assert undone == {
        "OutboundCallerIdName": "Acme",
        "OutboundCallerIdNumberId": centre.number_id,
        "OutboundFlowId": centre.flow,
    }


def test_an_error_takes_the_keyboard_to_its_field_and_is_read_with_it(
    browser: "Browser", demo_server: ServerProcess
) -> None:
    with opened(browser, demo_server) as page:
        centre, _ = signed_in(page, demo_server, "errors")
        page.goto(f"{centre.address}/queues/{centre.queue}/edit")
        page.get_by_text("Another one").last.click()
        page.get_by_label("Its id or ARN").last.fill("nobody")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        at, kept = focus(page), page.locator("#other-flow").input_value()
        described = page.locator("#other-flow").get_attribute("aria-describedby") or ""
        read = [page.locator(f"#{each}").inner_text() for each in described.split()]

    assert (at, kept) == ("other-flow", "nobody")
    assert read == [
        "It counts instead of what is chosen above, and has up to 500 characters.",
        "Contact flow not found",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_undone_and_refused_is_fit_for_everyone(
    browser: "Browser", demo_server: ServerProcess, axe: str, width: int, scheme: str
) -> None:
    wrong: list[object] = []
    size = {"width": width, "height": 900}

    def look(page: "Page", name: str) -> None:
        page.evaluate(axe)
        found = page.evaluate("axe.run()")["violations"]
        wrong.extend((name, each["id"], [n["html"] for n in each["nodes"]]) for each in found)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append((name, "is wider than the screen"))

    with opened(browser, demo_server, viewport=size, color_scheme=scheme) as page:
        test = f"looks {width} {scheme}"
        centre, connect = signed_in(page, demo_server, test, name=HOSTILE[:100], shown=HOSTILE)
        queue = f"{centre.address}/queues/{centre.queue}"
        page.goto(f"{queue}/edit")
        page.get_by_label("Name", exact=True).fill(HOSTILE + "x" * 100)
        page.get_by_role("button", name="Look through the change").click()
        look(page, "review")
        page.get_by_role("button", name="Save").click()
        look(page, "saved")
        page.get_by_role("link", name="Undo", exact=True).click()
        look(page, "undo")
        connect.update_queue_outbound_caller_config(
            InstanceId=centre.instance, QueueId=centre.queue, OutboundCallerConfig={}
        )
        page.get_by_role("button", name="Undo the change").click()
        look(page, "undo, outdated")
        page.goto(f"{queue}/edit")
        connect.update_queue_outbound_caller_config(
            InstanceId=centre.instance,
            QueueId=centre.queue,
            OutboundCallerConfig={"OutboundCallerIdName": HOSTILE},
        )
        page.get_by_role("button", name="Look through the change").click()
        look(page, "outdated")
        title = page.title()

    assert wrong == []
    assert title.startswith("Change the outbound caller of </title></bdi><script>")
