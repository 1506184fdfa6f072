"""`outdial callers`: the table of who each queue's calls say they are."""

import click

from outdial.cli.endpoint import Endpoint, endpoint_options, plain_errors

_EPILOG = """\
\b
Examples:
  outdial callers                               the only instance of an Outdial here
  outdial callers --instance outdial-demo       by alias, id or ARN
  outdial callers --aws --region eu-central-1   your real contact centre
  outdial callers --json | jq '.[] | select(.number_state != "CLAIMED")'
"""


@click.command(short_help="Show who each queue's calls say they are.", epilog=_EPILOG)
@click.option("--instance", help="Id, ARN or alias; needed if there are several.")
@endpoint_options
@click.option("--aws", is_flag=True, help="Ask the real Amazon Connect, with your credentials.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def callers(
    *,
    instance: str | None,
    endpoint_url: str,
    region: str | None,
    profile: str | None,
    aws: bool,
    as_json: bool,
) -> None:
    """Show the name, number and whisper of each queue's outbound calls.

    It only reads, and only through Connect's API, so it works against an Outdial and against
    Amazon Connect alike. Without an endpoint it asks an Outdial on this machine, with a made-up
    key unless you name a profile or AWS_ACCESS_KEY_ID; with --aws it asks Amazon, with the
    credentials that any AWS tool would find.
    """
    from outdial.callers import CallersError, find_instance, read_callers  # noqa: PLC0415
    from outdial.seed.api import RefusedError, over_boto3  # noqa: PLC0415

    endpoint = Endpoint(url=None if aws else endpoint_url, region=region, profile=profile)
    with plain_errors(endpoint):
        connect = endpoint.client()
        try:
            found = list(read_callers(over_boto3(connect), find_instance(connect, instance)))
        except (CallersError, RefusedError) as error:
            raise click.ClickException(str(error)) from None
    if as_json:
        import msgspec  # noqa: PLC0415

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    else:
        from outdial.cli.table import print_callers  # noqa: PLC0415

        print_callers(found)
