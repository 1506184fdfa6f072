"""Write the generated part of the documentation: the pages and tables of the reference.

With `--check` write nothing, and exit with 1 if a file is stale.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from reference.commands import commands
from reference.example_runs import Stage
from reference.limits import quotas_table, rates_table
from reference.operation_page import operation_page
from reference.overviews import choices_page, errors_table, operations_index
from reference.regions import filled
from reference.sdks import PROGRAMS, program, sdks_table
from reference.services import CONNECT, IAM, SERVICES, STS
from reference.settings import settings_table

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
FOLDERS = tuple(REFERENCE / service.folder for service in SERVICES)


def build() -> Iterator[tuple[Path, str]]:
    """Make the content of each file."""
    yield REFERENCE / "choices.md", choices_page()
    stage = Stage()
    for service, folder in zip(SERVICES, FOLDERS, strict=True):
        yield folder / "index.md", operations_index(service)
        for name in service.served:
            yield folder / f"{name}.md", operation_page(service, name, stage.runs(service, name))
    stage.close()
    contents: Mapping[str, Callable[[], str]] = {
        "operations": lambda: str(len(CONNECT.model.operations)),
        "served": lambda: str(len(CONNECT.served)),
        "errors": lambda: "\n".join(errors_table(CONNECT)),
        "errors of iam": lambda: "\n".join(errors_table(IAM)),
        "errors of sts": lambda: "\n".join(errors_table(STS)),
        "settings": lambda: "\n".join(settings_table()),
        "rates": lambda: "\n".join(rates_table()),
        "quotas": lambda: "\n".join(quotas_table()),
        "commands": lambda: "\n".join(commands()).strip(),
        "sdks": lambda: "\n".join(sdks_table()),
        **{f"program {folder}": partial(program, folder) for folder in PROGRAMS},
    }
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        if path.parent not in FOLDERS and path.name != "choices.md":
            yield path, filled(path.read_text(), contents)


def stale(files: Mapping[Path, str]) -> Iterator[Path]:
    """List the files that are not as they should be, and pages of operations that are no more."""
    for path, content in files.items():
        if not path.exists() or path.read_text() != content:
            yield path
    for folder in FOLDERS:
        yield from (path for path in folder.glob("*.md") if path not in files)


def main() -> int:
    """Write the files, or say which of them are stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say which files are stale")
    check: bool = parser.parse_args().check
    files = dict(build())
    found = sorted(stale(files))
    for folder in FOLDERS:
        folder.mkdir(parents=True, exist_ok=True)
    for path in found:
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check and path in files:
            path.write_text(files[path])
        elif not check:
            path.unlink()
    return int(check and bool(found))


if __name__ == "__main__":
    sys.exit(main())
