"""`outdial demo`: a small contact centre to play with."""

import click

from outdial.cli.endpoint import Endpoint, endpoint_options, plain_errors
from outdial.cli.options import option

_TAKEN = "Instance alias is already used."
_COLOURS = {"created": "green", "changed": "yellow", "as it was": "bright_black"}


@click.command(short_help="Set up a small contact centre to play with.")
@endpoint_options
@option(
    "--alias",
    env="OUTDIAL_DEMO_ALIAS",
    default="outdial-demo",
    show_default=True,
    help="Alias of the instance; no other instance of the server may have it.",
)
def demo(*, endpoint_url: str, region: str | None, profile: str | None, alias: str) -> None:
    """Set up a small contact centre in a running server, and show who its calls say they are.

    An instance with three queues, five numbers in three countries and whisper flows, made by
    calls of the API alone. Run it again, and it mends what you changed; what is as it was stays
    untouched.
    """
    from outdial.callers import read_callers  # noqa: PLC0415 after --help
    from outdial.cli.table import print_callers  # noqa: PLC0415
    from outdial.demo import demo as describe  # noqa: PLC0415
    from outdial.demo import find_demo  # noqa: PLC0415
    from outdial.seed.api import over_boto3  # noqa: PLC0415
    from outdial.seed.applying import apply  # noqa: PLC0415
    from outdial.seed.errors import SeedError  # noqa: PLC0415

    endpoint = Endpoint(url=endpoint_url, region=region, profile=profile)
    with plain_errors(endpoint):
        connect = endpoint.client()
        api = over_boto3(connect)
        try:
            for step in apply(describe(alias), api):
                click.echo(
                    f"{click.style(step.outcome.rjust(9), _COLOURS[step.outcome])}  {step.part}"
                )
        except SeedError as error:
            hint = " Choose another with --alias." if _TAKEN in str(error) else ""
            raise click.ClickException(f"{error}{hint}") from None
        found = find_demo(api, alias)
        if found is not None:
            click.echo()
            print_callers(read_callers(connect, found.instance))
