"""What holds for every file, and between the files that must agree."""

import re
import subprocess
import tomllib
from pathlib import Path

from docs.blocks import ROOT

TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
]
TEXTS = [
    path for path in TRACKED if path.is_file() and path != Path(__file__) and path.suffix != ".png"
]
MODULES = sorted((ROOT / "src" / "outdial").rglob("*.py"))

LONGEST_MODULE = 300
GENERATED = "shapes.py"
"""How the names of modules end that no person writes."""

_OWN_MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users|work)/")
_LEFT_FOR_LATER = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")


def test_no_file_names_a_folder_of_ones_own_machine() -> None:
    assert [path for path in TEXTS if _OWN_MACHINE.search(path.read_text())] == []


def test_nothing_is_left_for_later() -> None:
    assert [path for path in TEXTS if _LEFT_FOR_LATER.search(path.read_text())] == []


def test_every_text_ends_with_one_line_break() -> None:
    texts = ((path, path.read_text()) for path in TEXTS)

    assert [path for path, text in texts if text and text != text.rstrip() + "\n"] == []


def test_modules_stay_short() -> None:
    long = [path for path in MODULES if len(path.read_text().splitlines()) > LONGEST_MODULE]

    assert [path.name for path in long if not path.name.endswith(GENERATED)] == []


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {
        re.split(r"[\[<>=;]", text)[0].strip()
        for text in (*project["dependencies"], *project["optional-dependencies"]["postgresql"])
    }
    page = (ROOT / "docs" / "architecture.md").read_text().partition("| Library |")[2]
    rows = re.findall(r"^\| ([a-z0-9, ]+) \|", page.partition("\n\n")[0], re.MULTILINE)

    assert {name for row in rows for name in row.split(", ")} == names


def test_the_changelog_has_a_place_for_the_next_version() -> None:
    assert "\n## Unreleased\n" in (ROOT / "CHANGELOG.md").read_text()


def test_a_fragment_of_the_changelog_is_one_paragraph() -> None:
    for fragment in (ROOT / "changelog.d").glob("*.md"):
        text = fragment.read_text()
        assert re.fullmatch(r"[A-Z].*\.\n", text, re.DOTALL), fragment
        assert "\n\n" not in text, fragment


def test_the_commands_that_are_documented_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text()
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    named = {name for page in pages for name in re.findall(r"`make (\w+)`", page.read_text())}

    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))

    assert named - targets == set()
