"""Fills in the forms of pages as a browser does: with what stands in their fields."""

from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from console.test_pages import words

if TYPE_CHECKING:
    from console.visiting import Seen, Visitor


@dataclass(slots=True)
class Fields(HTMLParser):
    """The fields of the form in a page's main part, and what can be chosen in each select."""

    values: dict[str, str] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)
    described: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    _is_in_main: bool = False
    _select: str = ""
    _option: str = ""
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._is_in_main = self._is_in_main or tag == "main"
        if tag == "p":
            self._open.append(given.get("id", ""))
        if not self._is_in_main or "name" not in given | {"name": self._select}:
            return
        if tag in {"input", "select"}:
            name = given["name"]
            self.described[name] = given.get("aria-describedby", "").split()
            if tag == "input":
                self.values[name] = given.get("value", "")
            else:
                self._select = name
                self.choices[name] = {}
                self.values[name] = ""
        elif tag == "option":
            self._option = given["value"]
            self.choices[self._select][self._option] = ""
            if "selected" in given:
                self.values[self._select] = self._option

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "p" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._select and data.strip():
            self.choices[self._select][self._option] += data.strip()
        for name in filter(None, self._open):
            self.texts[name] = self.texts.get(name, "") + data

    def errors(self) -> dict[str, str]:
        """Give the errors, by the names of the fields that they describe."""
        return {
            name: self.texts[by]
            for name, described in self.described.items()
            for by in described
            if by.endswith("-error")
        }


def fields_of(seen: "Seen") -> Fields:
    """Read the form of a page."""
    fields = Fields()
    fields.feed(seen.text)
    return fields


def fill(visitor: "Visitor", path: str, **changes: str) -> "Seen":
    """Open a page, change some of its fields, and send its form."""
    return send(visitor, path, visitor.get(path), **changes)


def send(visitor: "Visitor", path: str, page: "Seen", **changes: str) -> "Seen":
    """Change some fields of a page that was seen, and send its form."""
    given = {name.replace("_", "-"): value for name, value in changes.items()}
    return visitor.post(path, fields_of(page).values | given)


def save(visitor: "Visitor", path: str, page: "Seen") -> "Seen":
    """Press the button that saves what a page shows."""
    return send(visitor, path, page, step="save")


def told(seen: "Seen") -> str:
    """Give what a page says, as it is read."""
    return unescape(words(seen))
