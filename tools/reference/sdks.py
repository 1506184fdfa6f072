"""The page of SDKs: each program as it stands in its folder, and what became of it when run."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from reference.markdown import table

_ROOT = Path(__file__).parents[2]

PROGRAMS: Mapping[str, tuple[str, str]] = {
    "python": ("python", "main.py"),
    "aioboto3": ("python not-run", "main.py"),
    "cli": ("sh", "main.sh"),
    "javascript": ("javascript", "main.js"),
    "go": ("go", "main.go"),
    "java": ("java", "src/main/java/Main.java"),
    "kotlin": ("kotlin", "src/main/kotlin/Main.kt"),
    "rust": ("rust", "src/main.rs"),
    "ruby": ("ruby", "main.rb"),
    "php": ("php", "main.php"),
    "dotnet": ("csharp", "Program.cs"),
    "cpp": ("cpp", "main.cpp"),
}
"""The language of each folder's program, as fences name it, and its file."""


def program(folder: str) -> str:
    """Show the program of a folder."""
    language, name = PROGRAMS[folder]
    content = _ROOT.joinpath("sdks", folder, name).read_text()
    return f"```{language}\n{content}```"


def sdks_table() -> Iterator[str]:
    """Show what became of each SDK when `make sdks` was last kept."""
    outcomes = json.loads(_ROOT.joinpath("docs", "results", "sdks.json").read_text())
    rows = [
        (row["name"], row["version"] or "-", _result(row["result"], row["why"]), row["date"])
        for row in outcomes
    ]
    return table(("SDK", "Version", "Result", "Date"), rows)


def _result(result: str, why: str) -> str:
    return f"{result}: {why.partition(chr(10))[0]}" if why else result
