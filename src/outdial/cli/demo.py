"""`outdial demo`: a small contact centre to play with."""

from typing import TYPE_CHECKING

import click

from outdial.cli.endpoint import Endpoint, endpoint_options, plain_errors
from outdial.cli.options import option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mypy_boto3_connect import ConnectClient

    from outdial.seed.applying import Step

_TAKEN = "Instance alias is already used."
_COLOURS = {"created": "green", "changed": "yellow", "as it was": "bright_black"}


@click.command(short_help="Set up a small contact centre to play with.")
@endpoint_options
@option(
    "--alias",
    env="OUTDIAL_DEMO_ALIAS",
    help="Alias of the instance; no other instance of the server may have it."
    "  [default: outdial-demo or outdial-two-regions]",
)
@click.option(
    "--two-regions",
    is_flag=True,
    help="Set up a replicated pair with a fault, to rehearse a failover with.",
)
def demo(
    *,
    endpoint_url: str,
    region: str | None,
    profile: str | None,
    alias: str | None,
    two_regions: bool,
) -> None:
    """Set up a small contact centre in a running server, and show who its calls say they are.

    An instance with three queues, five numbers in three countries and whisper flows, made by
    calls of the API alone. Run it again, and it mends what you changed; what is as it was stays
    untouched.

    With --two-regions the instance has a replica in another Region, and one deliberate fault,
    which outdial rehearse failover finds.
    """
    from outdial.seed.errors import SeedError  # noqa: PLC0415 after --help

    endpoint = Endpoint(url=endpoint_url, region=region, profile=profile)
    with plain_errors(endpoint):
        try:
            if two_regions:
                _set_up_pair(endpoint, alias)
            else:
                _set_up(endpoint.client(), alias)
        except SeedError as error:
            hint = " Choose another with --alias." if _TAKEN in str(error) else ""
            raise click.ClickException(f"{error}{hint}") from None


def _set_up(connect: "ConnectClient", alias: str | None) -> None:
    from outdial.callers import find_instance, read_callers  # noqa: PLC0415 after --help
    from outdial.cli.table import print_callers  # noqa: PLC0415
    from outdial.demo import ALIAS  # noqa: PLC0415
    from outdial.demo import demo as describe  # noqa: PLC0415
    from outdial.seed.api import over_boto3  # noqa: PLC0415
    from outdial.seed.applying import apply  # noqa: PLC0415

    wanted, api = describe(alias or ALIAS), over_boto3(connect)
    _tell(apply(wanted, api))
    click.echo()
    print_callers(read_callers(api, find_instance(connect, wanted.alias)))


def _set_up_pair(endpoint: Endpoint, alias: str | None) -> None:
    from outdial.cli.rehearsal_table import print_sides  # noqa: PLC0415 after --help
    from outdial.demo_pair import PAIR_ALIAS, apply_pair  # noqa: PLC0415
    from outdial.rehearsal.reading import read_pair  # noqa: PLC0415
    from outdial.rehearsal.report import rehearse  # noqa: PLC0415
    from outdial.seed.api import over_boto3  # noqa: PLC0415

    clients, alias = endpoint.clients(), alias or PAIR_ALIAS
    connect = clients(None)
    _tell(apply_pair(over_boto3(connect), alias, connect.meta.region_name))
    click.echo()
    pair = read_pair(clients, alias)
    print_sides(rehearse(pair))
    click.echo(f"\nWhat to do about it:  outdial rehearse failover --instance {alias}")


def _tell(steps: "Iterable[Step]") -> None:
    for step in steps:
        click.echo(f"{click.style(step.outcome.rjust(9), _COLOURS[step.outcome])}  {step.part}")
