"""`outdial rehearse failover`: what a replicated instance's queues would show from each Region."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from outdial.cli.endpoint import Endpoint, endpoint_options, plain_errors
from outdial.cli.progress_bar import progress_bar
from outdial.rehearsal.problem import NAMES

if TYPE_CHECKING:
    from outdial.rehearsal.pair import Pair
    from outdial.rehearsal.reading import Tell


class FailedError(click.ClickException):
    """The rehearsal could not be made; the exit status 1 tells that something would break."""

    exit_code = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What `outdial rehearse failover` was told."""

    instance: str | None
    endpoint_url: str
    region: str | None
    profile: str | None
    aws: bool
    to: str | None
    ignore: tuple[str, ...]
    pace: bool | None
    as_json: bool

    @property
    def endpoint(self) -> Endpoint:
        """Where Connect is."""
        url = None if self.aws else self.endpoint_url
        return Endpoint(url=url, region=self.region, profile=self.profile)

    @property
    def is_paced(self) -> bool:
        """Tell whether calls keep to Amazon's rate."""
        return self.aws if self.pace is None else self.pace


_EPILOG = """\
\b
Examples:
  outdial rehearse failover                            the only instance of an Outdial here
  outdial rehearse failover --instance acme            by alias, id or ARN
  outdial rehearse failover --aws --region us-east-1 --instance acme --to us-west-2
                                                       your real contact centre
  outdial rehearse failover --ignore share-at-zero     before traffic is shifted
  outdial rehearse failover --json | jq -r '.problems[] | [.name, .region, .queue] | @tsv'

\b
Exit status: 0 nothing would break, 1 something would, 2 it could not be found out.
"""


@click.group(short_help="Find out what would break, before it does.")
def rehearse() -> None:
    """Find out what would break, before it does."""


@rehearse.command(short_help="What each queue would show from the other Region.", epilog=_EPILOG)
@click.option("--instance", help="Id, ARN or alias on either side; needed if there are several.")
@endpoint_options
@click.option("--aws", is_flag=True, help="Ask the real Amazon Connect, with your credentials.")
@click.option("--to", metavar="REGION", help="The Region that is to carry on. Default: each.")
@click.option(
    "--ignore",
    multiple=True,
    type=click.Choice(NAMES),
    metavar="PROBLEM",
    help="Let this problem pass, such as share-at-zero. May be repeated.",
)
@click.option(
    "--pace/--no-pace",
    default=None,
    help="Keep to Amazon's two calls a second of each operation. Default: with --aws only.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def failover(**given: Any) -> None:
    """Show who each queue's calls would say they are from both Regions, and what would break.

    For an instance with a replica: its queues, numbers, whisper flows and traffic distribution
    groups are read from both Regions. It only reads, and only through Connect's API, so it works
    against an Outdial and against Amazon Connect alike.
    """
    from outdial.rehearsal.report import rehearse as find  # noqa: PLC0415 after --help

    options = Options(**given)
    pair = _read(options)
    regions = [side.region for side in pair.sides]
    if options.to not in {None, *regions}:
        raise click.UsageError(f"--to {options.to}: the instance is in {' and '.join(regions)}.")
    report = find(pair, to=options.to, ignored=options.ignore)
    if options.as_json:
        import msgspec  # noqa: PLC0415

        from outdial.rehearsal.report import plain  # noqa: PLC0415

        click.echo(msgspec.json.format(msgspec.json.encode(plain(report))).decode())
    else:
        from outdial.cli.rehearsal_table import print_report  # noqa: PLC0415

        print_report(report)
    if report.problems:
        raise click.exceptions.Exit(1)


def _read(options: Options) -> "Pair":
    from outdial.rehearsal.pacing import paced  # noqa: PLC0415 after --help
    from outdial.rehearsal.reading import RehearsalError, read_pair  # noqa: PLC0415

    endpoint = options.endpoint
    with _failing(), plain_errors(endpoint), _progress() as tell:
        make = endpoint.clients()
        clients = paced(make) if options.is_paced else make
        try:
            return read_pair(clients, options.instance, tell)
        except RehearsalError as error:
            raise click.ClickException(str(error)) from None


@contextmanager
def _failing() -> Iterator[None]:
    """Tell by the exit status that nothing was found out."""
    try:
        yield
    except click.UsageError:
        raise
    except click.ClickException as error:
        raise FailedError(error.message) from None


@contextmanager
def _progress() -> Iterator["Tell"]:
    """Show on a terminal, beside what is printed, how far the reading is."""
    from outdial.rehearsal.reading import Progress  # noqa: PLC0415 as above

    with progress_bar() as (_, show):

        def tell(read: Progress) -> None:
            show(read.what, read.done, read.total)

        yield tell
