"""What the site of the documentation needs beside its pages; mkdocs calls these functions.

The pages are written to be read in the repository, too. So what they link there, sources and pages
outside of `docs/`, becomes pages of the site, and nothing leads away from it. The navigation is
what `docs/index.md` lists.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
ELSEWHERE = "repository"
"""The folder of the site that has what does not lie in `docs/`."""

LANGUAGES = {".py": "python", ".sh": "sh", ".c": "c", ".yaml": "yaml", ".toml": "toml"}

_LINK = re.compile(
    r"^```.*?^```$"  # a fence, or the code that may look like a link, is passed over
    r"|(?P<text>\[[^\]]*\]\()(?P<target>[^)\s#:]+)(?P<anchor>#[^)\s]*)?\)"
    r"|`[^`\n]*`",
    re.MULTILINE | re.DOTALL,
)
_FENCE = re.compile(r"^```(?P<language>\w+)(?P<words>(?: \S+)+)$", re.MULTILINE)
_LIST = re.compile(r"^## (?P<title>.+)\n(?P<content>(?:(?!## ).*\n?)*)", re.MULTILINE)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Make the navigation of the lists of the first page."""
    text = (DOCS / "index.md").read_text()
    config.nav = [{"Home": "index.md"}, *sections(text)]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what pages link outside of `docs/`."""
    for path in sorted(linked_outside()):
        files.append(
            File.generated(
                config,
                place_of(path),
                content=page_of(path),
                inclusion=InclusionLevel.NOT_IN_NAV,
            )
        )
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Lead links within the repository to the pages of the site, and write fences as it does."""
    if page.is_homepage:
        page.meta["hide"] = ["navigation"]  # the page itself is the list of all
    path = origin(page.file.src_uri)
    if path.suffix != ".md":
        return markdown
    return fenced(relinked(markdown, path))


def sections(text: str) -> Iterator[dict[str, Any]]:
    """Give each list of pages under its heading, in order."""
    for found in _LIST.finditer(text):
        listed = [link for link in links(found["content"]) if not link["anchor"]]
        yield {found["title"]: [entry(link["text"][1:-2], link["target"]) for link in listed]}


def links(text: str) -> Iterator[re.Match[str]]:
    """Find the links of a page within the repository."""
    return (found for found in _LINK.finditer(text) if found["target"])


def entry(text: str, target: str) -> dict[str, Any]:
    """Name a page in the navigation; a folder of operations with all pages in it."""
    title = text[:1].upper() + " ".join(text[1:].split())
    if not target.endswith("/index.md"):
        return {title: target}
    folder = (DOCS / target).parent
    others = sorted(path for path in folder.glob("*.md") if path.name != "index.md")
    return {title: [target, *(str(path.relative_to(DOCS)) for path in others)]}


def linked_outside() -> set[Path]:
    """Find all files and folders outside of `docs/` that pages link, and those that these do."""
    found: set[Path] = set()
    waiting = list(DOCS.rglob("*.md"))
    while waiting:
        page = waiting.pop()
        new = {path for path in targets(page) if DOCS not in path.parents} - found
        found |= new
        waiting += [path for path in new if path.suffix == ".md"]
    return found


def targets(page: Path) -> Iterable[Path]:
    """List what a page links in the repository."""
    for link in links(page.read_text()):
        path = (page.parent / link["target"]).resolve()
        if path.exists() and ROOT in path.parents:
            yield path


def page_of(path: Path) -> str:
    """Write the page of a file or folder of the repository."""
    if path.suffix == ".md":
        return path.read_text()
    name = path.relative_to(ROOT).as_posix()
    unsearched = "---\nsearch:\n  exclude: true\n---\n"
    if path.is_dir():
        lines = [f"- `{each.name}`" for each in sorted(path.iterdir()) if each.is_file()]
        return f"{unsearched}# `{name}/`\n\n" + "\n".join(lines) + "\n"
    language = LANGUAGES.get(path.suffix, "text")
    return f"{unsearched}# `{name}`\n\n~~~~~~{language}\n{path.read_text()}\n~~~~~~\n"


def place_of(path: Path) -> str:
    """Name the page of a file or folder as mkdocs does."""
    if DOCS in path.parents:
        return path.relative_to(DOCS).as_posix()
    name = f"{ELSEWHERE}/{path.relative_to(ROOT).as_posix()}"
    if path.is_dir():
        return f"{name}/index.md"
    return name if path.suffix == ".md" else f"{name}.md"


def origin(place: str) -> Path:
    """Tell which file of the repository a page of the site was made of."""
    if not place.startswith(f"{ELSEWHERE}/"):
        return DOCS / place
    path = ROOT / place.removeprefix(f"{ELSEWHERE}/")
    return path if path.exists() else path.with_suffix("")


def relinked(text: str, page: Path) -> str:
    """Write links to the repository's files as links to their pages."""
    here = posixpath.dirname(place_of(page))

    def link(found: re.Match[str]) -> str:
        path = (page.parent / (found["target"] or "/")).resolve()
        if not path.exists() or ROOT not in path.parents:
            return found[0]
        target = posixpath.relpath(place_of(path), here or ".")
        return f"{found['text']}{target}{found['anchor'] or ''})"

    return _LINK.sub(link, text)


def fenced(text: str) -> str:
    """Show a file's name above its content; other words of a fence are for the tests."""

    def fence(found: re.Match[str]) -> str:
        names = re.findall(r"file=(\S+)", found["words"])
        return f"```{found['language']}" + "".join(f' title="{name}"' for name in names)

    return _FENCE.sub(fence, text)
