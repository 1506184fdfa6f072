"""`outdial trail`: who did what, and when."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import click

from outdial.cli.endpoint import Endpoint, endpoint_options, plain_errors
from outdial.cli.trail_times import read_time
from outdial.printable import printable, printable_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outdial.cli.trail_events import Filters, Shown

PAUSE = 1.0
"""Seconds between two looks for new events; an event is there a tenth of one after its call."""

_EPILOG = """\
\b
Examples:
  outdial trail                                  the last calls
  outdial trail --changes --since 2h             who changed what since two hours ago
  outdial trail --error any --follow             refusals, as they come
  outdial trail --operation UpdateQueueOutboundCallerConfig --user alice
  outdial trail --json | jq .requestParameters   CloudTrail's records, one a line
"""


@click.command(short_help="Show who did what, and when.", epilog=_EPILOG)
@click.option("--operation", metavar="NAME", help="Only calls of this operation.")
@click.option("--user", metavar="NAME", help="Only calls of this user, or session; root is root.")
@click.option("--error", metavar="NAME", help="Only calls refused with this error, or with any.")
@click.option("--instance", metavar="ID", help="Only calls about this instance: id, ARN or alias.")
@click.option("--resource", metavar="ID", help="Only calls about this resource: id, name or ARN.")
@click.option("--changes", is_flag=True, help="Only calls that may change something.")
@click.option(
    "--since",
    metavar="TIME",
    callback=read_time,
    help="Only calls from then on: 15m, 2h, 7d ago, or an ISO date.",
)
@click.option("--until", metavar="TIME", callback=read_time, help="Only calls until then.")
@click.option(
    "--last",
    type=click.IntRange(1),
    default=50,
    show_default=True,
    metavar="COUNT",
    help="So many calls at most, of those that were made last.",
)
@click.option("--follow", "-f", is_flag=True, help="Go on, and show calls as they come.")
@click.option("--json", "as_json", is_flag=True, help="Print CloudTrail's records, one a line.")
@endpoint_options
def trail(  # noqa: PLR0913 a command has these options
    *,
    operation: str | None,
    user: str | None,
    error: str | None,
    instance: str | None,
    resource: str | None,
    changes: bool,
    since: datetime | None,
    until: datetime | None,
    last: int,
    follow: bool,
    as_json: bool,
    endpoint_url: str,
    region: str | None,
    profile: str | None,
) -> None:
    """Show the calls that a server answered, the newest last.

    It reads the server's audit trail through CloudTrail's LookupEvents: who called what, from
    where, and whether it was allowed. The trail's own look-ups are left out.
    """
    from outdial.cli.trail_events import Filters  # noqa: PLC0415 after --help

    if instance and resource:
        raise click.UsageError("Give --instance or --resource, not both.")
    endpoint = Endpoint(url=endpoint_url, region=region, profile=profile)
    with suppress(KeyboardInterrupt), plain_errors(endpoint):
        filters = Filters(
            operation=operation,
            user=user,
            error=error,
            resource=resource or (instance and _instance(endpoint, instance)),
            changes=changes,
            since=since,
            until=until,
        )
        for event in _events(endpoint, filters, last, follow=follow):
            _show(event, as_json=as_json)


def _instance(endpoint: Endpoint, text: str) -> str:
    """Find the id of an instance; one that is deleted is found by its id or ARN only."""
    from outdial.callers import CallersError, find_instance  # noqa: PLC0415 after --help

    if text.startswith("arn:") or text.count("-") == 4:  # noqa: PLR2004 those of an id
        return text
    try:
        return find_instance(endpoint.client(), text)
    except CallersError as error:
        raise click.ClickException(str(error)) from None


def _events(
    endpoint: Endpoint, filters: "Filters", last: int, *, follow: bool
) -> "Iterator[Shown]":
    from time import sleep  # noqa: PLC0415 after --help

    from outdial.cli.trail_events import Reader  # noqa: PLC0415 after --help

    reader = Reader(endpoint.cloudtrail(), filters)
    found = reader.read(last)
    yield from found
    if not found and not follow:
        click.echo("No such calls are in the audit trail.", err=True)
    while follow:
        yield from reader.read_on()
        sleep(PAUSE)


def _show(event: "Shown", *, as_json: bool) -> None:
    if as_json:
        import msgspec  # noqa: PLC0415 after --help

        click.echo(printable_json(msgspec.json.encode(event.record).decode()))
    else:
        click.echo(printable(event.line))
