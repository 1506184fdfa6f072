"""What other pages and other machines can do with the console: nothing."""

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from console.visiting import HOME, POLICY, Visitor
from server_process import ServerProcess, running

if TYPE_CHECKING:
    from pathlib import Path

SAFE = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


@pytest.mark.parametrize(
    ("path", "status", "cache"),
    [
        ("", 200, "no-store"),
        ("sign-in", 200, "no-store"),
        ("nowhere", 404, "no-store"),
        ("sign-out", 405, "no-store"),
    ],
)
def test_every_page_has_the_headers_that_keep_it_safe(
    open_server: ServerProcess, path: str, status: int, cache: str
) -> None:
    seen = Visitor(url=open_server.url).get(HOME + path)

    assert seen.status == status
    assert {name: seen.headers.get(name) for name in SAFE} == SAFE
    assert seen.headers["cache-control"] == cache


@pytest.mark.parametrize(
    ("link", "kind"),
    [("stylesheet", "text/css; charset=utf-8"), ("icon", "image/svg+xml")],
)
def test_the_style_sheet_and_the_icon_may_be_kept_for_good(
    open_server: ServerProcess, link: str, kind: str
) -> None:
    visitor = Visitor(url=open_server.url)
    page = visitor.get(HOME)
    address = page.text.partition(f'rel="{link}" href="')[2].partition('"')[0]

    seen = visitor.get(address)

    assert seen.status == 200
    assert seen.headers["content-type"] == kind
    assert seen.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert {name: seen.headers.get(name) for name in SAFE} == SAFE


def test_scripts_are_files_of_this_server_that_may_be_kept_for_good(
    open_server: ServerProcess,
) -> None:
    visitor = Visitor(url=open_server.url)
    page = visitor.get(HOME).text

    tags = re.findall(r"<script[^>]*>[^<]*", page)
    addresses = re.findall(r'<script defer src="([^"]*)"></script>', page)
    seen = [visitor.get(address) for address in addresses]

    assert len(tags) == len(addresses) == 2
    for each in seen:
        assert each.status == 200
        assert each.headers["content-type"] == "text/javascript; charset=utf-8"
        assert each.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert {name: each.headers.get(name) for name in SAFE} == SAFE
    assert seen[0].text.startswith("var htmx=")
    assert seen[1].text.startswith("// What pages do with script")


def test_pages_load_and_name_nothing_from_elsewhere(open_server: ServerProcess) -> None:
    visitor = Visitor(url=open_server.url)

    page = visitor.get(HOME).text

    assert "http:" not in page
    assert "https:" not in page
    assert "style=" not in page


def test_a_foreign_host_is_refused(open_server: ServerProcess) -> None:
    seen = Visitor(url=open_server.url).get(HOME, Host="evil.example")

    assert seen.status == 403
    assert json.loads(seen.text) == {
        "message": "Host 'evil.example' is not this server's own; allow it with --allow-host"
    }


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_a_form_of_another_site_is_refused(open_server: ServerProcess, origin: str) -> None:
    visitor = Visitor(url=open_server.url)

    seen = visitor.post(HOME + "sign-in", {"key": "123456789012"}, Origin=origin)

    assert seen.status == 403
    assert visitor.cookie == ""


def test_a_form_that_does_not_tell_its_origin_is_refused(open_server: ServerProcess) -> None:
    visitor = Visitor(url=open_server.url)

    seen = visitor.post(HOME + "sign-in", {"key": "123456789012"}, Origin="")

    assert seen.status == 403
    assert "Form refused" in seen.text
    assert visitor.cookie == ""


def test_a_site_that_may_call_the_api_may_not_send_forms() -> None:
    with running("--memory", "--cors", "http://friend.example") as server:
        visitor = Visitor(url=server.url)

        seen = visitor.post(
            HOME + "sign-in", {"key": "123456789012"}, Origin="http://friend.example"
        )

    assert seen.status == 403
    assert "Form refused" in seen.text
    assert visitor.cookie == ""


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_pages_are_only_looked_at(open_server: ServerProcess, method: str) -> None:
    seen = Visitor(url=open_server.url).send(method, HOME, "", {"Origin": open_server.url})

    assert seen.status == 405
    assert "This page takes GET and HEAD only." in seen.text


@pytest.mark.parametrize("key", ["a b", "a user=root", "x" * 129, "a\tb", "\u00e9"])
def test_what_is_not_one_word_is_no_key(open_server: ServerProcess, key: str) -> None:
    visitor = Visitor(url=open_server.url)

    seen = visitor.post(HOME + "sign-in", {"key": key})

    assert (seen.status, visitor.cookie) == (403, "")


@pytest.mark.parametrize("query", ["&".join(["a=b"] * 50), "%", "name=%ff%00&next=", "=&=;"])
def test_a_strange_query_is_no_fault(open_server: ServerProcess, query: str) -> None:
    seen = Visitor(url=open_server.url).get(f"{HOME}?{query}")

    assert seen.status == 200


@pytest.mark.parametrize("part", ["%00", "%ff", "%ed%a0%80", "%0d%0ax:%20y", "%e2%80%ae"])
def test_a_strange_address_is_no_fault(open_server: ServerProcess, part: str) -> None:
    seen = Visitor(url=open_server.url).get(f"{HOME}us-east-1/{part}/queues/{part}")

    assert seen.status in {400, 404}
    assert "To the first page" in seen.text


def test_a_head_is_answered_without_a_page(open_server: ServerProcess) -> None:
    seen = Visitor(url=open_server.url).send("HEAD", HOME)

    assert (seen.status, seen.text) == (200, "")


@pytest.mark.parametrize("path", ["/", "/_outdial/console"])
def test_a_browser_is_led_to_the_console(open_server: ServerProcess, path: str) -> None:
    seen = Visitor(url=open_server.url).get(path)

    assert (seen.status, seen.headers["location"]) == (302, HOME)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Accept": "*/*"}, 403),
        (
            {"Authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/sts/aws4_request"},
            400,
        ),
    ],
)
def test_a_client_of_the_api_is_not(
    open_server: ServerProcess, headers: dict[str, str], status: int
) -> None:
    seen = Visitor(url=open_server.url).get("/", **headers)

    assert seen.status == status
    assert "location" not in seen.headers


def test_there_is_no_console_if_it_is_not_wanted() -> None:
    with running("--memory", "--no-console") as server:
        visitor = Visitor(url=server.url)

        console, first = visitor.get(HOME), visitor.get("/")

    assert console.status == 404
    assert json.loads(console.text)["message"] == f"No such page: {HOME}"
    assert first.status == 403


def test_templates_are_not_loaded_before_somebody_looks(tmp_path: "Path") -> None:
    script = tmp_path / "look.py"
    script.write_text(
        "import sys\n"
        "from outdial.app import open_app\n"
        "from outdial.console.mount import Console\n"
        "from outdial.http import Request\n"
        "console = Console(open_app())\n"
        "print('jinja2' in sys.modules)\n"
        f"print(console.answer(Request(method='GET', path={HOME!r})).status)\n"
        "print('jinja2' in sys.modules)\n"
    )

    said = subprocess.run([sys.executable, script], check=True, capture_output=True, text=True)

    assert said.stdout.split() == ["False", "200", "True"]
