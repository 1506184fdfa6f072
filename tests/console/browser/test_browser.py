"""Every page in a real browser: at three widths, light and dark, without script, by keyboard."""

import os
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from console.centre import client, set_up
from docs.blocks import ROOT
from server_process import ServerProcess

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Dialog, Page

WAYS: dict[str, tuple[str, ...]] = {
    "instances": (),
    "queues": ("outdial-demo",),
    "bulk": ("outdial-demo", "Change many queues …"),
    "setting": ("outdial-demo", "Change many queues …"),
    "planned": ("outdial-demo", "Change many queues …"),
    "queue": ("outdial-demo", "Sales"),
    "access": ("outdial-demo", "Sales", "Who may change it"),
    "explained": ("outdial-demo", "Sales", "Who may change it", "allowed : why DescribeQueue"),
    "edit": ("outdial-demo", "Sales", "Change"),
    "review": ("outdial-demo", "Sales", "Change"),
    "refused": ("outdial-demo", "Sales", "Change"),
    "numbers": ("outdial-demo", "Phone numbers"),
    "flows": ("outdial-demo", "Contact flows"),
    "flow": ("outdial-demo", "Contact flows", "Sales whisper"),
    "replicas": ("Replicas",),
    "broken": ("Replicas", "Billing"),
    "trail": ("Audit trail",),
    "event": ("Audit trail",),
    "limits": ("Faults and limits",),
    "sign-in": ("See another account",),
    "none": ("outdial-demo",),
    "missing": (),
}
"""The links that lead from the first page to each."""

HOSTILE = "</title></bdi><script>document.title='taken'</script><img src=x onerror=alert(1)>"
PICTURES = ROOT / "docs" / "assets" / "console"
MOST_OF_PICTURE = 100_000


@contextmanager
def opened(browser: "Browser", server: ServerProcess, **options: Any) -> "Iterator[Page]":
    """Open a page of a new visitor at the console's address."""
    context = browser.new_context(base_url=server.url, **options)
    try:
        page = context.new_page()
        page.goto("/")
        yield page
    finally:
        context.close()


def go_to(page: "Page", name: str) -> None:
    """Go from the first page to another one by its links, as far as there are any."""
    page.goto("/")
    for link in WAYS[name]:
        page.get_by_role("link", name=link, exact=True).click()
    match name:
        case "event":
            page.locator("tbody a").first.click()
        case "review" | "refused":
            page.get_by_label("Name", exact=True).fill(
                "x" * 256 if name == "refused" else "Acme Orders"
            )
            page.get_by_role("button", name="Look through the change").click()
            page.get_by_text("Nothing ").first.wait_for()
        case "setting" | "planned":
            page.get_by_role("button", name="Change all queues").click()
            page.get_by_role("group", name="Name").get_by_label("Remove it").check()
            if name == "planned":
                page.get_by_role("button", name="Make a plan").click()
                page.get_by_role("button", name=re.compile("Change . queue")).wait_for()
        case "none":
            page.get_by_label("Name contains").fill("zzz")
            page.keyboard.press("Enter")
            page.get_by_text("There is no queue with").wait_for()
        case "missing":
            page.goto("/_outdial/console/us-east-1/nobody")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 820, 1440])
def test_pages_are_fit_for_everyone(
    browser: "Browser", demo_server: ServerProcess, axe: str, width: int, scheme: str
) -> None:
    wrong: list[object] = []
    size = {"width": width, "height": 900}
    with opened(browser, demo_server, viewport=size, color_scheme=scheme) as page:
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        for name in WAYS:
            go_to(page, name)
            page.evaluate(axe)
            found = page.evaluate("axe.run()")["violations"]
            wrong += [(name, each["id"], [n["html"] for n in each["nodes"]]) for each in found]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append((name, "is wider than the screen"))

    # A browser logs the status of a page that is not there, or of a form that is refused;
    # everything else is a mistake.
    assert [each for each in wrong if not re.search("status of 40[04]", str(each))] == []


def test_all_can_be_read_without_script(browser: "Browser", demo_server: ServerProcess) -> None:
    titles = []
    with opened(browser, demo_server, java_script_enabled=False) as page:
        for name in WAYS:
            go_to(page, name)
            titles.append(page.get_by_role("heading", level=1).inner_text())

    event = titles.pop(list(WAYS).index("event"))
    assert re.fullmatch(r"[A-Z][A-Za-z]+", event)
    assert titles == [
        "Instances",
        "Queues of outdial-demo",
        "Change many queues of outdial-demo",
        "What to change",
        "Plan",
        "Sales",
        "Who may do what with Sales",
        "Who may do what with Sales, and why",
        "Change the outbound caller of Sales",
        "Look through the change of Sales",
        "Change the outbound caller of Sales",
        "Phone numbers of outdial-demo",
        "Contact flows of outdial-demo",
        "Sales whisper",
        "Replicas and traffic distribution groups",
        "Billing",
        "Audit trail",
        "Faults and limits",
        "Sign in",
        "Queues of outdial-demo",
        "Not found",
    ]


def test_the_keyboard_leads_everywhere(browser: "Browser", demo_server: ServerProcess) -> None:
    with opened(browser, demo_server) as page:
        page.keyboard.press("Tab")
        skip = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Enter")
        main = page.evaluate("document.activeElement.id")
        for _ in range(4):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == "outdial-demo":
                break
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Queues of outdial-demo").wait_for()
        page.get_by_label("Name contains").focus()
        page.keyboard.type("bill")
        page.keyboard.press("Enter")
        page.get_by_text("1 queue with").wait_for()
        rows = page.locator("tbody tr").all_inner_texts()

    assert (skip, main) == ("Skip to the content", "main")
    assert [row.split("\t")[0] for row in rows] == ["Billing"]


def test_what_others_named_is_never_run(browser: "Browser", demo_server: ServerProcess) -> None:
    account = "222222222222"
    connect = client(demo_server.url, account)
    centre = set_up(connect, "hostile", name=HOSTILE[:100], shown=HOSTILE)
    dialogs: list[str] = []
    titles = set()

    def note(dialog: "Dialog") -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    with opened(browser, demo_server) as page:
        page.on("dialog", note)
        page.goto("/_outdial/console/sign-in")
        page.get_by_label("Access key ID or account").fill(account)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Sign out").wait_for()
        for place in ("", f"/queues/{centre.queue}", "/numbers", "/flows", f"/flows/{centre.flow}"):
            page.goto(centre.address + place)
            titles.add(page.title().endswith(" · Outdial"))
            assert page.locator("script:not([src]), main img").count() == 0

    assert (dialogs, titles) == ([], {True})


@pytest.mark.parametrize(
    ("picture", "name", "size", "scheme"),
    [
        ("queues.png", "queues", (1000, 500), "light"),
        ("queue.png", "queue", (1000, 730), "light"),
        ("phone.png", "queue", (390, 844), "dark"),
        ("review.png", "review", (1000, 900), "light"),
    ],
)
def test_the_guide_has_pictures_that_are_small(
    browser: "Browser",
    demo_server: ServerProcess,
    tmp_path: Path,
    picture: str,
    name: str,
    size: tuple[int, int],
    scheme: str,
) -> None:
    kept = PICTURES / picture if "OUTDIAL_KEEP_PICTURES" in os.environ else tmp_path / picture
    screen = {"width": size[0], "height": size[1]}
    with opened(browser, demo_server, viewport=screen, color_scheme=scheme) as page:
        go_to(page, name)
        page.screenshot(path=kept)

    assert 5_000 < kept.stat().st_size < MOST_OF_PICTURE
    assert (PICTURES / picture).exists()
