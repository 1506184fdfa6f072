"""The commands and programs of the documentation, run as a reader would run them."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from docs.blocks import ELSEWHERE, PAGES, ROOT, Block, blocks

ADDRESS = "http://127.0.0.1:4577"
MARK = "---- block"

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LISTENING = re.compile(r"is listening on (\S+)")

RUN = [page for page in PAGES if any(block.is_run for block in blocks(page.read_text()))]


@pytest.mark.parametrize("page", RUN, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_says_to_run_runs_and_prints_what_it_shows(page: Path, tmp_path: Path) -> None:
    found = list(blocks(page.read_text()))
    steps = [block for block in found if block.is_run]
    for block in found:
        if block.file is not None and block.words.isdisjoint(ELSEWHERE):
            (tmp_path / block.file).write_text(block.content)

    with beside(found, tmp_path) as url:
        printed = run(steps, tmp_path, url)

    for block, output in zip(steps, printed, strict=True):
        if block.printed is not None:
            shown, there = plain(block.printed), plain(output.replace(url, ADDRESS))
            assert there == shown, f"{page.name}, line {block.line}"


def plain(text: str) -> str:
    """Take away what differs from run to run: ids, and blanks at the ends of lines."""
    lines = (line.rstrip() for line in _UUID.sub("<id>", text).strip().splitlines())
    return "\n".join(lines)


def run(steps: Sequence[Block], folder: Path, url: str) -> list[str]:
    """Run the steps in one shell; give what each printed."""
    lines = ["set -euo pipefail"]
    for number, block in enumerate(steps):
        content = block.content.replace(ADDRESS, url)
        if block.language == "python":
            (folder / f"block_{number}.py").write_text(content)
            content = f"python block_{number}.py\n"
        lines += [f"echo '{MARK}'", content]

    done = subprocess.run(
        ["bash", "-c", "\n".join(lines)],
        cwd=folder,
        env=environment(folder),
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout.split(f"{MARK}\n")[1:]


@contextmanager
def beside(found: Sequence[Block], folder: Path) -> Iterator[str]:
    """Run the page's server, if it has one, on a free port; give its address."""
    command = next((block.content for block in found if block.is_server), None)
    if command is None:
        yield ADDRESS
        return
    if command == "make run\n":
        command = made("run")
    process = subprocess.Popen(
        ["bash", "-c", f"exec {command}"],
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        listening = next(filter(None, map(_LISTENING.search, process.stdout)), None)
        assert listening, f"{command} said nothing of where it listens"
        yield listening[1]
    finally:
        process.terminate()
        process.communicate(timeout=30)


def made(target: str) -> str:
    """Give the command that make runs for a target, as a shell finds it."""
    recipe = re.search(
        rf"^{target}:.*\n\t@\$\(BIN\)/(.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE
    )
    assert recipe
    return recipe[1]


def environment(folder: Path) -> Mapping[str, str]:
    """Give the environment of a reader who has set nothing: our commands, no keys, an own home."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {
        **kept,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(folder),
        "OUTDIAL_PORT": "0",
        "OUTDIAL_DATA": str(folder / "data"),
    }
