"""`outdial import`: a true copy of an instance that is somewhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outdial.cli.endpoint import OUTDIAL, Endpoint, plain_errors
from outdial.cli.options import option
from outdial.cli.progress_bar import progress_bar

if TYPE_CHECKING:
    from outdial.copying.progress import Tell
    from outdial.importing.state import State

_EPILOG = """\
\b
Examples:
  outdial import --instance acme --region us-east-1
                            from your account, into the Outdial that runs on this machine
  outdial import --instance acme --profile prod --data ./data
                            into a data folder; no server may have it open
  outdial import --work outdial-import
                            what was read before, once more; nothing is asked
  outdial import --instance acme --from-endpoint-url http://outdial.test:4577
                            from another Outdial
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What `outdial import` was told."""

    instance: str | None
    from_endpoint_url: str | None
    profile: str | None
    region: str | None
    work: Path
    data: Path | None
    database: str | None
    endpoint_url: str
    to_profile: str | None
    pace: bool | None

    @property
    def source(self) -> Endpoint:
        """Where the instance is."""
        return Endpoint(url=self.from_endpoint_url, region=self.region, profile=self.profile)

    @property
    def target(self) -> Endpoint:
        """Where it is to be, unless that is a folder or a database."""
        return Endpoint(url=self.endpoint_url, profile=self.to_profile)

    @property
    def is_paced(self) -> bool:
        """Tell whether calls keep to Amazon's rate."""
        return self.from_endpoint_url is None if self.pace is None else self.pace


@click.command("import", short_help="Copy a live instance, with its ids.", epilog=_EPILOG)
@click.option("--instance", help="Id, ARN or alias. Without it, what --work holds is imported.")
@click.option("--from-endpoint-url", metavar="URL", help="Where it is. Default: Amazon Connect.")
@option("--profile", env="AWS_PROFILE", help="Profile of your AWS configuration, to read with.")
@option("--region", env=("AWS_REGION", "AWS_DEFAULT_REGION"), help="Region to look for it in.")
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    default="outdial-import",
    show_default=True,
    metavar="DIR",
    help="Folder that keeps what was read. An import that was broken off goes on from there;"
    " delete it to read anew.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Import into this data folder, in place of a running server.",
)
@click.option(
    "--database",
    metavar="URL",
    help="Import into this PostgreSQL database; servers may have it open.",
)
@option(
    "--endpoint-url",
    env=("AWS_ENDPOINT_URL_CONNECT", "AWS_ENDPOINT_URL"),
    default=OUTDIAL,
    show_default=True,
    help="Address of the Outdial to import into.",
)
@click.option(
    "--to-profile", help="Profile with a root's key of that Outdial, if it checks who calls."
)
@click.option(
    "--pace/--no-pace",
    default=None,
    help="Keep to Amazon's two calls a second of each operation. Default: with Amazon only.",
)
def import_(**given: Any) -> None:
    """Read an instance over Connect's API, and make a true copy of it in an Outdial.

    The copy has the ids and ARNs of the original, its account's too: scripts that know them run
    against it. Of a replicated pair both sides are copied. At the source it only reads; in the
    Outdial all goes in at once, or nothing. What could not be read, and what Outdial does not
    keep, is listed at the end.
    """
    options = Options(**given)
    state = _kept(options) if options.instance is None else _read(options)
    _tell(_put(options, state))


def _kept(options: Options) -> "State":
    from outdial.importing.errors import ImportRefusedError  # noqa: PLC0415 after --help
    from outdial.importing.state import read_folder  # noqa: PLC0415

    try:
        return read_folder(options.work)
    except ImportRefusedError as error:
        raise click.ClickException(f"{error}; or name one with --instance") from None


def _read(options: Options) -> "State":
    from outdial.copying.errors import CopyingError  # noqa: PLC0415 after --help
    from outdial.copying.reading import read_instance  # noqa: PLC0415
    from outdial.rehearsal.pacing import paced  # noqa: PLC0415
    from outdial.seed.api import RefusedError  # noqa: PLC0415

    with plain_errors(options.source):
        make = options.source.clients()
    clients = paced(make) if options.is_paced else make
    try:
        with _going_on(options.work), plain_errors(options.source), _progress() as tell:
            reading = read_instance(clients, options.instance, options.work, tell)
    except (CopyingError, RefusedError) as error:
        raise click.ClickException(str(error)) from None
    before = f"; {reading.reused} of the answers were there from before" if reading.reused else ""
    click.echo(f"Read into {reading.folder}{before}", err=True)
    return reading.state


def _put(options: Options, state: "State") -> dict[str, Any]:
    """Import into a folder, a database or a server, and give the report."""
    if options.data is None and options.database is None:
        from outdial.cli.control_pages import ask  # noqa: PLC0415 after --help
        from outdial.importing.packing import packed  # noqa: PLC0415
        from outdial.importing.state import write_state  # noqa: PLC0415

        body = packed(write_state(state))
        answer: dict[str, Any] = ask(
            options.endpoint_url, "POST", "import", body, signer=options.target
        )
        return answer
    from outdial.app import open_app  # noqa: PLC0415
    from outdial.cli.places import place_of  # noqa: PLC0415
    from outdial.errors import ServiceUnavailableException  # noqa: PLC0415
    from outdial.importing.door import import_state, report  # noqa: PLC0415
    from outdial.importing.errors import ImportRefusedError  # noqa: PLC0415
    from outdial.store.errors import StoreError  # noqa: PLC0415

    try:
        app = open_app(place_of(options.data, options.database))
    except StoreError as error:
        raise click.ClickException(str(error)) from None
    try:
        return report(import_state(app.store, state, app.world.now()))
    except (ImportRefusedError, ServiceUnavailableException) as error:
        raise click.ClickException(str(error)) from None
    finally:
        app.close()


def _tell(report: dict[str, Any]) -> None:
    for arn in report["instances"]:
        click.echo(f"Imported {arn}")
    for kind, count in report["counts"].items():
        click.echo(f"  {kind}: {count}")
    if report["notes"]:
        click.echo("\nNot as at the source:")
        for note in report["notes"]:
            click.echo(f"  - {note}")
    account = report["instances"][0].split(":")[4]
    click.echo(f"\nTo call it, take the account for the key:  export AWS_ACCESS_KEY_ID={account}")


@contextmanager
def _going_on(work: Path) -> Iterator[None]:
    """Say, whatever breaks the reading off, that it is not lost."""
    from outdial.seed.api import RefusedError  # noqa: PLC0415 after --help

    try:
        yield
    except (click.ClickException, RefusedError, KeyboardInterrupt):
        if any(work.glob("*")):
            click.echo(f"What was read is kept in {work}: the same command goes on.", err=True)
        raise


@contextmanager
def _progress() -> Iterator["Tell"]:
    """Show on stderr how far the reading is: in place on a terminal, else a line a kind."""
    from outdial.copying.progress import Progress  # noqa: PLC0415 after --help

    with progress_bar() as (console, show):
        said = ""

        def tell(read: Progress) -> None:
            nonlocal said
            if not console.is_terminal and read.what != said:
                click.echo(f"Reading {read.what}", err=True)
            said = read.what
            show(read.what, read.done, read.total)

        yield tell
