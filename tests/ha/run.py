"""Rehearse the failover of a database that Outdial servers write to; `--help` tells the rest.

Exits with 1 if an acknowledged change was lost or anything else was wrong, with 2 if the rehearsal
could not be held.
"""

import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

import click

from ha.needs import install, missing
from ha.rehearsal import Rehearsal
from ha.report import is_well, lines
from ha.seclusion import is_secluded, refusal, run_secluded
from ha.waiting import TooLongError

_IMPOSSIBLE = 2


def main(arguments: list[str]) -> int:
    """Hold the rehearsal in namespaces of its own; give the exit status."""
    options = _options(arguments)
    if is_secluded():
        return _rehearse(options)
    if options.install and (packages := missing()):
        install(packages)
    if packages := missing():
        return _give_up(f"Install what is missing, or add --install: {' '.join(packages)}")
    if reason := refusal():
        return _give_up(reason)
    return run_secluded("ha.run", arguments)


def _options(arguments: list[str]) -> Namespace:
    parser = ArgumentParser(prog="ha.run", description=__doc__)
    parser.add_argument("--install", action="store_true", help="install Debian's packages")
    parser.add_argument(
        "--asynchronous",
        action="store_true",
        help="let commits not wait for the standby, and kill the primary: changes will be lost",
    )
    parser.add_argument("--keep", metavar="FOLDER", type=Path, help="keep all logs in a new folder")
    return parser.parse_args(arguments)


def _rehearse(options: Namespace) -> int:
    begin = time.monotonic()

    def say(text: str) -> None:
        click.echo(f"{time.monotonic() - begin:5.0f} s  {text}")

    with tempfile.TemporaryDirectory(prefix="outdial-ha-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if options.keep:
            folder = options.keep.resolve()
            folder.mkdir(parents=True)
        folder.chmod(0o755)
        rehearsal = Rehearsal(folder, say, synchronous=not options.asynchronous)
        try:
            rehearsal.start()
            outcomes = list([rehearsal.killed()] if options.asynchronous else rehearsal.phases())
        except TooLongError as error:
            return _give_up(str(error))
    say("Done")
    click.echo("\n".join(["", *lines(outcomes)]))
    return 0 if is_well(outcomes) else 1


def _give_up(reason: str) -> int:
    click.echo(reason, err=True)
    return _IMPOSSIBLE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
