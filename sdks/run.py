"""Run the same program with every SDK, each against a server of its own, and look at what it did.

    make sdks                   # all whose tools are here
    make sdks ONLY=python,cli   # some

Exit 1 if one fails. Whose tools are missing is left out, and whose packages could not be fetched
because their registry did not answer; the table says so.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from evidence import UnconvincedError, look_at, throttle
from sdk import Sdk, sdks, tools
from server_process import running
from workshop import BUILD, NoAnswerError, ProgramError, Workshop, set_up

RESULTS = Path(__file__).parents[1] / "docs" / "results" / "sdks.json"


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one SDK; a row of the table."""

    key: str
    name: str
    version: str
    result: Literal["passed", "left out", "failed"]
    why: str = ""
    date: str


def outcome(sdk: Sdk) -> Outcome:
    """Run one SDK's program, if it can be run here."""
    found = tools(sdk.description, os.get_exec_path())
    if found.missing:
        wanted = f"{found.missing}, {sdk.description.name}" if sdk.description.must_be else ""
        return _outcome(sdk, "", "left out", f"no `{wanted or found.missing}` here")
    workshop, version = set_up(sdk, found, BUILD), ""
    if not workshop.is_complete():
        return _outcome(sdk, version, "left out", "the SDK's own library is not here")
    try:
        workshop.prepare()
        version = workshop.version()
        convince(workshop)
    except NoAnswerError as error:
        return _outcome(sdk, version, "left out", f"its registry did not answer: {error}")
    except (ProgramError, UnconvincedError) as error:
        return _outcome(sdk, version, "failed", str(error))
    return _outcome(sdk, version, "passed")


def _outcome(
    sdk: Sdk, version: str, result: Literal["passed", "left out", "failed"], why: str = ""
) -> Outcome:
    today = datetime.now(UTC)
    return Outcome(
        key=sdk.key,
        name=sdk.description.name,
        version=version,
        result=result,
        why=why,
        date=f"{today:%Y-%m-%d}",
    )


def convince(workshop: Workshop) -> None:
    """Run the program against a new server; raise UnconvincedError if it did not do its work."""
    with running("--memory", log=BUILD / f"{workshop.sdk.key}.log") as server:
        throttle(server.url)
        look_at(server.url, workshop.run(server.url))


def table(outcomes: Iterable[Outcome]) -> list[str]:
    """Show the outcomes side by side."""
    rows = [("SDK", "version", "")]
    rows += [(row.name, row.version or "-", _result(row)) for row in outcomes]
    names, versions = (max(len(row[at]) for row in rows) for at in (0, 1))
    return [f"{name:<{names}}  {version:<{versions}}  {result}" for name, version, result in rows]


def _result(row: Outcome) -> str:
    return f"{row.result}: {row.why.splitlines()[0]}" if row.why else row.result


def keep(outcomes: Iterable[Outcome], file: Path = RESULTS) -> None:
    """Put the outcomes into the file that the docs' table is made of; others stay as they are."""
    old = msgspec.json.decode(file.read_bytes(), type=list[Outcome]) if file.exists() else []
    rows = {row.key: row for row in (*old, *outcomes)}
    kept = [msgspec.to_builtins(rows[sdk.key]) for sdk in sdks() if sdk.key in rows]
    file.write_text(json.dumps(kept, indent=1) + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run those that are asked for; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_AsWritten)
    parser.add_argument("--only", metavar="NAMES", help="folders of SDKs, separated by commas")
    parser.add_argument("--write-docs", action="store_true", help="keep the table for the docs")
    given = parser.parse_args(arguments)
    names = given.only.split(",") if given.only else None
    chosen = [sdk for sdk in sdks() if names is None or sdk.is_named(names)]
    unknown = [name for name in names or () if not any(sdk.is_named([name]) for sdk in chosen)]
    if unknown:
        parser.error(f"there is no SDK {', '.join(unknown)}")
    outcomes = []
    for sdk in chosen:
        outcomes.append(outcome(sdk))
        print(f"{sdk.key}: {outcomes[-1].result}\n{outcomes[-1].why}".rstrip(), flush=True)
    print("", *table(outcomes), sep="\n")
    if given.write_docs:
        keep(outcomes)
    return int(any(row.result == "failed" for row in outcomes))


_AsWritten = argparse.RawDescriptionHelpFormatter

if __name__ == "__main__":
    sys.exit(main())
