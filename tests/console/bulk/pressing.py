"""Presses the buttons of pages as a browser does: with what stands in the form around them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode

from console.visiting import Seen, Visitor

Attributes = list[tuple[str, str | None]]


@dataclass(slots=True)
class Fields(HTMLParser):
    """The fields of the form in a page's main part, in their order, each as it would be sent."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    _is_in_main: bool = False
    _select: str = ""

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = {name: value or "" for name, value in attrs}
        self._is_in_main = self._is_in_main or tag == "main"
        if not self._is_in_main:
            return
        if tag == "input" and _is_sent(given):
            self.sent.append((given["name"], given.get("value", "")))
        elif tag == "button":
            self.buttons.append(given["value"])
        elif tag == "select":
            self._select = given["name"]
            self.sent.append((self._select, ""))
        elif tag == "option" and "selected" in given:
            self.sent[-1] = (self._select, given["value"])


def _is_sent(given: dict[str, str]) -> bool:
    return given.get("type") not in {"radio", "checkbox"} or "checked" in given


def fields_of(seen: Seen) -> Fields:
    """Read the form of a page."""
    fields = Fields()
    fields.feed(seen.text)
    return fields


def press(
    visitor: Visitor,
    path: str,
    page: Seen,
    do: str,
    changes: Mapping[str, str] | None = None,
    tick: tuple[str, ...] = (),
) -> Seen:
    """Change some fields of a page that was seen, tick queues, and press a button of it."""
    fields = fields_of(page)
    assert do in fields.buttons
    changed = {name.replace("_", "-"): value for name, value in (changes or {}).items()}
    kept = [(name, value) for name, value in fields.sent if name not in changed]
    ticked = [("queue", id_) for id_ in tick]
    return send(visitor, path, [*kept, *ticked, *changed.items(), ("do", do)])


def send(visitor: Visitor, path: str, fields: list[tuple[str, str]], **headers: str) -> Seen:
    """Send a form."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    head = {"Origin": visitor.url, **kind, **headers}
    return visitor.send("POST", path, urlencode(fields), {n: v for n, v in head.items() if v})


def counts(page: Seen) -> dict[str, str]:
    """Read how many queues a plan tells of, by the words before the numbers."""
    return dict(re.findall(r"<div><dt>([^<]*)</dt><dd>([^<]*)</dd></div>", page.text))


def cells(page: Seen) -> list[list[str]]:
    """Read the rows of a page's table."""
    body = page.text.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [
            unescape(" ".join(re.sub(r"<[^>]*>", " ", cell).split()))
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
    ]
