"""Results that are kept: figures with their date and machine, which the docs are made of."""

import argparse
import json
import os
import platform
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "docs" / "results"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Let a benchmark be quick, and keep what it found."""
    parser.add_argument("--quick", action="store_true", help="a look, no measurement to rely on")
    parser.add_argument("--keep", action="store_true", help="write the figures to docs/results")


def given_by_turns(description: str | None) -> argparse.Namespace:
    """Read the options of a benchmark that measures several things by turns, some seconds each."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--seconds", type=int, default=4, help="of each measurement")
    parser.add_argument("--repeats", type=int, default=3)
    add_options(parser)
    given = parser.parse_args()
    if given.quick:
        given.seconds, given.repeats = 1, 1
    return given


def keep(given: argparse.Namespace, name: str, figures: Any) -> None:
    """Write figures to the folder of results, if they are to be kept."""
    if not given.keep:
        return
    FOLDER.mkdir(exist_ok=True)
    today = datetime.now(UTC)  # noqa: TID251 benchmarks have no World
    kept = {"date": f"{today:%Y-%m-%d}", "machine": machine(), "figures": figures}
    text = json.dumps(kept, indent=1)
    FOLDER.joinpath(f"{name}.json").write_text(text + "\n")


def load(name: str) -> Any:
    """Read kept figures, with their date and machine."""
    return json.loads(FOLDER.joinpath(f"{name}.json").read_text())


def machine() -> str:
    """Say on what it was measured."""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()},"
        f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
