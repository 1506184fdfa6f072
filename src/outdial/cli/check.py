"""`outdial check`: whether a store is sound, and how to mend it."""

from pathlib import Path

import click

from outdial.cli.places import data_options, opened
from outdial.cli.progress import ProgressLine

_MOST_SHOWN = 50


@click.command(short_help="Verify the data, and mend it.")
@click.option("--mend", is_flag=True, help="Make anew what follows from the records.")
@data_options
def check(*, mend: bool, data: Path | None, database: str | None) -> None:
    """Verify all data, and say what is wrong with it and how to mend it.

    The file itself, each record, and the references, names and keys that follow from the records
    are looked at. No server may have a data folder open meanwhile; those of a database go on, and
    changes of what is being mended wait. Exits with 1 if anything is wrong.
    """
    from outdial.backup.checking import check as look  # noqa: PLC0415 after --help

    progress = ProgressLine("Checking")
    with opened(data, database) as store:
        report = look(store, progress, mend=mend)
    progress.end()
    for finding in report.findings[:_MOST_SHOWN]:
        click.echo(f"{finding.what}\n  To mend it: {finding.remedy}")
    counts = ", ".join(f"{count:,} {what}" for what, count in report.counts.items())
    if len(report.findings) > _MOST_SHOWN:
        click.echo(f"and {len(report.findings) - _MOST_SHOWN:,} more")
    if report.mended:
        click.echo(f"mended: {report.mended:,}")
    if report.findings:
        click.echo(f"{len(report.findings):,} things are wrong")
        raise SystemExit(1)
    click.echo(f"{counts}: all is well")
