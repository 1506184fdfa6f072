"""Which data a command works on: a folder, a database, or that of a running server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from outdial.cli.data_folder import database_in
from outdial.cli.endpoint import OUTDIAL
from outdial.cli.options import option

if TYPE_CHECKING:
    from outdial.store.transaction import Store


def data_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where the data is, while no server has it open."""
    for add in (
        option(
            "--database",
            metavar="URL",
            help="PostgreSQL database that the data is in: postgresql://USER:PASSWORD@HOST/NAME.",
        ),
        option(
            "--data",
            type=click.Path(file_okay=False, path_type=Path),
            help="Folder that the data is in. Default: your data folder.",
        ),
    ):
        command = add(command)
    return command


@contextmanager
def opened(data: Path | None, database: str | None, *, new: bool = False) -> "Iterator[Store]":
    """Open data, which has to be there unless it may be `new`; tell in a line what goes wrong."""
    from outdial.backup.errors import BackupError  # noqa: PLC0415 after --help
    from outdial.errors import ServiceUnavailableException  # noqa: PLC0415
    from outdial.store.errors import StoreError  # noqa: PLC0415
    from outdial.store.opening import open_store  # noqa: PLC0415

    place = place_of(data, database)
    if isinstance(place, Path) and not new and not place.exists():
        raise click.ClickException(f"There is no data in {place.parent}. Say where with --data.")
    try:
        store = open_store(place)
        try:
            yield store
        finally:
            store.close()
    except (BackupError, StoreError, ServiceUnavailableException, OSError) as error:
        raise click.ClickException(f"{error}{_hint(str(error))}") from None


def place_of(data: Path | None, database: str | None) -> Path | str:
    """Name the one place; what was typed overrules what the environment says."""
    if data is not None and database is not None:
        source_of = click.get_current_context().get_parameter_source
        typed = {
            name for name in ("data", "database") if source_of(name) is ParameterSource.COMMANDLINE
        }
        if len(typed) != 1:
            raise click.UsageError("--data and --database say where the data is; give one of them.")
        database = database if "database" in typed else None
    return database or database_in(data)


def _hint(text: str) -> str:
    if "in use" in text:
        return f" A running server makes backups itself: --endpoint-url {OUTDIAL}"
    if "malformed" in text or "not a database" in text:
        return " Move it away, and restore a backup: outdial restore FILE"
    return ""
