"""docs/howto/failover.sh, run against a server."""

import re
import subprocess
from pathlib import Path

from docs.blocks import ROOT, blocks
from docs.test_examples import ADDRESS, environment, plain
from outdial.rehearsal.problem import NAMES
from server_process import running

PAGE = ROOT / "docs" / "howto" / "failover.md"
SCRIPT = ROOT / "docs" / "howto" / "failover.sh"
STEPS = [block for block in blocks(PAGE.read_text()) if block.is_run]


def test_the_script_is_what_the_page_explains() -> None:
    lines = [line for line in SCRIPT.read_text().splitlines() if line and not line.startswith("#")]

    explained = "".join(step.content for step in STEPS).splitlines()
    assert lines == ["set -euo pipefail", *explained]


def test_the_script_makes_a_whole_failover_and_prints_what_the_page_shows(tmp_path: Path) -> None:
    with running("--memory") as server:
        done = subprocess.run(
            ["bash", "-c", SCRIPT.read_text().replace(ADDRESS, server.url)],
            env=environment(tmp_path),
            capture_output=True,
            check=False,
            text=True,
            timeout=120,
        )

    shown = "\n".join(step.printed for step in STEPS if step.printed is not None)
    assert (done.returncode, done.stderr) == (0, "")
    assert told(done.stdout) == told(shown)


def told(text: str) -> list[str]:
    """Give the lines that say something."""
    return [line for line in plain(text).splitlines() if line]


def test_the_page_tells_every_problem() -> None:
    told = set(re.findall(r"^\| (`.*?) \|", PAGE.read_text(), re.MULTILINE))

    names = {name for cell in told for name in re.findall(r"`([^`]+)`", cell)}
    assert names == set(NAMES)
