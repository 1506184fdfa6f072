"""The site that is made of the documentation."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import site_hooks
from docs.blocks import ROOT

MKDOCS = Path(sys.executable).parent / "mkdocs"


def build(project: Path, site: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [MKDOCS, "build", "--site-dir", site],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        check=False,
        capture_output=True,
        text=True,
    )


@dataclass
class Links(HTMLParser):
    """What a page of the site names: where its links lead, what it loads, and its anchors."""

    leads: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors.add(given.get("id", ""))
        if tag == "a" and "href" in given:
            self.leads.append(given["href"])
        elif tag == "link" and "href" in given:
            self.loads.append(given["href"])
        elif "src" in given:
            self.loads.append(given["src"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Links]:
    """Build the site; give what its pages name."""
    folder = tmp_path_factory.mktemp("site")

    built = build(ROOT, folder)

    assert built.returncode == 0, built.stderr
    found = {}
    for page in folder.rglob("*.html"):
        found[page] = links = Links()
        links.feed(page.read_text())
    return found


@pytest.fixture(scope="module")
def top(site: dict[Path, Links]) -> Path:
    """Give the folder of the site."""
    return min(site, key=lambda page: len(page.parts)).parent


def test_every_page_of_the_documentation_is_on_the_site(site: dict[Path, Links], top: Path) -> None:
    pages = {path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")}

    assert {page.with_suffix(".html") for page in pages} <= {page.relative_to(top) for page in site}


def test_every_link_leads_to_a_page_and_an_anchor(site: dict[Path, Links]) -> None:
    wrong = [
        (page.name, link)
        for page, links in site.items()
        if page.name != "404.html"  # it is shown for any address, so it starts from the root
        for link in links.leads
        if not _leads(page, link, site)
    ]

    assert wrong == []


def _leads(page: Path, link: str, site: dict[Path, Links]) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme == "https"
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if target.is_dir():
        target /= "index.html"
    if target in site and parts.fragment:
        return unquote(parts.fragment) in site[target].anchors | {"__skip"}
    return target.exists()


def test_a_page_loads_nothing_from_elsewhere(site: dict[Path, Links]) -> None:
    pages = {page: links for page, links in site.items() if page.name != "404.html"}

    assert [load for links in pages.values() for load in links.loads if urlsplit(load).netloc] == []
    missing = [
        (page.name, load)
        for page, links in pages.items()
        for load in links.loads
        if not (page.parent / urlsplit(load).path).exists()
    ]
    assert missing == []


def test_texts_are_found_by_searching_and_sources_are_not(top: Path) -> None:
    index = json.loads((top / "search" / "search_index.json").read_text())
    pages = {document["location"].partition("#")[0] for document in index["docs"]}

    assert {"reference/operations/UpdateQueueOutboundCallerConfig.html"} <= pages
    assert {page for page in pages if page.startswith(site_hooks.ELSEWHERE)} == {
        "repository/index.html",
        "repository/CHANGELOG.html",
        "repository/CONTRIBUTING.html",
        "repository/sdks/index.html",
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project of two pages, with the settings and hooks of ours."""
    for name in ("mkdocs.yml", "tools/site_hooks.py", "docs/assets/site.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "docs" / "index.md").write_text("# Home\n\n## Guides\n\n- [One](one.md)\n")
    (tmp_path / "docs" / "one.md").write_text("# One\n\n## Its `first` part\n")
    (tmp_path / "aside.py").write_text('"""A module."""\n')
    return tmp_path


def test_pages_without_a_fault_are_built(project: Path) -> None:
    page = project / "docs" / "one.md"
    page.write_text(page.read_text() + "\n[here](#its-first-part) [there](../aside.py)\n")

    built = build(project, project / "site")

    assert (built.returncode, "WARNING" in built.stderr) == (0, False), built.stderr
    assert "A module." in (project / "site" / "repository" / "aside.py.html").read_text()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[gone](gone.md)", "gone.md"),
        ("[gone](../gone.py)", "gone.py"),
        ("[part](one.md#its-second-part)", "its-second-part"),
        ("[part](#its-second-part)", "its-second-part"),
        ("[root](/one.md)", "/one.md"),
    ],
)
def test_a_link_that_leads_nowhere_ends_the_build(project: Path, text: str, told: str) -> None:
    page = project / "docs" / "one.md"
    page.write_text(f"{page.read_text()}\n{text}\n")

    built = build(project, project / "site")

    assert built.returncode == 1
    assert told in built.stderr


def test_a_page_that_the_first_one_does_not_list_ends_the_build(project: Path) -> None:
    (project / "docs" / "two.md").write_text("# Two\n")

    built = build(project, project / "site")

    assert built.returncode == 1
    assert "two.md" in built.stderr


def test_the_navigation_is_what_the_first_page_lists() -> None:
    first = "## Do\n\n- [with a\n  line](a.md): b\n- [c](c.md#d), [e](e.md)\n\n"

    assert list(site_hooks.sections(f"# Home\n\n{first}## Know\n\n- [f](f.md)\n")) == [
        {"Do": [{"With a line": "a.md"}, {"E": "e.md"}]},
        {"Know": [{"F": "f.md"}]},
    ]


def test_links_are_led_to_pages_but_not_those_in_code() -> None:
    page = ROOT / "docs" / "howto" / "cli.md"
    text = "[a](../../README.md#more) `[b](../../README.md)`\n\n```md\n[c](../../README.md)\n```\n"

    assert site_hooks.relinked(text, page) == text.replace(
        "[a](../../README.md", "[a](../repository/README.md"
    )


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("```sh server", "```sh"),
        ("```python file=test_a.py", '```python title="test_a.py"'),
        ("```text", "```text"),
    ],
)
def test_a_fence_has_no_words_that_are_for_the_tests(written: str, understood: str) -> None:
    assert site_hooks.fenced(f"{written}\ncode\n```\n") == f"{understood}\ncode\n```\n"
