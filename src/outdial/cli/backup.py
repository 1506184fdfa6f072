"""`outdial backup` and `outdial restore`: all data in a file, and back."""

from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import click

from outdial.cli.places import data_options, opened
from outdial.cli.progress import ProgressLine

_EPILOG = """\
\b
Examples:
  outdial backup outdial.backup --endpoint-url http://127.0.0.1:4577
                                        of a running server, which goes on
  outdial backup outdial.backup --data ./data
                                        of a folder that no server has open
  outdial restore outdial.backup --data ./copy
  outdial restore outdial.backup --database postgresql://outdial@db/outdial
                                        the file fits every kind of store
"""

_FILE: Any = click.Path(dir_okay=False, path_type=Path)


@click.command(short_help="Write all data to a file.", epilog=_EPILOG)
@click.argument("file", type=_FILE)
@click.option("--endpoint-url", metavar="URL", help="Address of a running Outdial to copy.")
@data_options
def backup(
    *, file: Path, endpoint_url: str | None, data: Path | None, database: str | None
) -> None:
    """Write everything to FILE, as of one moment: resources, keys and policies, and the trail.

    The file holds the secrets of access keys: keep it where only you can read it. A server that
    checks callers gives it to an account's root only.
    """
    progress = ProgressLine("Backing up")
    if endpoint_url is not None:
        from outdial.cli.control_pages import fetch  # noqa: PLC0415 after --help
        from outdial.cli.endpoint import Endpoint  # noqa: PLC0415

        _write(file, lambda part: fetch(Endpoint(url=endpoint_url), "backup", part, progress))
    else:
        from outdial.backup.taking import take  # noqa: PLC0415 after --help
        from outdial.world import World  # noqa: PLC0415

        with opened(data, database) as store:
            _write(file, lambda part: take(store, part, World().now(), progress))
    progress.end()
    click.echo(f"{file}: {_summary(file)}")


@click.command(short_help="Bring all data back from a file.", epilog=_EPILOG)
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Put it in the place of the data that is there.")
@data_options
def restore(*, file: Path, replace: bool, data: Path | None, database: str | None) -> None:
    """Bring everything back that is in FILE.

    No server may have a data folder open meanwhile; those of a database go on, with what was
    restored.

    The file is looked through first; then everything is restored, or nothing is changed.
    """
    from outdial.backup.errors import BackupError  # noqa: PLC0415 after --help
    from outdial.backup.file import Backup  # noqa: PLC0415
    from outdial.backup.restoring import restore as put  # noqa: PLC0415

    progress = ProgressLine("Looking through")
    try:
        found = Backup(file, progress)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    finally:
        progress.end()
    progress = ProgressLine("Restoring")
    with opened(data, database, new=True) as store:
        put(store, found, progress, replace=replace)
    progress.end()
    click.echo(f"{file}: {_listed(found.header.counts)} restored, as of {found.header.made}")


def _write(file: Path, fill: Callable[[IO[bytes]], None]) -> None:
    """Write a file that is whole or is not there, for its owner only."""
    from outdial.store.lasting import written_whole  # noqa: PLC0415 after --help

    try:
        with written_whole(file) as stream:
            fill(stream)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None


def _summary(file: Path) -> str:
    import gzip  # noqa: PLC0415 after --help

    from outdial.backup.lines import read_header  # noqa: PLC0415

    with gzip.open(file) as stream:
        header = read_header(stream.readline())
    return f"{_listed(header.counts)}, as of {header.made}"


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {what}" for what, count in counts.items())
