"""Links between pages lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.blocks import ROOT

PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changelog.d").glob("*.md")]
)

_CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (?P<text>.+)$", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_links_of_a_page_lead_to_files_and_headings(page: Path) -> None:
    assert [target for target in links(page.read_text()) if not leads(page, target)] == []


def links(text: str) -> Iterator[str]:
    """List where a page's links within the repository lead."""
    for match in _LINK.finditer(_CODE.sub("`", text)):
        if not match["target"].startswith("https://"):
            yield match["target"]


def leads(page: Path, target: str) -> bool:
    """Tell whether a link leads to a file, and to a heading of it if it names one."""
    path, _, heading = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    return file.exists() and (not heading or heading in anchors(file.read_text()))


def anchors(text: str) -> set[str]:
    """Name the headings of a page as links do."""
    headings = (match["text"].lower() for match in _HEADING.finditer(text))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page.suffix == ".md":
            reached.add(page)
            found = (target.partition("#")[0] for target in links(page.read_text()))
            waiting += [(page.parent / path).resolve() for path in found if path]

    fragments = set((ROOT / "changelog.d").glob("*.md"))
    assert sorted(set(PAGES) - reached - fragments) == []
